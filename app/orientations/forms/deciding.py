"""One form an action. What the page does not offer is not read: neither a state nor a recipient ever comes from a browser."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from wtforms import StringField
from wtforms.validators import InputRequired, Length, StopValidation

from app.core.clock import PARIS, now, today
from app.core.language import mark
from app.orientations.forms.decision import (
    IN_THE_PAST,
    LONGEST_LINE,
    WHICH_DAY,
    DecisionForm,
    Terms,
    not_past,
    not_to_come,
    words,
)
from app.orientations.labels import OUTCOMES, REASONS
from app.orientations.rules import FAILURES, REFUSALS, Action, Outcome, Reason
from app.orientations.services.deciding import Appointment, Refusal
from app.web.fields import Day, Hour, one_line, one_of
from app.web.forms import TOO_LONG

WHICH_REASON = mark("Choisissez la raison.")
DAY_AND_HOUR = mark("Donnez le jour et l’heure du rendez-vous.")
ONE_OF_TWO = mark("Donnez un rendez-vous, ou bien le jour avant lequel vous appelez : l’un des deux.")


class MessageForm(DecisionForm):
    """A few words for the other side."""

    message = words(mark("Votre message"))
    texts = ("message",)

    @property
    def detail(self) -> str:
        """The words."""
        return self.message.data if "message" in self else ""


class AskForm(MessageForm):
    """What is missing."""

    message = words(mark("Que faut-il de plus ?"), needed=mark("Écrivez ce qui manque pour décider."))
    hints = {"message": mark("Par exemple : un papier, une précision, un moyen de joindre la personne.")}  # noqa: RUF012


class CompleteForm(MessageForm):
    """What was missing."""

    message = words(mark("Ce qui manquait"), needed=mark("Écrivez ce que le service a demandé."))


class ReopenForm(MessageForm):
    """Why it opens again."""

    message = words(mark("Pourquoi rouvrir ?"), needed=mark("Écrivez pourquoi vous rouvrez."))
    hints = {"message": mark("L’autre structure lira ce mot.")}  # noqa: RUF012


class WaitForm(DecisionForm):
    """Until when, about."""

    expected = Day(mark("Place espérée vers le"), validators=[InputRequired(mark("Choisissez une date, même approximative.")), not_past])
    hints = {"expected": mark("Une date approximative suffit. Nous vous demanderons tous les 14 jours si la personne attend toujours.")}  # noqa: RUF012

    @staticmethod
    def defaults(terms: Terms) -> Mapping[str, Any]:
        """The date that was told last."""
        return {"expected": terms.expected}

    @property
    def detail(self) -> date:
        """The day."""
        return self.expected.data  # type: ignore[no-any-return]


class AppointmentForm(DecisionForm):
    """An appointment, or a day before which the person is called."""

    day = Day(mark("Jour"), validators=[not_past])
    hour = Hour(mark("Heure"), format=["%H:%M", "%H:%M:%S"])
    place = StringField(mark("Lieu"), filters=[one_line], validators=[Length(max=LONGEST_LINE, message=TOO_LONG)])
    before = Day(mark("Nous appelons avant le"), validators=[not_past])
    message = words(mark("Un mot pour la personne"), needed="")
    hints = {"message": mark("300 caractères au plus : l’étage, qui demander, quoi apporter.")}  # noqa: RUF012
    texts = ("message",)
    optional = ("message", "place")

    def __init__(self, terms: Terms) -> None:
        """Offer to call only somebody whom it is safe to call."""
        super().__init__(terms)
        if not terms.may_call:
            del self.before

    @staticmethod
    def defaults(terms: Terms) -> Mapping[str, Any]:
        """The service's own address."""
        return {"place": terms.place}

    @property
    def is_call(self) -> bool:
        """Whether a call was chosen."""
        return "before" in self and bool(self.before.data)

    def validate_day(self, field: Any) -> None:
        """One of the two ways, whole, and to come."""
        if bool(field.data or self.hour.data) == self.is_call and not self._has_mistakes():
            raise StopValidation(ONE_OF_TWO if "before" in self else DAY_AND_HOUR)
        if bool(field.data) != bool(self.hour.data) and not self._has_mistakes():
            raise StopValidation(DAY_AND_HOUR)
        if field.data and self.hour.data and self._at() <= now():
            raise StopValidation(IN_THE_PAST)

    def _has_mistakes(self) -> bool:
        """Whether something that was typed could not be read: that is told first."""
        return any(field.process_errors for field in self)

    def _at(self) -> datetime:
        return datetime.combine(self.day.data, self.hour.data, PARIS)

    @property
    def detail(self) -> Appointment:
        """When and where; the service's own address needs no saying."""
        message = self.message.data if "message" in self else ""
        if self.is_call:
            return Appointment(calls_before=self.before.data, message=message)
        place = self.place.data or ""
        return Appointment(self._at(), "" if place == self.terms.place else place, message=message)

    @property
    def shown(self) -> list[tuple[str, list[Any]]]:
        """The two ways apart."""
        own = ("day", "hour", "place", "before", "version")
        rest = [field for field in self if field.name not in own]
        meeting = (mark("Donner un rendez-vous"), [self.day, self.hour, self.place])
        call = [(mark("Ou bien appeler la personne"), [self.before])] if "before" in self else []
        return [meeting, *call, ("", rest)]


class MeetForm(DecisionForm):
    """When the person was met."""

    met_on = Day(mark("Quel jour ?"), validators=[InputRequired(WHICH_DAY), not_to_come])
    hints = {"met_on": mark("Une visite, un appel, un entretien : la première fois où vous vous êtes parlé.")}  # noqa: RUF012

    @staticmethod
    def defaults(_terms: Terms) -> Mapping[str, Any]:
        """Today."""
        return {"met_on": today()}

    @property
    def detail(self) -> date:
        """The day."""
        return self.met_on.data  # type: ignore[no-any-return]


class FinishForm(DecisionForm):
    """What became of the need."""

    outcome = one_of(mark("Qu’est devenu le besoin ?"), Outcome, OUTCOMES, mark("Dites ce qu’est devenu le besoin."))

    @property
    def detail(self) -> Outcome:
        """The outcome."""
        return Outcome(self.outcome.data)


class RefuseForm(DecisionForm):
    """Why, and a sentence for the person."""

    reason = one_of(mark("Pourquoi ?"), REFUSALS, REASONS, WHICH_REASON)
    sentence = words(mark("Une phrase simple pour la personne"), needed="")
    hints = {"sentence": mark("Elle la lira. Sans ce mot, nous écrivons la phrase donnée plus bas.")}  # noqa: RUF012
    texts = optional = ("sentence",)

    @property
    def detail(self) -> Refusal:
        """Reason and sentence."""
        return Refusal(Reason(self.reason.data), self.sentence.data if "sentence" in self else "")


class FailForm(DecisionForm):
    """Why nothing came of it."""

    reason = one_of(mark("Pourquoi ?"), FAILURES, REASONS, WHICH_REASON)

    @property
    def detail(self) -> Reason:
        """The reason."""
        return Reason(self.reason.data)


FORMS: Mapping[Action, Callable[[Terms], DecisionForm]] = {
    Action.RECEIVE: DecisionForm,
    Action.ASK: AskForm,
    Action.COMPLETE: CompleteForm,
    Action.WAIT: WaitForm,
    Action.CONFIRM_WAIT: WaitForm,
    Action.ACCEPT: AppointmentForm,
    Action.RESCHEDULE: AppointmentForm,
    Action.MEET: MeetForm,
    Action.SUPPORT: DecisionForm,
    Action.FINISH: FinishForm,
    Action.REFUSE: RefuseForm,
    Action.FAIL: FailForm,
    Action.CANCEL: DecisionForm,
    Action.REOPEN: ReopenForm,
}

"""What a team fills on its way: when it goes, what came of it, why it cannot, how it ends. One form a gesture."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, StopValidation

from app.core.clock import PARIS, now, today
from app.core.language import mark
from app.core.numbers import row_number
from app.core.tokens import new_token
from app.orientations.forms.about_person import without_social_security_number
from app.outreach.labels import REASONS, RESULTS
from app.outreach.models import OutreachRound
from app.outreach.round_hours import Hours
from app.outreach.rules import LONGEST_NOTE, SENDINGS_BACK, Outcome, Reason, Result
from app.web.fields import Day, Hour, one_of, stripped
from app.web.forms import Form

FARTHEST = timedelta(days=60)
LONGEST_MARK = 64
FREE = "libre"
WHICH_DAY = mark("Choisissez le jour.")
WHICH_HOUR = mark("Donnez l’heure.")
WHICH_PASSAGE = mark("Choisissez une tournée, ou un autre moment.")
IN_THE_PAST = mark("Ce moment est passé. Choisissez-en un à venir.")
TOO_FAR = mark("C’est dans plus de 60 jours. Choisissez une date plus proche.")
NOT_YET = mark("Ce moment n’est pas encore venu. Choisissez maintenant ou avant.")
BEFORE_IT = mark("Ce moment vient avant la demande. Vérifiez le jour et l’heure.")
OUT_OF_ROUND = mark("La tournée n’est pas dehors à cette heure. Choisissez une heure de la tournée, ou laissez vide.")
TOO_LONG_A_NOTE = mark("500 caractères au plus : gardez l’essentiel.")
STRICTLY = mark("500 caractères au plus. Le strict nécessaire : ni santé, ni origine, ni religion, ni justice.")

ENDINGS: Mapping[Outcome, str] = {
    Outcome.WELCOMED: mark("Accueillie par un service : elle y est allée, ou y est attendue"),
    Outcome.MET_ON_SPOT: mark("Aidée sur place : ce qu’elle demandait a sa réponse"),
    Outcome.REFUSED: mark("N’a pas voulu d’aide : elle l’a dit, l’équipe respecte son choix"),
    Outcome.NOT_MET: mark("Non rencontrée : assez de passages ont été faits"),
    Outcome.ALREADY_FOLLOWED: mark("Déjà suivie : une équipe ou un service s’en occupe"),
    Outcome.MOVED: mark("Partie ailleurs : elle n’est plus là"),
    Outcome.HOSPITAL: mark("Hospitalisée"),
    Outcome.DECEASED: mark("Décédée"),
    Outcome.TRANSFERRED: mark("Une autre équipe a pris le relais"),
}
"""How a team says that it ends."""


def few_words(label: str, *, needed: str = "") -> TextAreaField:
    """Return a field for a few words; `needed`: how they are asked for, empty where they may be left out."""
    asked = [DataRequired(needed)] if needed else []
    longest = Length(max=LONGEST_NOTE, message=TOO_LONG_A_NOTE)
    return TextAreaField(label, filters=[stripped], validators=[*asked, longest, without_social_security_number])


def moment_of(day: date | None, hour: Any) -> datetime | None:
    """Return an instant by the clock of Paris; None unless both are said."""
    return datetime.combine(day, hour, PARIS) if day and hour is not None else None


class GestureForm(Form):
    """A gesture on a request; `version`: of what was read."""

    version = HiddenField()

    hints: Mapping[str, str] = {}
    optional: Collection[str] = ()
    hidden: Collection[str] = ("version",)

    @property
    def seen(self) -> int:
        """The version that was read; none that exists when the form does not say."""
        return row_number(self.version.data) or 0

    @property
    def shown(self) -> Sequence[Any]:
        """Fields that are drawn."""
        return [field for field in self if field.name not in self.hidden]


class PlanForm(GestureForm):
    """A round of the team, or another moment."""

    tournee = RadioField(mark("Sur quelle tournée ?"), validate_choice=False)
    jour = Day(mark("Jour"))
    heure = Hour(mark("Heure"), format=["%H:%M", "%H:%M:%S"])
    hints = {"jour": mark("Pour un autre moment, ou sans tournée."), "heure": mark("Pour une tournée, laissez vide si vous ne savez pas.")}  # noqa: RUF012

    def __init__(self, version: int, rounds: Sequence[tuple[OutreachRound, str]]) -> None:
        """Offer the rounds, each with its words; without any, a day and an hour alone."""
        super().__init__(data={"version": str(version), "tournee": str(rounds[0][0].id) if rounds else FREE})
        self._rounds = {str(one.id): one for one, _ in rounds}
        choices = [SelectChoice(str(one.id), words) for one, words in rounds]
        self.tournee.choices = [*choices, SelectChoice(FREE, mark("Un autre moment"))]
        if not rounds:
            del self.tournee
            self.hints = {}

    @property
    def round(self) -> int | None:
        """The number of the round that was chosen."""
        found = self._round
        return found.id if found is not None else None

    @property
    def at(self) -> datetime:
        """When, once the form is valid: for a round without an hour, when it starts, or now if it is out already."""
        found = self._round
        if found is None:
            return datetime.combine(self.jour.data, self.heure.data, PARIS)
        hours = Hours.of(found)
        return hours.at(self.heure.data) if self.heure.data is not None else max(hours.begins_at, now())

    @property
    def _round(self) -> OutreachRound | None:
        return self._rounds.get(self.tournee.data or "") if "tournee" in self else None

    def validate_tournee(self, field: Any) -> None:
        """One of those offered."""
        if field.data != FREE and field.data not in self._rounds:
            raise StopValidation(WHICH_PASSAGE)

    def validate_jour(self, field: Any) -> None:
        """Outside a round, a day to come, not too far."""
        if self._round is not None or field.process_errors:
            return
        if not field.data:
            raise StopValidation(WHICH_DAY)
        if field.data < today():
            raise StopValidation(IN_THE_PAST)
        if field.data > today() + FARTHEST:
            raise StopValidation(TOO_FAR)

    def validate_heure(self, field: Any) -> None:
        """Within the round; outside any, an hour that is to come."""
        if field.process_errors:
            return
        found = self._round
        if found is not None:
            if field.data is not None and not Hours.of(found).holds(field.data):
                raise StopValidation(OUT_OF_ROUND)
            return
        if field.data is None:
            raise StopValidation(WHICH_HOUR)
        at = moment_of(self.jour.data, field.data)
        if at is not None and self.jour.data == today() and at <= now():
            raise StopValidation(IN_THE_PAST)


class HappenedForm(GestureForm):
    """Something that happened: when, not before the request, not to come. `marque`: the same when it is sent again."""

    jour = Day(mark("Quel jour ?"), validators=[InputRequired(WHICH_DAY)])
    heure = Hour(mark("À quelle heure ?"), format=["%H:%M", "%H:%M:%S"], validators=[InputRequired(WHICH_HOUR)])
    marque = HiddenField()
    hidden = ("version", "marque")

    def __init__(self, version: int, asked_at: datetime) -> None:
        """Offer the present moment."""
        at = now()
        self._asked_at = asked_at.replace(second=0, microsecond=0)
        start = {"version": str(version), "jour": at.date(), "heure": at.time().replace(second=0, microsecond=0), "marque": new_token()}
        super().__init__(data=start)

    @property
    def once(self) -> str:
        """What tells that it is sent again."""
        return (self.marque.data or "")[:LONGEST_MARK] or new_token()

    @property
    def at(self) -> datetime:
        """When, once the form is valid."""
        return datetime.combine(self.jour.data, self.heure.data, PARIS)

    def validate_heure(self, field: Any) -> None:
        """A moment that has come, after the request."""
        at = moment_of(self.jour.data, field.data)
        if at is None:
            return
        if at > now():
            raise StopValidation(NOT_YET)
        if at < self._asked_at:
            raise StopValidation(BEFORE_IT)


class AttemptForm(HappenedForm):
    """What came of an attempt."""

    resultat = one_of(mark("Qu’est-ce que cela a donné ?"), Result, RESULTS, mark("Dites ce que le passage a donné."))
    note = few_words(mark("Note pour votre équipe"))
    hints = {"note": STRICTLY}  # noqa: RUF012
    optional = ("note",)

    @property
    def result(self) -> Result:
        """What came of it."""
        return Result(self.resultat.data)


class SendBackForm(GestureForm):
    """Why the team cannot go."""

    raison = one_of(mark("Pourquoi ?"), SENDINGS_BACK, REASONS, mark("Choisissez la raison."))
    note = few_words(mark("Un mot pour la coordination"))
    hints = {"note": STRICTLY}  # noqa: RUF012
    optional = ("note",)

    def __init__(self, version: int) -> None:
        """Ask anew."""
        super().__init__(data={"version": str(version)})

    @property
    def reason(self) -> Reason:
        """The reason."""
        return Reason(self.raison.data)


class FinishForm(GestureForm):
    """How it ends."""

    issue = RadioField(mark("Comment cela se termine-t-il ?"), validate_choice=False)

    def __init__(self, version: int, outcomes: Collection[Outcome]) -> None:
        """Offer the outcomes that can be now."""
        super().__init__(data={"version": str(version)})
        self.issue.choices = [SelectChoice(one.value, ENDINGS[one]) for one in outcomes]

    @property
    def outcome(self) -> Outcome:
        """How."""
        return Outcome(self.issue.data)

    def validate_issue(self, field: Any) -> None:
        """One of those offered."""
        if field.data not in {choice.value for choice in field.choices}:
            raise StopValidation(mark("Dites comment cela se termine."))


class WordForm(GestureForm):
    """A word for the team that is needed."""

    note = few_words(mark("Pourquoi reprendre ?"), needed=mark("Écrivez pourquoi vous reprenez."))
    hints = {"note": STRICTLY}  # noqa: RUF012

    def __init__(self, version: int) -> None:
        """Ask anew."""
        super().__init__(data={"version": str(version)})

"""One form a gesture. What the page does not offer is not read: a team, a sector or a request are chosen among those that will do."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, StopValidation

from app.core.language import mark
from app.core.numbers import row_number
from app.outreach.labels import REASONS, SAFETY
from app.outreach.rules import LONGEST_NOTE, REFUSALS, Reason, Safety
from app.web.fields import one_line, one_of, stripped
from app.web.forms import TOO_LONG, Form, without_link

WHICH_TEAM = mark("Choisissez l’équipe.")
WHICH_SECTOR = mark("Choisissez le secteur.")
WHICH_REQUEST = mark("Choisissez une demande, ou écrivez son numéro.")
NOT_OPEN = mark("Aucune demande ouverte de ce secteur ne porte ce numéro. Vérifiez-le.")
WHICH_REASON = mark("Choisissez la raison.")
WRITE_WHY = mark("Écrivez pourquoi vous rouvrez.")
WRITE_NOTE = mark("Écrivez la note.")
Named = Sequence[tuple[int, str]]
"""Numbers of rows, each with the words in which it is offered."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a form must know of the request. `is_open_other`: whether a number is a request that this one may be merged with."""

    version: int
    teams: Named = ()
    sectors: Named = ()
    others: Named = ()
    safety: Collection[Safety] = ()
    is_open_other: Callable[[int], bool] = lambda _number: False


@dataclass(frozen=True, slots=True)
class Transfer:
    """To which sector, with which words for its coordination."""

    sector: int
    note: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why, and a sentence for who asked; empty for the usual one of the reason."""

    reason: Reason
    sentence: str


@dataclass(frozen=True, slots=True)
class Precautions:
    """What stood on the page, and what is true as of today."""

    seen: Collection[Safety]
    codes: Collection[Safety]


def number(text: Any) -> int:
    """Return the number of a row; 0 for what is none."""
    return row_number(str(text)) or 0


def words(label: str, *, needed: str = "") -> TextAreaField:
    """Return a field for a few words; `needed`: how to ask for them where they must be there."""
    asked = [DataRequired(needed)] if needed else []
    return TextAreaField(label, filters=[stripped], validators=[*asked, Length(max=LONGEST_NOTE, message=TOO_LONG)])


def _offer(field: Any, named: Named) -> None:
    field.choices = [SelectChoice(value, label) for value, label in named]


def _is_offered(field: Any) -> bool:
    return field.data in {choice.value for choice in field.choices}


class DecidingForm(Form):
    """A gesture that asks nothing."""

    version = HiddenField()
    hints: Mapping[str, str] = {}
    optional: Collection[str] = ()
    hidden: Collection[str] = ("version",)

    def __init__(self, terms: Terms) -> None:
        """Ask what these terms leave to ask."""
        self.terms = terms
        super().__init__(data={"version": str(terms.version), **self.defaults(terms)})
        self.offer(terms)

    @staticmethod
    def defaults(_terms: Terms) -> Mapping[str, Any]:
        """Return what stands in the fields before anybody writes."""
        return {}

    def offer(self, terms: Terms) -> None:
        """Give the choices that depend on the request."""

    @property
    def seen(self) -> int:
        """The version that was read; none that exists when the form does not say."""
        return number(self.version.data)

    @property
    def detail(self) -> Any:
        """What the gesture's service takes, once the form is valid."""
        return None

    @property
    def shown(self) -> list[Any]:
        """The fields that are drawn."""
        return [field for field in self if field.name not in self.hidden]


class AssignForm(DecidingForm):
    """Which team."""

    team = RadioField(mark("À quelle équipe ?"), coerce=number, validators=[InputRequired(WHICH_TEAM)], validate_choice=False)

    def offer(self, terms: Terms) -> None:
        """The teams of the sector, in the order in which they are asked."""
        _offer(self.team, terms.teams)

    def validate_team(self, field: Any) -> None:
        """One of those offered."""
        if not _is_offered(field):
            raise StopValidation(WHICH_TEAM)

    @property
    def detail(self) -> int:
        """The team."""
        return int(self.team.data)


class RouteForm(DecidingForm):
    """Which sector."""

    sector = SelectField(mark("À quel secteur ?"), coerce=number, validators=[InputRequired(WHICH_SECTOR)], validate_choice=False)

    def offer(self, terms: Terms) -> None:
        """Every other sector."""
        _offer(self.sector, [(0, mark("Choisissez")), *terms.sectors])

    def validate_sector(self, field: Any) -> None:
        """One of those offered."""
        if not field.data or not _is_offered(field):
            raise StopValidation(WHICH_SECTOR)

    @property
    def detail(self) -> Any:
        """The sector."""
        return self.sector.data


class TransferForm(RouteForm):
    """Which sector, and a word for its coordination."""

    note = words(mark("Un mot pour sa coordination"))
    optional = ("note",)

    @property
    def detail(self) -> Transfer:
        """Sector and words."""
        return Transfer(self.sector.data, self.note.data)


class MergeForm(DecidingForm):
    """Which request goes on: one that is like it, or any other open one by its number."""

    other = RadioField(mark("Avec quelle demande ?"), coerce=number, validate_choice=False)
    typed = StringField(mark("Ou bien avec la demande n°"), filters=[one_line])
    hints = {"typed": mark("Une demande ouverte du même secteur.")}  # noqa: RUF012
    optional = ("typed",)

    def offer(self, terms: Terms) -> None:
        """The requests that may be about the same person."""
        _offer(self.other, terms.others)
        if not terms.others:
            del self.other

    @property
    def detail(self) -> int:
        """The other request."""
        if self.typed.data:
            return number(self.typed.data)
        return self.other.data or 0 if "other" in self else 0

    def validate_typed(self, field: Any) -> None:
        """One of the two, and one that will do."""
        if not self.detail:
            raise StopValidation(NOT_OPEN if field.data else WHICH_REQUEST)
        if not self.terms.is_open_other(self.detail):
            raise StopValidation(NOT_OPEN)


class RefuseForm(DecidingForm):
    """Why, and a sentence for who asked."""

    reason = one_of(mark("Pourquoi ?"), REFUSALS, REASONS, WHICH_REASON)
    sentence = TextAreaField(
        mark("Une phrase simple pour qui a fait la demande"),
        filters=[stripped],
        validators=[Length(max=LONGEST_NOTE, message=TOO_LONG), without_link],
    )
    hints = {"sentence": mark("Elle sera lue telle quelle. Sans ce mot, nous écrivons la phrase donnée plus bas.")}  # noqa: RUF012
    optional = ("sentence",)

    @property
    def detail(self) -> Refusal:
        """Reason and sentence."""
        return Refusal(Reason(self.reason.data), self.sentence.data)


class ReopenForm(DecidingForm):
    """Why it is sorted again."""

    note = words(mark("Pourquoi rouvrir ?"), needed=WRITE_WHY)

    @property
    def detail(self) -> str:
        """The words."""
        return str(self.note.data)


class NoteForm(DecidingForm):
    """A note for whoever coordinates."""

    note = words(mark("Votre note"), needed=WRITE_NOTE)
    hints = {"note": mark("Le strict nécessaire : ni santé, ni origine, ni religion, ni justice.")}  # noqa: RUF012

    @property
    def detail(self) -> str:
        """The words."""
        return str(self.note.data)


class PrecautionsForm(DecidingForm):
    """What a team must know before it goes, as of today."""

    codes = SelectMultipleField(
        mark("Ce qui est vrai aujourd’hui"), choices=[SelectChoice(code.value, SAFETY[code]) for code in Safety], validate_choice=False
    )
    before = HiddenField()
    hidden = ("version", "before")

    @staticmethod
    def defaults(terms: Terms) -> Mapping[str, Any]:
        """What is known."""
        known = [code.value for code in Safety if code in terms.safety]
        return {"codes": known, "before": " ".join(known)}

    @property
    def detail(self) -> Precautions:
        """What stood there, and what is true."""
        return Precautions(_codes((self.before.data or "").split()), _codes(self.codes.data or ()))


def _codes(texts: Collection[str]) -> tuple[Safety, ...]:
    return tuple(code for code in Safety if code.value in texts)

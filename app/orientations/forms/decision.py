"""What the forms of decisions are made of: days, hours, choices, and who signs. What is not offered is not read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, StopValidation

from app.core.clock import today
from app.core.language import mark
from app.core.numbers import row_number
from app.orientations.rules import LONGEST_NOTE
from app.web.fields import Day, one_line, stripped
from app.web.forms import TOO_LONG, Form, without_link

LONGEST_MESSAGE, LONGEST_LINE = 1000, 200
A_YEAR = timedelta(days=366)
IN_THE_PAST = mark("Ce moment est passé. Choisissez-en un à venir.")
TOO_FAR = mark("C’est dans plus d’un an. Choisissez une date plus proche.")
NOT_YET = mark("Ce jour n’est pas encore venu. Choisissez aujourd’hui ou avant.")
BEFORE_IT = mark("Ce jour vient avant l’orientation. Vérifiez la date.")
WHICH_DAY = mark("Choisissez le jour.")
WRITE_A_WORD = mark("Écrivez votre message.")
SAY_WHO = mark("Écrivez votre nom : l’équipe qui oriente saura qui a répondu.")
SAY_WHO_ANSWERED = mark("Écrivez le nom de la personne qui vous a répondu.")


@dataclass(frozen=True, slots=True)
class Terms:
    """What a form must know: of the orientation, and of who fills it."""

    version: int
    may_write: bool
    """Whether texts are kept: without an agreement they are not asked for."""
    may_call: bool = False
    place: str = ""
    """Of the service, as the appointment's own when nobody says another."""
    not_before: date = date.min
    """When the need was written down."""
    expected: date | None = None
    by_link: bool = False
    is_reported: bool = False
    """Whether the sender writes down what was answered otherwise."""


def not_past(_form: object, field: Any) -> None:
    """Refuse a day that is over, or more than a year ahead."""
    if field.data and field.data < today():
        raise StopValidation(IN_THE_PAST)
    if field.data and field.data > today() + A_YEAR:
        raise StopValidation(TOO_FAR)


def not_to_come(form: Any, field: Any) -> None:
    """Refuse a day that has not come, or that comes before the need was written down."""
    if field.data and field.data > today():
        raise StopValidation(NOT_YET)
    if field.data and field.data < form.terms.not_before:
        raise StopValidation(BEFORE_IT)


def words(label: str, *, needed: str = WRITE_A_WORD) -> TextAreaField:
    """Return a field for a few words: of a message, or, where they are not `needed` (how to ask for them), of a sentence for the person."""
    asked = [DataRequired(needed)] if needed else []
    longest = LONGEST_MESSAGE if needed else LONGEST_NOTE
    return TextAreaField(label, filters=[stripped], validators=[*asked, Length(max=longest, message=TOO_LONG), without_link])


class DecisionForm(Form):
    """An action that asks nothing but who does it."""

    version = HiddenField()
    told_on = Day(mark("Quand avez-vous eu cette réponse ?"), validators=[InputRequired(WHICH_DAY), not_to_come])
    told_by = StringField(
        mark("Qui vous a répondu ?"),
        filters=[one_line],
        validators=[DataRequired(SAY_WHO_ANSWERED), Length(max=LONGEST_LINE, message=TOO_LONG)],
    )
    name = StringField(
        mark("Votre nom"), filters=[one_line], validators=[DataRequired(SAY_WHO), Length(max=LONGEST_LINE, message=TOO_LONG)]
    )

    hints: Mapping[str, str] = {}
    texts: Collection[str] = ()
    """Fields that need an agreement."""
    optional: Collection[str] = ()

    def __init__(self, terms: Terms) -> None:
        """Ask what these terms leave to ask."""
        self.terms = terms
        super().__init__(data={"version": str(terms.version), "told_on": today(), **self.defaults(terms)})
        kept = {"told_on": terms.is_reported, "told_by": terms.is_reported and terms.may_write, "name": terms.by_link and terms.may_write}
        kept |= dict.fromkeys(self.texts, terms.may_write)
        for last in ("told_on", "told_by", "name"):
            self._fields[last] = self._fields.pop(last)
        for field, is_kept in kept.items():
            if not is_kept:
                del self[field]

    @staticmethod
    def defaults(_terms: Terms) -> Mapping[str, Any]:
        """Return what stands in the fields before anybody writes."""
        return {}

    @property
    def seen(self) -> int:
        """The version that was read; none that exists when the form does not say."""
        return row_number(self.version.data) or 0

    @property
    def who(self) -> str:
        """The name of who decides, or of who answered."""
        return next((self[field].data for field in ("told_by", "name") if field in self), "")

    @property
    def told(self) -> date | None:
        """When it was answered, where the sender writes it down."""
        return self.told_on.data if "told_on" in self else None

    @property
    def detail(self) -> Any:
        """What the action's function takes, once the form is valid."""
        return None

    @property
    def shown(self) -> list[tuple[str, list[Any]]]:
        """Return groups of fields: a legend, empty where the fields stand for themselves, and what stands under it."""
        return [("", [field for field in self if field.name != "version"])]

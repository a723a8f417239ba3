"""What a questionnaire says of itself, as a form asks it: in French; other languages have their own page."""

from collections.abc import Mapping
from typing import Any

from wtforms import BooleanField, HiddenField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, StopValidation

from app.core.language import READABLE, mark
from app.participation.building.languages import OTHERS
from app.participation.building.presenting import MINUTES, SENSITIVE, YES, Asked, values_of
from app.participation.building.seen import mark_of, packed, plain, unpacked
from app.participation.definition import Definition
from app.participation.forms.opening import plain_line
from app.participation.questions.figures import whole_number
from app.web.forms import TOO_LONG, Form

LONGEST_TITLE, LONGEST_TEXT = 150, 2_000
MOST_MINUTES = 90
WRITE_TITLE = mark("Écrivez le titre que les personnes liront.")
WRITE_MINUTES = mark("Écrivez un nombre de minutes, de 1 à 90.")
NAMES: Mapping[str, str] = {
    "title": "titre", "intro": "presentation", "thanks": "merci", "summary": "resume", MINUTES: "minutes", SENSITIVE: "sensible",
}  # fmt: skip
"""Of the control of each part."""


def _plain(text: str | None) -> str:
    return plain(text or "")


def _text(label: str) -> TextAreaField:
    return TextAreaField(label, filters=[_plain], validators=[Length(max=LONGEST_TEXT, message=TOO_LONG)])


class PresentationForm(Form):
    """`vu`: marks of what the form showed; `parlees_vues`: the languages that it showed."""

    titre = StringField(
        mark("Titre"), filters=[plain_line], validators=[DataRequired(WRITE_TITLE), Length(max=LONGEST_TITLE, message=TOO_LONG)]
    )
    presentation = _text(mark("Présentation, sur la première page"))
    merci = _text(mark("Remerciement, sur la dernière page"))
    resume = _text(mark("Résumé pour les collègues"))
    minutes = StringField(mark("Combien de minutes pour répondre"), filters=[plain_line])
    sensible = BooleanField(mark("Le sujet est sensible"))
    parlees = SelectMultipleField(
        mark("Langues, en plus du français"), choices=[SelectChoice(code, READABLE[code].name) for code in OTHERS], validate_choice=False
    )
    effacer = BooleanField(mark("Effacer les mots écrits dans les langues qui ne sont pas cochées"))
    vu = HiddenField(filters=[plain_line])
    parlees_vues = HiddenField(filters=[plain_line])

    def __init__(self, definition: Definition) -> None:
        """Show what a definition says, or what was just sent."""
        said = values_of(definition)
        data: dict[str, Any] = {NAMES[name]: value for name, value in said.items()}
        others = [code for code in OTHERS if code in definition.languages]
        super().__init__(
            data={
                **data, "sensible": definition.sensitive, "parlees": others, "parlees_vues": " ".join(others),
                "vu": packed({name: mark_of(value) for name, value in said.items()}),
            }
        )  # fmt: skip

    def validate_minutes(self, field: Any) -> None:
        """A number, not too large."""
        found = whole_number(field.data or "")
        if found is None or not 1 <= found <= MOST_MINUTES:
            raise StopValidation(WRITE_MINUTES)

    def over(self, definition: Definition) -> None:
        """Hold what was sent over what a definition now says: sent again, it takes its place."""
        said = values_of(definition)
        self.vu.data = packed({name: mark_of(value) for name, value in said.items()})
        self.parlees.data = [code for code in OTHERS if code in definition.languages]
        self.parlees_vues.data = " ".join(self.parlees.data)
        self.effacer.data = False

    @property
    def asked(self) -> Asked:
        """What is asked, once the form is valid."""
        values = {name: self[control].data or "" for name, control in NAMES.items()}
        values |= {MINUTES: str(whole_number(self.minutes.data) or 1), SENSITIVE: YES if self.sensible.data else ""}
        languages = [code for code in OTHERS if code in (self.parlees.data or ())]
        shown = [code for code in OTHERS if code in (self.parlees_vues.data or "").split()]
        return Asked(values, unpacked(self.vu.data or ""), languages, shown, bool(self.effacer.data))

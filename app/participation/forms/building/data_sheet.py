"""What the organisation does with the answers."""

from collections.abc import Mapping

from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from app.core.language import mark
from app.participation.building.data_sheet import BASES, FIELDS, YES, Basis, SheetField
from app.participation.forms.opening import plain_line
from app.participation.questions.base import one_value
from app.web.forms import TOO_LONG, Form

LONGEST = 1000
LONGEST_LINE = 200


def plain_text(text: str | None) -> str:
    """Return a text without what surrounds it, nor signs that nobody sees."""
    return one_value({"": [text or ""]}, "")


class SheetForm(Form):
    """The sheet; it may be kept before it is whole."""

    objet = TextAreaField(FIELDS[SheetField.PURPOSE], filters=[plain_text], validators=[Length(max=LONGEST, message=TOO_LONG)])
    base = RadioField(FIELDS[SheetField.BASIS], choices=[SelectChoice(one.value, BASES[one]) for one in Basis], validate_choice=False)
    lecteurs = TextAreaField(FIELDS[SheetField.READERS], filters=[plain_text], validators=[Length(max=LONGEST, message=TOO_LONG)])
    duree = StringField(FIELDS[SheetField.KEPT], filters=[plain_line], validators=[Length(max=LONGEST_LINE, message=TOO_LONG)])
    contact = StringField(FIELDS[SheetField.CONTACT], filters=[plain_line], validators=[Length(max=LONGEST_LINE, message=TOO_LONG)])
    mineurs = BooleanField(
        mark("Si des mineurs répondent, notre organisation garde elle-même les autorisations. Repères n’en garde aucune.")
    )

    def __init__(self, sheet: Mapping[str, str]) -> None:
        """Show what is kept."""
        said: dict[str, object] = {str(field): sheet.get(field, "") for field in SheetField}
        super().__init__(data={**said, SheetField.MINORS.value: sheet.get(SheetField.MINORS) == YES})

    @property
    def sheet(self) -> dict[SheetField, str]:
        """What the form says, once it is valid; a basis that was not offered is none."""
        return {
            SheetField.PURPOSE: self.objet.data or "",
            SheetField.BASIS: next((one.value for one in Basis if one == self.base.data), ""),
            SheetField.READERS: self.lecteurs.data or "",
            SheetField.KEPT: self.duree.data or "",
            SheetField.CONTACT: self.contact.data or "",
            SheetField.MINORS: YES if self.mineurs.data else "",
        }

"""How many access codes are drawn."""

from wtforms import StringField
from wtforms.validators import StopValidation

from app.core.language import mark
from app.core.numbers import row_number
from app.participation.forms.opening import plain_line
from app.participation.services.campaigns import MOST_CODES
from app.web.forms import Form

HOW_MANY = mark("Écrivez un nombre de 1 à 500.")


class CodesForm(Form):
    """A number of codes."""

    combien = StringField(mark("Combien de codes ?"), filters=[plain_line])

    def validate_combien(self, field: StringField) -> None:
        """As many as one drawing makes."""
        if not 1 <= (row_number(field.data) or 0) <= MOST_CODES:
            raise StopValidation(HOW_MANY)

    @property
    def many(self) -> int:
        """How many, once the form is valid."""
        return row_number(self.combien.data) or 0

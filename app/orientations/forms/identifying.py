"""The code that came to the mailbox of the structure."""

from typing import Any

from wtforms import StringField
from wtforms.validators import InputRequired, StopValidation

from app.core.language import mark
from app.core.tokens import CODE_DIGITS
from app.web.forms import Form

NOT_A_CODE = mark("Recopiez les 6 chiffres du code.")


def _figures(text: str | None) -> str:
    return "".join((text or "").split())


class CodeForm(Form):
    """Six figures, spaces put aside."""

    code = StringField(mark("Le code à 6 chiffres"), filters=[_figures], validators=[InputRequired(NOT_A_CODE)])

    def validate_code(self, field: Any) -> None:
        """Six figures."""
        if not (field.data.isascii() and field.data.isdigit() and len(field.data) == CODE_DIGITS):
            raise StopValidation(NOT_A_CODE)

"""The code by which somebody follows what they asked."""

from typing import Any

from wtforms import StringField
from wtforms.validators import Length, StopValidation

from app.core.language import mark
from app.web.forms import TOO_LONG, Form

LONGEST = 60
ASK_CODE = mark("Écrivez votre code : 8 lettres et chiffres.")
WRONG_CODE = mark("Ce code n’ouvre rien. Vérifiez chaque lettre. Le code est effacé quelque temps après la fin de la demande.")


class FollowForm(Form):
    """A code."""

    code = StringField(mark("Votre code"), validators=[Length(max=LONGEST, message=TOO_LONG)])

    def validate_code(self, field: Any) -> None:
        """Something is written."""
        if not (field.data or "").strip():
            raise StopValidation(ASK_CODE)

    def refuse(self) -> None:
        """Say that the code opens nothing, whatever the reason."""
        self.code.errors = [WRONG_CODE]

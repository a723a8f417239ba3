"""Giving a code of the application, or of the paper."""

from wtforms import StringField
from wtforms.validators import InputRequired, ValidationError

from app.accounts.forms.signing_in import Returning
from app.accounts.forms.typed import digits_of
from app.core.language import mark
from app.core.tokens import CODE_DIGITS

LENGTHS = (CODE_DIGITS, 2 * CODE_DIGITS)
"""Of the application, of the paper."""
WRITE_DIGITS = mark("Écrivez les 6 chiffres de l’application, ou les 12 chiffres d’un code de secours.")
WRONG_FACTOR = mark("Ce code ne convient pas, ou a déjà servi. Attendez le code suivant de l’application, puis réessayez.")


class FactorForm(Returning):
    """A code of the second factor."""

    code = StringField(mark("Code de vérification"), validators=[InputRequired(message=WRITE_DIGITS)], filters=[digits_of])

    def validate_code(self, field: StringField) -> None:
        """Refuse what can be no code."""
        if len(field.data) not in LENGTHS:
            raise ValidationError(WRITE_DIGITS)

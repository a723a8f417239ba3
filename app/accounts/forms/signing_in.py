"""Asking to sign in, then giving the code."""

from wtforms import EmailField, HiddenField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from app.accounts.forms.typed import digits_of, one_line
from app.accounts.models.account import EMAIL_LENGTH
from app.accounts.returning import HOME, own_path
from app.accounts.services.account import NotAnEmail, normalised
from app.core.language import mark
from app.core.tokens import CODE_DIGITS
from app.web.forms import NOT_AN_EMAIL, REQUIRED, TOO_LONG, Form

SIX_DIGITS = mark("Écrivez les 6 chiffres du courriel.")
WRONG_CODE = mark("Ce code ne convient pas, ou ne sert plus. Vérifiez-le, ou demandez-en un autre.")


class Returning(Form):
    """A form that leads back to the page that somebody came from."""

    suite = HiddenField(default=HOME, filters=[lambda path: own_path(path or HOME)])


class SignInForm(Returning):
    """The e-mail of an account, or of one to make; once valid, `email.data` is as accounts keep it."""

    email = EmailField(
        mark("Votre adresse de courriel"),
        filters=[one_line],
        validators=[InputRequired(message=REQUIRED), Length(max=EMAIL_LENGTH, message=TOO_LONG)],
    )

    def validate_email(self, field: EmailField) -> None:
        """Refuse what no mail can be sent to."""
        try:
            field.data = normalised(field.data)
        except NotAnEmail:
            raise ValidationError(NOT_AN_EMAIL) from None


class CodeForm(Returning):
    """The six digits of the mail."""

    code = StringField(mark("Code reçu par courriel"), validators=[InputRequired(message=SIX_DIGITS)], filters=[digits_of])

    def validate_code(self, field: StringField) -> None:
        """Refuse, before it counts as a try, what can be no code."""
        if len(field.data) != CODE_DIGITS:
            raise ValidationError(SIX_DIGITS)

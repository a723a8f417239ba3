"""One’s own account: kept, closed."""

from wtforms import SelectField, StringField
from wtforms.validators import Length, ValidationError

from app.accounts.forms.typed import one_line
from app.core.language import FRENCH, LANGUAGES, mark
from app.web.forms import TOO_LONG, Form
from app.web.language import current_translator

NAME_LENGTH = 100
WORD = mark("fermer")
"""To be typed by whoever closes their account."""
TYPE_THE_WORD = mark("Écrivez le mot demandé pour confirmer.")


class AccountForm(Form):
    """How somebody wants to be called, and the language of their mails."""

    name = StringField(mark("Votre nom"), filters=[one_line], validators=[Length(max=NAME_LENGTH, message=TOO_LONG)])
    language = SelectField(
        mark("Langue des courriels"),
        choices={language.code: language.name for language in LANGUAGES.values()},
        filters=[lambda code: code if code in LANGUAGES else FRENCH.code],
    )


class ClosingForm(Form):
    """The word that says that somebody means it."""

    word = StringField(mark("Confirmation"), filters=[one_line])

    def validate_word(self, field: StringField) -> None:
        """Refuse any other word."""
        if field.data.casefold() not in (WORD, current_translator().gettext(WORD).casefold()):
            raise ValidationError(TYPE_THE_WORD)

"""« Quelque chose a changé ? »: what, in which words, and where to answer."""

from typing import Any

from wtforms import EmailField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, StopValidation

from app.accounts.models.account import EMAIL_LENGTH
from app.accounts.services.account import NotAnEmail, normalised
from app.core.language import mark
from app.listings.labels import TROUBLES
from app.listings.rules import Trouble
from app.web.forms import NOT_AN_EMAIL, TOO_LONG, Form

LONGEST_MESSAGE = 2000
SAY_WHAT = mark("Choisissez ce qui a changé.")
SAY_MORE = mark("Écrivez en quelques mots ce qui a changé.")


def stripped(text: str | None) -> str:
    """Return a text of a form without what surrounds it; lines end as everywhere else."""
    return (text or "").replace("\r\n", "\n").strip()


def can_be_written_to(_form: Form, field: EmailField) -> None:
    """Refuse an e-mail that our mail could never reach."""
    try:
        normalised(field.data)
    except NotAnEmail:
        raise StopValidation(NOT_AN_EMAIL) from None


def contact_field() -> EmailField:
    """Return the field of an e-mail that may be left empty."""
    is_one = (Length(max=EMAIL_LENGTH, message=NOT_AN_EMAIL), can_be_written_to)
    return EmailField(mark("Votre courriel, si vous voulez une réponse"), filters=[stripped], validators=[Optional(), *is_one])


class ReportForm(Form):
    """What somebody saw that is not as the sheet says."""

    trouble = RadioField(
        mark("Qu’est-ce qui a changé ?"),
        choices=[SelectChoice(code.value, TROUBLES[code]) for code in Trouble],
        validators=[InputRequired(SAY_WHAT)],
        validate_choice=False,
    )
    message = TextAreaField(mark("En quelques mots"), filters=[stripped], validators=[Length(max=LONGEST_MESSAGE, message=TOO_LONG)])
    contact = contact_field()

    def validate_trouble(self, field: Any) -> None:
        """One of the answers that were offered."""
        if field.data not in set(Trouble):
            raise StopValidation(SAY_WHAT)

    def validate_message(self, field: Any) -> None:
        """« Autre chose » says what."""
        if self.trouble.data == Trouble.OTHER and not field.data:
            raise StopValidation(SAY_MORE)

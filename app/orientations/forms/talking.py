"""A message, or a note."""

from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from app.core.language import mark
from app.web.forms import TOO_LONG, Form

LONGEST_MESSAGE = 2000
SAY_SOMETHING = mark("Écrivez quelques mots avant d’envoyer.")


def _stripped(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").strip()


_CHECKS = (DataRequired(SAY_SOMETHING), Length(max=LONGEST_MESSAGE, message=TOO_LONG))


class MessageForm(Form):
    """For the other side."""

    message = TextAreaField(mark("Votre message"), filters=[_stripped], validators=_CHECKS)


class NoteForm(Form):
    """For one’s own side."""

    note = TextAreaField(mark("Votre note interne"), filters=[_stripped], validators=_CHECKS)

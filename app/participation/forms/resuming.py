"""The three words that open answers put aside."""

from typing import Any

from wtforms import StringField
from wtforms.validators import Length, StopValidation

from app.core.language import mark
from app.participation import words
from app.web.forms import TOO_LONG, Form
from app.web.language import current_translator

THREE = mark("Écrivez vos trois mots, séparés par un espace.")
STRANGER = mark("Nous ne connaissons pas ce mot : « %(word)s ». Vérifiez chaque lettre.")
NOTHING = mark("Ces trois mots n’ouvrent rien. Vérifiez-les, et leur ordre. Après 7 jours, tout est effacé.")


def _printable(text: str | None) -> str:
    """What no page can show again is a space."""
    return "".join(sign if sign.isprintable() else " " for sign in text or "")


class ResumeForm(Form):
    """Three words, however they are written."""

    mots = StringField(mark("Vos trois mots"), filters=[_printable], validators=[Length(max=words.MOST_SIGNS, message=TOO_LONG)])

    def validate_mots(self, field: Any) -> None:
        """Three of our words: a word that is none is told, for the list is no secret."""
        typed = field.data or ""
        if len(words.normal(typed).split("-")) != words.HOW_MANY:
            raise StopValidation(THREE)
        if odd := words.strangers(typed):
            raise StopValidation(current_translator().gettext(STRANGER, word=odd[0]))

    def refuse(self) -> None:
        """Say that the words open nothing, whatever the reason."""
        self.mots.errors = [NOTHING]

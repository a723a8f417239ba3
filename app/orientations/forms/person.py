"""What the person types: her code, and three answers. Nothing has to be answered."""

from typing import Any

from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional, StopValidation

from app.core.language import mark
from app.orientations.labels import TOLD
from app.orientations.rules import Told
from app.orientations.services.telling_back import Answers
from app.web.forms import TOO_LONG, Form

LONGEST = 60
ASK_CODE = mark("Écrivez le code de votre fiche : 8 lettres et chiffres.")
WRONG_CODE = mark("Ce code n’ouvre rien. Vérifiez chaque lettre sur votre fiche, ou demandez à la personne qui vous aide.")
SAY_ONE = mark("Répondez à une question au moins.")


class CodeForm(Form):
    """The code of a slip."""

    code = StringField(mark("Votre code"), validators=[Length(max=LONGEST, message=TOO_LONG)])

    def validate_code(self, field: Any) -> None:
        """Something is written."""
        if not (field.data or "").strip():
            raise StopValidation(ASK_CODE)

    def refuse(self) -> None:
        """Say that the code opens nothing, whatever the reason."""
        self.code.errors = [WRONG_CODE]


def _answers(*codes: Told) -> list[SelectChoice]:
    return [SelectChoice(value=code.value, label=TOLD[code]) for code in codes]


def _told(text: str, *codes: Told) -> RadioField:
    return RadioField(text, choices=_answers(*codes), validators=[Optional()])


class TellForm(Form):
    """Three questions."""

    contact = _told(mark("Avez-vous rencontré quelqu’un du service, ou parlé avec lui ?"), Told.YES, Told.NOT_YET, Told.NO)
    help = _told(mark("Vous a-t-on aidé ?"), Told.YES, Told.PARTLY, Told.NO)
    need = _told(mark("Avez-vous ce qu’il vous fallait ?"), Told.YES, Told.PARTLY, Told.NO)

    def validate(self, extra_validators: Any = None) -> bool:
        """One answer is enough."""
        is_valid: bool = super().validate(extra_validators)
        if is_valid and self.answers == Answers():
            self.contact.errors = [SAY_ONE]
            return False
        return is_valid

    @property
    def answers(self) -> Answers:
        """What was answered."""
        return Answers(*(Told(field.data) if field.data else None for field in (self.contact, self.help, self.need)))

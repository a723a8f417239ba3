"""What a moderator answers, and to what they saw."""

from wtforms import HiddenField, RadioField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from app.core.language import mark
from app.core.numbers import row_number
from app.listings.labels import PARTS
from app.listings.rules import Part
from app.web.forms import REQUIRED, TOO_LONG, Form

LONGEST_ANSWER = 2000
SAY_WHY = mark("Écrivez quelques mots : la personne les lira.")
ONE_PART = mark("Cochez au moins une partie.")


def stripped(text: str | None) -> str:
    """Return a text without what surrounds it; lines end as everywhere else."""
    return (text or "").replace("\r\n", "\n").strip()


class AnswerForm(Form):
    """Words for who sent something; one form a decision, told apart by its prefix."""

    answer = TextAreaField(
        mark("Votre réponse"), filters=[stripped], validators=[DataRequired(SAY_WHY), Length(max=LONGEST_ANSWER, message=TOO_LONG)]
    )
    version = HiddenField()
    """Of what was shown: somebody may decide meanwhile."""

    @property
    def seen(self) -> int:
        """The version that was shown; none that exists when the form does not say."""
        return row_number(self.version.data) or 0


class CallForm(Form):
    """What was true when somebody called."""

    parts = SelectMultipleField(
        mark("Ce que vous avez vérifié au téléphone"),
        choices=[SelectChoice(part.value, PARTS[part]) for part in Part],
        validators=[InputRequired(ONE_PART)],
        validate_choice=False,
    )

    @property
    def chosen(self) -> list[Part]:
        """The parts, once validated."""
        return [part for part in Part if part.value in (self.parts.data or ())]


class DifferenceForm(Form):
    """To keep what is written here, or to take what the source says."""

    choice = RadioField(
        mark("Que faut-il écrire ?"),
        choices=[
            SelectChoice("garder", mark("Garder ce qui est écrit ici")),
            SelectChoice("prendre", mark("Prendre ce que dit la source")),
        ],
        validators=[InputRequired(REQUIRED)],
    )
    seen = HiddenField()

"""A phrase of here, and the kind of help that it means."""

from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, StopValidation

from app.core.language import mark
from app.directory.kinds import kinds
from app.directory.models.vocabulary import LONGEST_SYNONYM
from app.web.forms import REQUIRED, TOO_LONG, Form

TOO_SHORT = mark("Écrivez au moins deux lettres.")
NO_KIND = mark("Choisissez un type d’aide.")
CHOOSE = mark("Choisissez")
SHORTEST = 2


def one_line(text: str | None) -> str:
    """Return what was typed on one line, without spaces around it."""
    return " ".join((text or "").split())


class SynonymForm(Form):
    """What people say, and what they mean."""

    phrase = StringField(
        mark("Ce que les gens disent"),
        filters=[one_line],
        validators=[
            InputRequired(REQUIRED),
            Length(min=SHORTEST, message=TOO_SHORT),
            Length(max=LONGEST_SYNONYM, message=TOO_LONG),
        ],
    )
    kind = SelectField(mark("Ce que cela veut dire"), validators=[InputRequired(NO_KIND)], validate_choice=False)

    def offer(self) -> None:
        """Offer every kind, in the order of the data."""
        self.kind.choices = [SelectChoice("", CHOOSE), *(SelectChoice(code, kind.name) for code, kind in kinds().items())]

    def validate_kind(self, field: SelectField) -> None:
        """One of those that were offered."""
        if field.data not in kinds():
            raise StopValidation(NO_KIND)

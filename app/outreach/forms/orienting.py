"""Looking for a service for somebody who was met, and choosing it."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from flask import request
from wtforms import BooleanField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, StopValidation

from app.core.language import mark
from app.core.numbers import row_number
from app.directory.search.request import TEXT_LIMIT
from app.outreach.forms.going import GestureForm
from app.web.fields import one_line
from app.web.forms import TOO_LONG

WHICH_KIND = mark("Choisissez le type d’aide.")
WHICH_SERVICE = mark("Choisissez un des services.")


class Press(StrEnum):
    """Which button was pressed."""

    SEARCH = "chercher"
    PREPARE = "preparer"
    CONFIRM = "terminer"


class OrientForm(GestureForm):
    """A kind of help or a few words, a service among those found, whether somebody goes along."""

    aide = SelectField(mark("Type d’aide"), validate_choice=False)
    recherche = StringField(mark("Ou bien, en quelques mots"), filters=[one_line], validators=[Length(max=TEXT_LIMIT, message=TOO_LONG)])
    service = StringField(mark("Quel service ?"))
    accompagnement = BooleanField(mark("Quelqu’un de l’équipe l’accompagne en personne"))

    def __init__(self, version: int, kinds: Sequence[tuple[str, str]]) -> None:
        """Offer the kinds, the likeliest first."""
        super().__init__(data={"version": str(version), "aide": kinds[0][0]})
        self.aide.choices = [SelectChoice(code, name) for code, name in kinds]
        pressed = request.form.get("geste", "")
        self.press = Press(pressed) if pressed in set(Press) else Press.SEARCH

    @property
    def number(self) -> int | None:
        """The service that was chosen; None when none was."""
        return row_number(self.service.data)

    def validate_aide(self, field: Any) -> None:
        """One of those offered, unless words are typed."""
        if not self.recherche.data and field.data not in {choice.value for choice in field.choices}:
            raise StopValidation(WHICH_KIND)

    def validate_service(self, _field: Any) -> None:
        """One is chosen, to orient."""
        if self.press is Press.PREPARE and self.number is None:
            raise StopValidation(WHICH_SERVICE)

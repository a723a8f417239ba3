"""A next wave: its last day, how many answers are hoped for, which version is asked; and the target by itself."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from app.core.clock import today
from app.core.language import mark
from app.core.numbers import row_number
from app.participation.forms.opening import A_DAY_TO_COME, LONGEST, a_target, plain_line
from app.web.fields import Day
from app.web.forms import Form

CHOOSE_VERSION = mark("Choisissez la version à poser.")
TARGET = mark("Combien de réponses espérez-vous ?")


class NextWaveForm(Form):
    """What is asked of the next wave. `versions`: number and words of those that may be asked, the first one proposed."""

    version = RadioField(mark("Quelles questions poser ?"), validate_choice=False)
    fin = Day(mark("Dernier jour pour répondre"))
    objectif = StringField(TARGET, filters=[plain_line], validators=[a_target])

    def __init__(self, versions: Sequence[tuple[int, str]], *, is_sent: bool = False) -> None:
        """Ask what there is a choice of; `is_sent`: what was typed comes with the request."""
        super().__init__(data={"version": str(versions[0][0])}, prefix="vague", **({} if is_sent else {"formdata": None}))
        self._versions = versions
        self.fin.raw_data = [plain_line(text) for text in self.fin.raw_data or ()]
        self.version.choices = [SelectChoice(str(number), words) for number, words in versions]
        if len(versions) == 1:
            del self.version

    def validate_version(self, field: Any) -> None:
        """One of those offered."""
        if field.data not in {choice.value for choice in field.choices}:
            raise StopValidation(CHOOSE_VERSION)

    def validate_fin(self, field: Any) -> None:
        """A day that is not past, nor too far."""
        if field.data is not None and not today() <= field.data <= today() + LONGEST:
            raise StopValidation(A_DAY_TO_COME)

    @property
    def asked(self) -> int:
        """The version to ask, once the form is valid."""
        return int(self.version.data) if "version" in self else self._versions[0][0]

    @property
    def closes_on(self) -> date | None:
        """The last day, once the form is valid."""
        found: date | None = self.fin.data
        return found

    @property
    def target(self) -> int | None:
        """How many answers are hoped for, once the form is valid."""
        return row_number(self.objectif.data)


class TargetForm(Form):
    """How many answers are hoped for."""

    objectif = StringField(TARGET, filters=[plain_line], validators=[a_target])

    def __init__(self, target: int | None, *, is_sent: bool = False) -> None:
        """Show what it is; `is_sent`: what was typed comes with the request."""
        super().__init__(data={"objectif": str(target or "")}, **({} if is_sent else {"formdata": None}))

    @property
    def target(self) -> int | None:
        """The number, once the form is valid."""
        return row_number(self.objectif.data)

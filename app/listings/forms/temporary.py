"""What holds for a time: a closure, other hours, a message."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from wtforms import DateField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length, StopValidation

from app.core.clock import today
from app.core.language import Translator, mark
from app.directory.models import Service
from app.directory.opening.expression import check
from app.directory.opening.rules import ChangeKind
from app.listings.forms.grid_fields import DayFields, GridFields
from app.listings.forms.section import options, text_of
from app.listings.grid import Grid, written
from app.web.forms import REQUIRED, TOO_LONG, FieldError, Form

LONGEST_MESSAGE = 500
LONGEST_DAYS = 366
WEEK = "jour"
IN_ORDER = mark("Le dernier jour est avant le premier : corrigez l’un des deux.")
OVER = mark("Ces jours sont passés : choisissez un dernier jour à partir d’aujourd’hui.")
TOO_LONG_A_TIME = mark("Choisissez un an au plus.")
NO_HOURS = mark("Écrivez les heures d’au moins un jour.")


class TemporaryForm(Form):
    """From a day to a day, for some services or all of them, with a message."""

    debut = DateField(mark("Premier jour"), validators=[InputRequired(REQUIRED)])
    fin = DateField(mark("Dernier jour"), validators=[InputRequired(REQUIRED)])
    services = SelectMultipleField(mark("Pour quels services"), coerce=int)
    message = TextAreaField(mark("Message"), filters=[text_of], validators=[Length(max=LONGEST_MESSAGE, message=TOO_LONG)])

    def __init__(self, kind: ChangeKind, services: Sequence[Service], typed: Mapping[str, Sequence[str]], t: Translator) -> None:
        """Propose today, and all the services."""
        super().__init__(data={"debut": today(), "fin": today() + timedelta(days=6)})
        self.kind = kind
        self.grid = GridFields(typed, t)
        self.expression = ""
        self.services.choices = options((str(service.id), service.nom) for service in services)
        for field in (self.debut, self.fin):
            if field.process_errors:
                field.process_errors = [REQUIRED]

    @property
    def week(self) -> tuple[DayFields, ...]:
        """The inputs of the hours."""
        return self.grid.week(WEEK)

    @property
    def mistakes(self) -> Mapping[str, str]:
        """What is to mend in the hours, by the id of its control."""
        return {error.field: error.message for error in self.grid.errors}

    @property
    def controls(self) -> Sequence[str]:
        """Ids that links of the summary may lead to."""
        return [*super().controls, *self.mistakes]

    def summary(self) -> list[FieldError]:
        """Return what is to mend, the hours last."""
        return [*super().summary(), *self.grid.errors]

    def validate_fin(self, field: DateField) -> None:
        """Days are in order, not all over, and not too many."""
        if self.debut.data is None or field.data is None:
            return
        if field.data < self.debut.data:
            raise StopValidation(IN_ORDER)
        if field.data < today():
            raise StopValidation(OVER)
        if field.data - self.debut.data > timedelta(days=LONGEST_DAYS):
            raise StopValidation(TOO_LONG_A_TIME)

    def validate_message(self, field: TextAreaField) -> None:
        """A message alone says something."""
        if self.kind == ChangeKind.MESSAGE and not field.data:
            raise StopValidation(REQUIRED)

    def is_whole(self, t: Translator) -> bool:
        """Whether all can be taken, the hours too where there are some."""
        is_valid = self.validate()
        if self.kind == ChangeKind.HOURS:
            self.expression = written(Grid(self.grid.read_week(WEEK), is_closed_on_holidays=False))
            if not self.expression and not self.grid.errors:
                self.grid.errors.append(FieldError(f"{WEEK}-0-0-de", t.gettext(NO_HOURS)))
            self.expression = check(self.expression) if self.expression and not self.grid.errors else ""
        return is_valid and not self.grid.errors

    @property
    def info(self) -> dict[str, Any]:
        """What is announced, as the field `temporary` keeps it."""
        days = {"starts": self.debut.data, "ends": self.fin.data}
        return {"kind": self.kind.value, **days, "expression": self.expression, "message": self.message.data}

    @property
    def chosen(self) -> Sequence[int]:
        """Numbers of the services meant; none when the whole structure is."""
        numbers: list[int] = self.services.data or []
        return [] if len(numbers) == len(self.services.choices) else numbers

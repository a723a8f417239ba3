"""The editor of hours: a grid where the hours have that shape, the notation itself elsewhere."""

from collections.abc import Mapping, Sequence
from typing import Self

from werkzeug.datastructures import MultiDict

from app.core.language import Translator, mark
from app.directory.opening.expression import check
from app.directory.opening.labels import refusal_text
from app.directory.opening.rules import InvalidHours
from app.listings.forms.grid_fields import DayFields, GridFields, MonthlyFields, typed_monthly, typed_week
from app.listings.grid import CLOSED, RULES, Grid, read, written
from app.web.forms import FieldError

SAME, SHUT, OTHER = "pareil", "ferme", "autres"
SCHOOL = ((SAME, mark("Comme d’habitude")), (SHUT, mark("Fermé")), (OTHER, mark("D’autres horaires")))
HOLIDAYS = ((SHUT, mark("Fermé")), (SAME, mark("Comme d’habitude")))
NOTHING = mark("Écrivez les heures d’au moins un jour.")
NOTHING_AWAY = mark("Écrivez les heures d’au moins un jour des vacances, ou choisissez « Fermé ».")
WEEK, AWAY = "jour", "vacances"
FEWEST_RULES = 2


class HoursForm:
    """Hours as they are typed: `hours` is what they say once `validate` has said yes."""

    def __init__(self, typed: Mapping[str, Sequence[str]], t: Translator, *, zone: str = "A") -> None:
        """`typed`: every value of each input, by its name; `zone`: of the school holidays."""
        self._t = t
        self._zone = zone
        self._fields = GridFields(typed, t)
        self._rows = min(RULES, max(FEWEST_RULES, _last_row(typed) + 2))
        self.hours: list[str] = []
        self.holidays = self._fields.value("feries") or SHUT
        self.school = self._fields.value("ecole") or SAME
        self.expression, self.expression_away = self._fields.value("expression"), self._fields.value("expression-vacances")

    @classmethod
    def sent(cls, form: MultiDict[str, str], t: Translator, zone: str) -> Self:
        """Return what a browser sent."""
        return cls(dict(form.lists()), t, zone=zone)

    @classmethod
    def of(cls, hours: Sequence[str], t: Translator) -> Self:
        """Return the editor of hours as the field `hours` keeps them: in the grid when it can say them, else as they are written."""
        expression, _raw, away, zone = [*hours, *("", "A")[len(hours) - 2 :]][:4]
        grid, grid_away = read(expression), Grid() if away in ("", CLOSED) else read(away)
        if grid is None or grid_away is None or not _go_together(grid, grid_away, away):
            return cls({"expression": [expression], "expression-vacances": [away]}, t, zone=zone)
        is_closed = grid.is_closed_on_holidays or not expression
        typed = {
            "feries": [SHUT if is_closed else SAME],
            "ecole": [SAME if not away else SHUT if away == CLOSED else OTHER],
            **typed_week(WEEK, grid.week),
            **typed_week(AWAY, grid_away.week),
            **typed_monthly(grid.monthly),
        }
        return cls(typed, t, zone=zone)

    @property
    def errors(self) -> Sequence[FieldError]:
        """What is to mend."""
        return self._fields.errors

    @property
    def mistakes(self) -> Mapping[str, str]:
        """What is to mend, by the id of its control."""
        return {error.field: error.message for error in self._fields.errors}

    def summary(self) -> Sequence[FieldError]:
        """Return what is to mend, in order."""
        return self._fields.errors

    @property
    def week(self) -> tuple[DayFields, ...]:
        """The inputs of the ordinary week."""
        return self._fields.week(WEEK)

    @property
    def away(self) -> tuple[DayFields, ...]:
        """The inputs of the week of school holidays."""
        return self._fields.week(AWAY)

    @property
    def monthly(self) -> tuple[MonthlyFields, ...]:
        """The inputs of the days of the month; one line is always left."""
        return self._fields.monthly(self._rows)

    def validate(self) -> bool:
        """Read what was typed; return whether it can be taken."""
        self._fields.errors.clear()
        if self.expression or self.expression_away:
            self.hours = [self._checked("expression", self.expression), "", self._away_checked(), self._zone]
        else:
            self.hours = [self._ordinary(), "", self._school(), self._zone]
        return not self._fields.errors

    def forget_errors(self) -> None:
        """Leave to the preview what it says is to mend."""
        self._fields.errors.clear()

    def _ordinary(self) -> str:
        is_closed = self.holidays != SAME
        grid = Grid(self._fields.read_week(WEEK), self._fields.read_monthly(self._rows), is_closed)
        if grid.is_empty and not self.errors:
            self._fields.errors.append(FieldError(f"{WEEK}-0-0-de", self._t.gettext(NOTHING)))
        return written(grid) and self._checked(f"{WEEK}-0-0-de", written(grid))

    def _school(self) -> str:
        if self.school == SHUT:
            return CLOSED
        if self.school != OTHER:
            return ""
        grid = Grid(self._fields.read_week(AWAY), (), self.holidays != SAME)
        if grid.is_empty and not self.errors:
            self._fields.errors.append(FieldError(f"{AWAY}-0-0-de", self._t.gettext(NOTHING_AWAY)))
        return written(grid)

    def _away_checked(self) -> str:
        return self._checked("expression-vacances", self.expression_away) if self.expression_away else ""

    def _checked(self, control: str, expression: str) -> str:
        try:
            return check(expression)
        except InvalidHours as refused:
            self._fields.errors.append(FieldError(control, refusal_text(refused, self._t)))
            return expression


def _last_row(typed: Mapping[str, Sequence[str]]) -> int:
    """The last line of the days of the month in which something was typed, from 0; -1 when there is none."""
    told = (name for name, values in typed.items() if name.startswith("mois-") and not name.endswith("-jour") and any(values))
    filled = {name.split("-")[1] for name in told}
    return max((row for row in range(RULES) if str(row) in filled), default=-1)


def _go_together(grid: Grid, away: Grid, expression: str) -> bool:
    """Whether the editor can say both: hours of holidays have no days of the month, and public holidays are one question."""
    return expression in ("", CLOSED) or (not away.monthly and away.is_closed_on_holidays == grid.is_closed_on_holidays)

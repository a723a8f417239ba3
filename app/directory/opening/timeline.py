"""The slots of a schedule once school holidays and temporary changes have had their say."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby

from app.directory.opening.days import is_school_holiday
from app.directory.opening.rules import ChangeKind, Schedule, TemporaryChange
from app.directory.opening.slots import Slot, hours, midnight

_DAY = timedelta(days=1)


def slots(schedule: Schedule, first: date, last: date, changes: Iterable[TemporaryChange] = ()) -> list[Slot]:
    """Return the slots that start from the day `first` to the day `last`, in order.

    A day whose hours nobody knows, or can read, is one slot that is not open.
    """
    acting = [c for c in changes if c.kind != ChangeKind.MESSAGE and c.starts <= last and first <= c.ends]
    if not acting and schedule.school_holidays is None:
        return _under(schedule.expression, first, last)
    days = [first + n * _DAY for n in range((last - first).days + 1)]
    found: list[Slot] = []
    for (closed, expression), group in groupby(days, key=lambda day: _governing(schedule, day, acting)):
        run = list(group)
        if not closed:
            found += _under(expression, run[0], run[-1])
    return found


def _governing(schedule: Schedule, day: date, acting: list[TemporaryChange]) -> tuple[bool, str | None]:
    """Whether the day is closed by a change, else the expression that holds: the last other hours given, school holidays, ordinary."""
    expression = schedule.expression
    if schedule.school_holidays is not None and is_school_holiday(day, schedule.zone):
        expression = schedule.school_holidays
    for change in acting:
        if change.holds_on(day):
            if change.kind == ChangeKind.CLOSURE:
                return True, None
            expression = change.expression
    return False, expression


def _under(expression: str | None, first: date, last: date) -> list[Slot]:
    known = hours(expression) if expression is not None else None
    if known is not None:
        return known.slots(first, last)
    days = [first + n * _DAY for n in range((last - first).days + 1)]
    return [Slot(midnight(day), midnight(day + _DAY), is_open=False) for day in days]

"""Days on which people work and mornings on which they are written to. Holidays are told by a function; the standard library only."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

FIRST_HOUR, LAST_HOUR = time(9), time(12)
"""Mails leave in the morning, the second hour excluded."""
_SATURDAY = 5

IsHoliday: TypeAlias = Callable[[date], bool]


def is_working_day(day: date, is_holiday: IsHoliday) -> bool:
    """Whether it is a day from Monday to Friday, and no public holiday."""
    return day.weekday() < _SATURDAY and not is_holiday(day)


def is_time_to_write(moment: datetime, is_holiday: IsHoliday) -> bool:
    """Whether mails leave at this moment of Paris: in the morning of a working day."""
    return FIRST_HOUR <= moment.time() < LAST_HOUR and is_working_day(moment.date(), is_holiday)


def working_day_from(day: date, is_holiday: IsHoliday) -> date:
    """Return the day itself when it is a working day, else the next one."""
    while not is_working_day(day, is_holiday):
        day += timedelta(days=1)
    return day


def working_day_until(day: date, is_holiday: IsHoliday) -> date:
    """Return the day itself when it is a working day, else the one before: for what must be told in time."""
    while not is_working_day(day, is_holiday):
        day -= timedelta(days=1)
    return day


def after_working_days(day: date, count: int, is_holiday: IsHoliday) -> date:
    """Return the working day that comes `count` working days after a day."""
    for _ in range(count):
        day = working_day_from(day + timedelta(days=1), is_holiday)
    return working_day_from(day, is_holiday)

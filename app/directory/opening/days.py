"""What sort of day it is in France: public holiday, school holiday."""

from datetime import date
from functools import lru_cache

from vacances_scolaires_france import SchoolHolidayDates

from app.directory.opening.slots import hours

ZONES = ("A", "B", "C")


@lru_cache(maxsize=1)
def _school_holidays() -> dict[str, frozenset[date]]:
    """Days of school holidays of each zone, read at first need. The package knows them until August 2028."""
    known = SchoolHolidayDates().data
    return {zone: frozenset(day for day, row in known.items() if row[f"vacances_zone_{zone.lower()}"]) for zone in ZONES}


def is_school_holiday(day: date, zone: str) -> bool:
    """Whether the zone has school holidays on that day; False where the dates are not published yet, or the zone unknown."""
    return day in _school_holidays().get(zone, frozenset())


@lru_cache(maxsize=1024)
def is_public_holiday(day: date) -> bool:
    """Whether the day is a public holiday in metropolitan France (outside Alsace and Moselle)."""
    public_holidays = hours("PH open")
    return public_holidays is not None and bool(public_holidays.slots(day, day))

"""Reads `OpeningHoursSpecification` as search engines do, to compare it with the badge."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY = timedelta(days=1)


def is_open(specifications: Iterable[dict[str, Any]], wall: datetime) -> bool:
    """Whether one of the specifications opens at what clocks show (a naive datetime)."""
    return any(_opens(spec, wall, wall.date()) or _opens(spec, wall, wall.date() - _DAY) for spec in specifications)


def _opens(spec: dict[str, Any], wall: datetime, day: date) -> bool:
    if not (spec["validFrom"] <= day.isoformat() <= spec["validThrough"]) or _NAMES[day.weekday()] not in spec["dayOfWeek"]:
        return False
    if (spec["opens"], spec["closes"]) == ("00:00", "23:59"):
        return wall.date() == day
    start = datetime.fromisoformat(f"{day} {spec['opens']}")
    end = datetime.fromisoformat(f"{day} {spec['closes']}")
    if end < start:
        end += _DAY
    return start <= wall < end

"""The same hours for search engines: schema.org `OpeningHoursSpecification`."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import groupby

from app.core.clock import PARIS
from app.directory.opening.rules import DAYS_AHEAD, Schedule, TemporaryChange
from app.directory.opening.slots import Slot, midnight
from app.directory.opening.timeline import slots

_DAY = timedelta(days=1)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

Times = tuple[str, str]
"""`opens`, `closes`; `closes` not after `opens` is on the next day; 00:00-23:59 is the whole day; 00:00-00:00 is closed."""

_WHOLE_DAY: Times = ("00:00", "23:59")
_CLOSED: Times = ("00:00", "00:00")


def opening_hours_specification(schedule: Schedule, now: datetime, changes: Iterable[TemporaryChange] = ()) -> list[dict[str, object]]:
    """Return the hours from yesterday (for what it left open) to the last day looked at: a week, then the dates that differ.

    Empty when some of it is unknown: half of the truth would read as the other half being closed.
    """
    today = now.astimezone(PARIS).date()
    first, last = today - _DAY, today + DAYS_AHEAD * _DAY
    found = slots(schedule, first, last, tuple(changes))
    if any(not slot.is_open for slot in found):
        return []
    by_day = _by_day(found)
    days = [first + number * _DAY for number in range((last - first).days + 1)]
    if not any(by_day.get(day) for day in days):
        return [_specification(list(_WEEKDAYS), _CLOSED, first, last)]
    weekly: dict[Times, list[str]] = {}
    dated: list[dict[str, object]] = []
    for number in range(7):
        same = [day for day in days if day.weekday() == number]
        if all(by_day.get(day) == by_day.get(same[0]) for day in same):
            for times in by_day.get(same[0], ()):
                weekly.setdefault(times, []).append(_WEEKDAYS[number])
        else:
            dated += [_specification([_WEEKDAYS[number]], times, day, day) for day in same for times in by_day.get(day, (_CLOSED,))]
    return [_specification(names, times, first, last) for times, names in weekly.items()] + dated


def _specification(names: list[str], times: Times, first: date, last: date) -> dict[str, object]:
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": names,
        "opens": times[0],
        "closes": times[1],
        "validFrom": first.isoformat(),
        "validThrough": last.isoformat(),
    }


def _by_day(found: list[Slot]) -> dict[date, tuple[Times, ...]]:
    pieces = [piece for slot in found for piece in _expressible(slot.start, slot.end)]
    pieces.sort()
    return {day: tuple(dict.fromkeys(times for _, times in group)) for day, group in groupby(pieces, key=lambda piece: piece[0])}


def _expressible(start: datetime, end: datetime) -> list[tuple[date, Times]]:
    """The slot as schema.org can say it: less than a day from its start, or else cut at each midnight."""
    if end - start < _DAY:
        return [(start.date(), (f"{start:%H:%M}", f"{end:%H:%M}"))]
    pieces = []
    while start < end:
        stop = min(end, midnight(start.date() + _DAY))
        whole = start.time() == time() and stop - start == _DAY
        pieces.append((start.date(), _WHOLE_DAY if whole else (f"{start:%H:%M}", f"{stop:%H:%M}")))
        start = stop
    return pieces

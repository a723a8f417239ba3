"""Hours as a grid of days and slots: written as OSM `opening_hours`, and read back where an expression has that shape.

The grid says when a place opens on each day of the week, on some days of the month (« 1er et 3e mardi », which stand in place of the
ordinary hours of that day), and whether public holidays are closed. Times are minutes since midnight; a slot that ends before it
starts ends on the next day.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from app.directory.opening.monthly import LAST, numbers_of

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
WEEK = len(DAYS)
SLOTS = 3
"""Slots of a day at most."""
RULES = 6
"""Days of the month at most."""
NUMBERS = (1, 2, 3, 4, 5, LAST)
DAY_MINUTES = 24 * 60
MORNING = 6 * 60
"""Whatever opens during the day has closed by then."""
NIGHT = (17 * 60, 10 * 60)
"""A night shelter opens from the first on, and closes by the second."""
ALWAYS = "24/7"
CLOSED = "Mo-Su off"
HOLIDAYS_OFF = "PH off"
RUN = 3
"""Days in a row that are written as a range."""

_TIME = re.compile(r"(\d{1,2}) ?(?:[hH:.]|heures?) ?(\d\d)?|(\d{1,2})")
_SLOT = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)")
_RULE = re.compile(r"([A-Za-z,\-]+?)(?:\[([-\d,]+)\])? (\d\d:\d\d-\d\d:\d\d(?:,\d\d:\d\d-\d\d:\d\d)*|off)")


class Slot(NamedTuple):
    """From `start` to `end`, in minutes since midnight."""

    start: int
    end: int

    @property
    def until(self) -> int:
        """The end, counted from the same midnight."""
        return self.end if self.end > self.start else self.end + DAY_MINUTES

    @property
    def is_backwards(self) -> bool:
        """Whether it ends before it starts, and is no night: the two times were mistaken for each other."""
        is_night = self.end <= MORNING or (self.start >= NIGHT[0] and self.end <= NIGHT[1])
        return self.end < self.start and not is_night


Slots = tuple[Slot, ...]


class Monthly(NamedTuple):
    """Hours of one day of the week, on some of its weeks of the month only."""

    numbers: tuple[int, ...]
    """Of `NUMBERS`, in their order."""
    day: int
    slots: Slots


@dataclass(frozen=True, slots=True)
class Grid:
    """An ordinary week, from Monday, days of the month, and whether public holidays are closed."""

    week: tuple[Slots, ...] = field(default=((),) * WEEK)
    monthly: tuple[Monthly, ...] = ()
    is_closed_on_holidays: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether it never opens."""
        return not any(self.week) and not self.monthly

    def slots_on(self, day: date) -> Slots:
        """Return the slots that start on a day that is no public holiday: a day of the month stands before the ordinary week."""
        for rule in reversed(self.monthly):
            if rule.day == day.weekday() and numbers_of(day) & set(rule.numbers):
                return rule.slots
        return self.week[day.weekday()]


def time_read(text: str) -> int | None:
    """Return the minutes of a time as people type it (« 9h », « 9:00 », « 9h30 », « 9 »); None when it is none."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    hours, minutes = int(found[1] or found[3]), int(found[2] or 0)
    total = hours * 60 + minutes
    return total if minutes < 60 and total <= DAY_MINUTES else None  # noqa: PLR2004 - minutes of an hour


def is_past_the_day(text: str) -> bool:
    """Whether a time as people type it is past 24h: « 25h »."""
    found = _TIME.fullmatch(text.strip())
    return found is not None and int(found[1] or found[3]) * 60 + int(found[2] or 0) > DAY_MINUTES


def time_written(minutes: int) -> str:
    """Return a time as the editor shows it: « 9h », « 9h30 »."""
    return f"{minutes // 60}h{minutes % 60:02}" if minutes % 60 else f"{minutes // 60}h"


def are_in_order(slots: Sequence[Slot]) -> bool:
    """Whether slots follow each other without overlap, each with some length; the last one may end on the next day."""
    if any(slot.start in (slot.end, DAY_MINUTES) for slot in slots):
        return False
    follows = all(one.until <= other.start for one, other in pairwise(slots))
    return follows and (not slots or slots[-1].until <= slots[0].start + DAY_MINUTES)


def written(grid: Grid) -> str:
    """Return a grid as OSM `opening_hours`; empty when it never opens."""
    if grid.is_empty:
        return ""
    if _is_always(grid):
        return ALWAYS
    rules = [f"{_days(days)} {_slots(slots)}" for slots, days in _grouped(grid.week)]
    rules += [f"{DAYS[rule.day]}[{','.join(map(str, rule.numbers))}] {_slots(rule.slots)}" for rule in grid.monthly]
    return "; ".join([*rules, *([HOLIDAYS_OFF] if grid.is_closed_on_holidays else [])])


def read(expression: str) -> Grid | None:
    """Return the grid that says what an expression says; None when it says something that no grid can."""
    if expression == ALWAYS:
        return Grid(((Slot(0, DAY_MINUTES),),) * WEEK, is_closed_on_holidays=False)
    rules = expression.split("; ") if expression else []
    is_closed = bool(rules) and rules[-1] == HOLIDAYS_OFF
    week: list[Slots] = [()] * WEEK
    monthly: list[Monthly] = []
    for rule in rules[:-1] if is_closed else rules:
        if not _take(rule, week, monthly):
            return None
    return Grid(tuple(week), tuple(monthly), is_closed) if len(monthly) <= RULES else None


def _take(rule: str, week: list[Slots], monthly: list[Monthly]) -> bool:
    """Put a rule into the grid; False when it is not of that shape."""
    found = _RULE.fullmatch(rule)
    days = list(_days_read(found[1])) if found else []
    if found is None or None in days:
        return False
    slots = tuple(Slot(int(a) * 60 + int(b), int(c) * 60 + int(d) or DAY_MINUTES) for a, b, c, d in _SLOT.findall(found[3]))
    if len(slots) > SLOTS or not are_in_order(slots) or any(slot.end > DAY_MINUTES for slot in slots):
        return False
    if found[2] is None:
        for day in days:
            week[day or 0] = slots
        return not monthly  # an ordinary day after a day of the month would hide it
    numbers = {int(number) for number in found[2].split(",") if number.lstrip("-").isdigit()}
    if not slots or not numbers or not numbers <= set(NUMBERS) or "-" in found[2].replace("-1", ""):
        return False
    monthly += [Monthly(tuple(number for number in NUMBERS if number in numbers), day or 0, slots) for day in days]
    return True


def _days_read(text: str) -> Iterator[int | None]:
    """Numbers of days of « Mo,We-Fr », None for what is no day."""
    for part in text.split(","):
        first, _, last = part.partition("-")
        if first not in DAYS or (last or first) not in DAYS:
            yield None
            return
        start, end = DAYS.index(first), DAYS.index(last or first)
        yield from (number % WEEK for number in range(start, (end if end >= start else end + WEEK) + 1))


def _is_always(grid: Grid) -> bool:
    return not grid.monthly and not grid.is_closed_on_holidays and set(grid.week) == {(Slot(0, DAY_MINUTES),)}


def _grouped(week: Sequence[Slots]) -> Iterator[tuple[Slots, list[int]]]:
    """Days that open alike, together, in the order of the first of them."""
    days: dict[Slots, list[int]] = {}
    for number, slots in enumerate(week):
        if slots:
            days.setdefault(slots, []).append(number)
    yield from days.items()


def _days(numbers: Sequence[int]) -> str:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ",".join(f"{DAYS[run[0]]}-{DAYS[run[-1]]}" if len(run) >= RUN else ",".join(DAYS[number] for number in run) for run in runs)


def _slots(slots: Slots) -> str:
    return ",".join(f"{_clock(slot.start)}-{_clock(slot.end)}" for slot in slots)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"

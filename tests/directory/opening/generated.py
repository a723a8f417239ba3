"""Hours made at random: written ones, hostile included, and weeks of which the truth is known apart from any expression."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from app.core.clock import PARIS
from app.directory.opening.rules import ChangeKind, Schedule, TemporaryChange

_DAY = timedelta(days=1)
_NAMES = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_QUARTERS = 96
HORIZON_DAYS = 14

HOSTILE = (
    "2020 Mo 10:00-12:00",
    "week 53 Mo[5] 10:00-12:00",
    "24/7 off",
    "off",
    "2099 Mo-Su 00:00-24:00",
    "easter -400 days-easter +400 days 10:00-11:00",
    "Mo[1] -9999 days 10:00-11:00",
    "2020-9999/7 Mo[5] 10:00-12:00",
    "Feb 29 Mo 10:00-12:00",
    ", ".join(["2020 week 1-53/2 Mo 10:00-12:00"] * 14),
    "; ".join(["2020 Mo[1,2,3,4,5] 10:00-11:00"] * 15),
    "Mo-Su " + ",".join(f"{hour:02}:00-{hour:02}:01" for hour in range(16)),
    "Dec 24 " + ",".join(f"{hour:02}:00-{hour:02}:01" for hour in range(16)),
    "Mo-Su 00:00-24:00 unknown",
    "sunrise-sunset",
    "Mo-Fr 09:00-12:00; SH off",
    "PH Mo-Fr 09:00-12:00",
    '"sur rendez-vous"',
    "Mo-Fr 09:00-12:00; " * 400,
    "\x00",
    "\ud800",
    "(" * 400,
    "9h-12h",
)
_SELECTORS = (
    *("Mo-Fr", "Sa", "Sa-Su", "We", "Fr-Mo", "Tu,Th", "PH", "Mo-Fr,PH", "Mo[1]", "Th[-1]", "week 1-53/2 We", "Nov-Feb"),
    *("Jul-Aug Mo-Fr", "2026 Dec 24-2027 Jan 02", "easter +1 day", "2027", "Dec 25"),
)
_TIMES = (
    *("09:00-12:00", "08:30-12:00,13:30-17:30", "14:00-18:45", "10:07-10:53", "00:00-24:00", "off", "12:00-13:00 off"),
    *("08:00-10:00 unknown", '10:00-12:00 "sur rendez-vous"'),
)


def written(random: Random) -> str:
    """An expression as people and machines write them; a night is written alone, the one case that the library holds by itself."""
    if random.random() < 0.15:
        return random.choice(HOSTILE)
    if random.random() < 0.1:
        return f"{random.choice(_SELECTORS)} {random.choice(('22:00-02:00', '20:00-32:00', '08:00-08:00', '18:30-00:00'))}"
    separator = random.choice(("; ", "; ", "; ", ", "))
    return separator.join(f"{random.choice(_SELECTORS)} {random.choice(_TIMES)}" for _ in range(random.randint(1, 5)))


Week = dict[int, list[tuple[int, int]]]
"""Day of the week → slots in quarters of an hour from its midnight; they may end on the next day."""


@dataclass
class KnownPlace:
    """A place whose truth is known: its weeks, and which one governs a day."""

    ordinary: Week
    holidays: Week | None
    school_holidays: tuple[date, date]
    changes: list[tuple[TemporaryChange, Week]] = field(default_factory=list)

    def schedule(self) -> Schedule:
        return Schedule(expression(self.ordinary), None if self.holidays is None else expression(self.holidays))

    def week_of(self, day: date) -> Week:
        week = self.ordinary
        if self.holidays is not None and self.school_holidays[0] <= day <= self.school_holidays[1]:
            week = self.holidays
        held = [(change, other) for change, other in self.changes if change.starts <= day <= change.ends]
        for _change, other in held:
            week = other
        return {} if any(change.kind == ChangeKind.CLOSURE for change, _ in held) else week

    def quarters(self, first: date, days: int) -> list[bool]:
        """Open or not, for each quarter of an hour from the midnight of the first day."""
        found = [False] * (days * _QUARTERS)
        for number in range(-2, days):
            day = first + number * _DAY
            for start, end in self.week_of(day).get(day.weekday(), []):
                opens, closes = max(0, number * _QUARTERS + start), min(len(found), number * _QUARTERS + end)
                if opens < closes:
                    found[opens:closes] = [True] * (closes - opens)
        return found


def known_place(random: Random, around: date) -> KnownPlace:
    """A place with nights, sometimes school holidays (those of the end of 2026), sometimes changes near the day."""
    near_christmas = date(2026, 11, 5) <= around <= date(2027, 1, 20)  # far enough from the other school holidays
    holidays = _week(random) if near_christmas and random.random() < 0.7 else None
    place = KnownPlace(_week(random), holidays, (date(2026, 12, 19), date(2027, 1, 3)))
    for _ in range(random.choice((0, 0, 1, 2))):
        starts = around + random.randint(-4, 14) * _DAY
        ends = starts + random.randint(0, 9) * _DAY
        week = _week(random)
        kind = random.choice((ChangeKind.CLOSURE, ChangeKind.HOURS))
        place.changes.append((TemporaryChange(kind, starts, ends, expression(week) if kind == ChangeKind.HOURS else None), week))
    return place


def expression(week: Week) -> str:
    """The week, one rule a day; before them, nights that each of these rules takes back."""
    rules = ["Mo-Su 18:00-30:00"]
    for number, name in enumerate(_NAMES):
        slots = week.get(number, [])
        rules.append(f"{name} {','.join(f'{_clock(start)}-{_clock(end)}' for start, end in slots)}" if slots else f"{name} off")
    return "; ".join(rules)


def _week(random: Random) -> Week:
    return {number: _slots(random) for number in range(7)}


def _slots(random: Random) -> list[tuple[int, int]]:
    kind = random.random()
    if kind < 0.25:
        return []
    if kind < 0.3:
        return [(0, _QUARTERS)]
    edges = sorted(random.sample([quarter for quarter in range(1, 95) if quarter not in (8, 9, 10, 11)], random.choice((2, 4))))
    slots = list(zip(edges[::2], edges[1::2], strict=True))
    if random.random() < 0.4:
        start, _ = slots[-1]
        slots[-1] = (start, _QUARTERS + random.choice([0, *range(12, min(start, 40) + 1)]))
    return slots


def _clock(quarter: int) -> str:
    return f"{quarter // 4:02}:{quarter % 4 * 15:02}"


def instant(random: Random) -> datetime:
    """An instant of 2026 or 2027, often beside a change of clocks, a public holiday or school holidays; never in an hour that moves."""
    first = random.choice((date(2026, 3, 27), date(2026, 10, 23), date(2026, 12, 15), date(2027, 3, 26), None))
    day = first + random.randint(0, 4) * _DAY if first else date(2026, 1, 1) + random.randint(0, 729) * _DAY
    hour = random.choice([hour for hour in range(24) if hour != 2])  # the hour of the night that moves has its own tests
    return datetime(day.year, day.month, day.day, hour, random.randint(0, 59), random.randint(0, 59), tzinfo=PARIS)

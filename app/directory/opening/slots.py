"""Slots of one expression, day by day: each belongs to the day on which it starts.

opening-hours-py evaluates an expression well, but for one thing: a slot past midnight is cut at midnight when another rule
speaks of the next day. `Mo-Fr 20:00-08:00; Sa-Su 19:00-09:00`, the usual hours of a night shelter, would turn people out
on Friday at midnight. Such expressions are evaluated rule by rule, then combined as OSM combines them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from opening_hours import OpeningHours
from opening_hours import State as RuleState

from app.core.clock import PARIS
from app.directory.opening.expression import MAX_LENGTH, check, parse, without_comments
from app.directory.opening.rules import InvalidHours

_DAY = timedelta(days=1)
_DAY_MINUTES = 24 * 60
_TIMES = re.compile(r"(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)")
_SEPARATOR = re.compile(r";|, (?!\d{1,2}:)")
_CLOSING = re.compile(r"\b(?:off|closed)\b", re.IGNORECASE)


class Slot(NamedTuple):
    """From `start` to `end`, excluded; `is_open` is False where the expression itself says that it is unknown."""

    start: datetime
    end: datetime
    is_open: bool


def midnight(day: date) -> datetime:
    """Return the first instant of the day in Paris (never ambiguous: clocks change at two or three in the morning)."""
    return datetime(day.year, day.month, day.day, tzinfo=PARIS)


@dataclass(frozen=True, slots=True)
class _Rule:
    """What the library evaluates in one go: a whole expression, or one of its rules."""

    hours: OpeningHours
    spill: timedelta
    """How far into the next day its slots may reach."""
    closes: bool = False
    adds: bool = False

    def slots(self, first: date, last: date) -> Iterator[Slot]:
        """Slots that start from the day `first` to the day `last`, in order.

        The library is only asked from midnight to midnight: it refuses an instant that the change of clocks skips.
        """
        begin, end = midnight(first), midnight(last + _DAY)
        if self.spill:
            begin, end = begin - _DAY, end + _DAY
        for start, stop, state, _comment in self.hours.intervals(begin, end):
            if state == RuleState.CLOSED or start >= stop:  # empty where the change of clocks skips the whole slot
                continue
            for slot in self._by_day(start, stop, is_open=state == RuleState.OPEN):
                if first <= slot.start.date() <= last:
                    yield slot

    def _by_day(self, start: datetime, stop: datetime, *, is_open: bool) -> Iterator[Slot]:
        """Cut what lasts over several days, where each day's own slot ends."""
        limit = midnight(start.date() + _DAY) + self.spill
        while stop > limit:
            yield Slot(start, limit, is_open)
            start = limit
            limit = midnight(start.date() + _DAY) + self.spill
        yield Slot(start, stop, is_open)


@dataclass(frozen=True, slots=True)
class Hours:
    """An expression ready to be evaluated."""

    rules: tuple[_Rule, ...]

    def slots(self, first: date, last: date) -> list[Slot]:
        """Slots that start from the day `first` to the day `last`, in order."""
        if len(self.rules) == 1 and not self.rules[0].closes:
            return list(self.rules[0].slots(first, last))
        days: dict[date, list[Slot]] = {}
        for rule in self.rules:
            own: dict[date, list[Slot]] = {}
            for slot in rule.slots(first, last):
                own.setdefault(slot.start.date(), []).append(slot)
            for day, slots in own.items():
                before = days.get(day, [])
                if rule.closes:
                    days[day] = [left for slot in before for left in _without(slot, slots)]
                else:
                    days[day] = _united(before, slots) if rule.adds else slots
        return [slot for day in sorted(days) for slot in days[day]]


@lru_cache(maxsize=512)
def _hours(text: str) -> Hours | None:
    try:
        expression = check(text)
    except InvalidHours:
        return None
    bare = without_comments(expression)
    whole = (_Rule(parse(expression), _spill(bare)),)
    if "||" in bare or not _spill(bare) or not _SEPARATOR.search(bare):
        return Hours(whole)
    try:
        return Hours(tuple(_rules(expression, bare)))
    except InvalidHours:  # a rule that only makes sense beside the others: the library's own reading, then
        return Hours(whole)


def hours(text: str) -> Hours | None:
    """Return the expression ready to be evaluated, None when it cannot be taken. Reading is remembered."""
    return _hours(text) if len(text) <= MAX_LENGTH else None


def _rules(expression: str, bare: str) -> Iterator[_Rule]:
    position, adds = 0, False
    for separator in [*_SEPARATOR.finditer(bare), None]:
        stop = separator.start() if separator else len(bare)
        rule, bare_rule = expression[position:stop].strip(), bare[position:stop]
        closing = _CLOSING.search(bare_rule)
        if closing:
            # The days of a closing rule are those on which the same rule would open.
            rule = expression[position : position + closing.start()].strip() or "24/7"
        yield _Rule(parse(rule), _spill(bare_rule), closes=closing is not None, adds=adds)
        if separator:
            position, adds = separator.end(), separator[0] != ";"


def _spill(bare: str) -> timedelta:
    """How far past midnight the latest of the times goes: 2 h for 22:00-02:00 and for 22:00-26:00."""
    latest = 0
    for times in _TIMES.finditer(bare):
        start_hour, start_minute, end_hour, end_minute = map(int, times.groups())
        start, end = start_hour * 60 + start_minute, end_hour * 60 + end_minute
        latest = max(latest, end - _DAY_MINUTES if end > _DAY_MINUTES else end if end <= start else 0)
    return timedelta(minutes=latest)


def _without(slot: Slot, closed: list[Slot]) -> list[Slot]:
    """The slot, less the closed ones. A whole day closed takes all that starts on it, what reaches into the night included."""
    left = [slot]
    for hole in closed:
        if hole.end - hole.start >= _DAY:
            return []
        left = [
            Slot(start, end, slot.is_open)
            for part in left
            for start, end in ((part.start, min(part.end, hole.start)), (max(part.start, hole.end), part.end))
            if start < end
        ]
    return left


def _united(before: list[Slot], added: list[Slot]) -> list[Slot]:
    """All the slots, in order, those that meet made one; open wins over unknown."""
    united: list[Slot] = []
    for slot in sorted([*before, *added]):
        last = united[-1] if united else None
        if last and slot.is_open == last.is_open and slot.start <= last.end:
            united[-1] = Slot(last.start, max(last.end, slot.end), slot.is_open)
        else:
            united.append(slot)
    return united

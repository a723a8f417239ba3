"""Days of the month, « 1er et 3e mardi », as an expression names them: `Tu[1,3]`. Their hours are no ordinary hours of that day."""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from app.core.language import Translator, mark
from app.directory.opening.expression import without_comments
from app.directory.opening.times import weekday_text

LAST = -1
"""The last one of the month."""
NUMBER_NAMES: Mapping[int, str] = {
    1: mark("1er"), 2: mark("2e"), 3: mark("3e"), 4: mark("4e"), 5: mark("5e"), LAST: mark("dernier"),
}  # fmt: skip
"""What can be told of a month, in order."""

_WEEK = 7
_MOST = 12
"""Days of the month that are told by their rule: who has more tells them by their dates."""
_RULE_SEPARATOR = re.compile(r";|\|\||, ")
_DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
_NTH = re.compile(r"\b(mo|tu|we|th|fr|sa|su)\[([-\d,]+)\](?: ([+-]\d+) days?)?")
_DAY = r"(?:ph|mo|tu|we|th|fr|sa|su)(?:\[[-\d,]+\])?"
_ALL_YEAR = re.compile(rf"{_DAY}(?:[,-]{_DAY})* (?:\d|off|closed|open|unknown)")


class DayOfMonth(NamedTuple):
    """« le 1er mardi »: a day of the week, from 0, and which one of its month; negative from the end."""

    weekday: int
    number: int

    def is_on(self, day: date) -> bool:
        """Whether the day is it."""
        return day.weekday() == self.weekday and self.number in numbers_of(day)


@dataclass(frozen=True, slots=True)
class Monthly:
    """The days of the month that an expression names."""

    told: tuple[DayOfMonth, ...] = ()
    """Those that hold the whole year, and have a name: one line tells them."""
    shifted: tuple[tuple[DayOfMonth, timedelta], ...] = ()
    """All of them, with how long after them the hours hold (`Tu[1] +1 day`)."""

    def governs(self, day: date) -> bool:
        """Whether the hours of the day are those of a day of the month."""
        return any(one.is_on(day - after) for one, after in self.shifted)

    def told_on(self, day: date) -> list[DayOfMonth]:
        """Return what the day is, among what is told."""
        return [one for one in self.told if one.is_on(day)]


def numbers_of(day: date) -> set[int]:
    """Return which one of its month a day is, from the beginning and, negative, from the end."""
    length = monthrange(day.year, day.month)[1]
    return {(day.day - 1) // _WEEK + 1, -((length - day.day) // _WEEK + 1)}


@lru_cache(maxsize=1024)
def monthly(expression: str | None) -> Monthly:
    """Return the days of the month that an expression names, whether or not it can be evaluated."""
    if not expression or "[" not in expression:
        return Monthly()
    shifted: dict[tuple[DayOfMonth, timedelta], None] = {}
    told: set[DayOfMonth] = set()
    for rule in _RULE_SEPARATOR.split(without_comments(expression).lower()):
        for weekday, numbers, days in _NTH.findall(rule):
            for number in _numbers(numbers):
                one = DayOfMonth(_DAYS.index(weekday), number)
                shifted[one, timedelta(int(days or 0))] = None
                if number in NUMBER_NAMES and _ALL_YEAR.match(rule.strip()):
                    told.add(one)
    order = list(NUMBER_NAMES)
    sorted_told = tuple(sorted(told, key=lambda one: (one.weekday, order.index(one.number))))
    return Monthly(sorted_told if len(told) <= _MOST else (), tuple(shifted))


def days_of_month_text(days: Sequence[DayOfMonth], day: date, t: Translator) -> str:
    """Return « Le 1er et le 3e mardi du mois » for some of one day of the week; `day` is any date of that day."""
    names = [t.gettext(NUMBER_NAMES[one.number]) for one in days]
    numbers = names[0]
    for number, (_, name) in enumerate(pairwise(names), 2):
        if number == len(names):
            numbers = t.gettext("%(first)s et le %(last)s", first=numbers, last=name)
        else:
            numbers = t.gettext("%(first)s, le %(next)s", first=numbers, next=name)
    return t.gettext("Le %(numbers)s %(day)s du mois", numbers=numbers, day=weekday_text(day, t))


def _numbers(text: str) -> Iterator[int]:
    """The numbers of « 1,3-4,-1 »."""
    for part in text.split(","):
        found = re.fullmatch(r"(-?[1-5])(?:-([1-5]))?", part)
        if found:
            yield from range(int(found[1]), int(found[2] or found[1]) + 1)

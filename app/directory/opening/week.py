"""The hours of a place as a list: an ordinary week, then the days of the coming fortnight that differ from it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from app.core.clock import PARIS
from app.core.language import Translator
from app.directory.opening.days import is_public_holiday, is_school_holiday
from app.directory.opening.rules import ChangeKind, Interval, Schedule, TemporaryChange
from app.directory.opening.slots import Slot
from app.directory.opening.timeline import slots
from app.directory.opening.times import date_text, slots_text, weekday_text

_DAY = timedelta(days=1)
_WEEK = 7
_FORTNIGHT = 14
_FOUR_WEEKS = 28


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One line of hours: « Du lundi au vendredi », « 8 h 30 – 12 h, 13 h 30 – 17 h 30 »."""

    days: str
    slots: str


@dataclass(frozen=True, slots=True)
class _Day:
    """One day: its slots as clocks show them, and why it may not be an ordinary one."""

    day: date
    slots: tuple[Slot, ...]
    change: TemporaryChange | None
    is_holiday: bool
    """Whether it is a public holiday that no change speaks of."""
    is_school_holiday: bool
    """Whether the hours of school holidays hold."""

    @property
    def is_exceptional(self) -> bool:
        return self.change is not None or self.is_holiday

    @property
    def is_closure(self) -> bool:
        return self.change is not None and self.change.kind == ChangeKind.CLOSURE

    def shown(self, t: Translator) -> str:
        """The slots in words; two days that show the same are told together."""
        if self.is_closure:
            return t.gettext("fermeture temporaire")
        if any(not slot.is_open for slot in self.slots):
            return t.gettext("horaires non connus")
        return slots_text([Interval(slot.start, slot.end) for slot in self.slots], t)


def week_lines(schedule: Schedule, now: datetime, t: Translator, changes: Iterable[TemporaryChange] = ()) -> list[WeekLine]:
    """Return the ordinary week from Monday on, equal days together, then the coming days that differ, with their dates.

    Empty when nothing is known. A public holiday of which the hours say nothing is told as to be checked.
    """
    today = now.astimezone(PARIS).date()
    month = _days(schedule, today, tuple(changes))
    ordinary = _ordinary(month, t)
    days, unknown = month[:_FORTNIGHT], t.gettext("horaires non connus")
    if set(ordinary.values()) <= {unknown} and all(day.shown(t) == unknown for day in days):
        return []
    week = [(_monday(today) + number * _DAY, ordinary[number]) for number in sorted(ordinary)]
    told = [(day, _said(day, schedule, t)) for day in days]
    differing = [(day, said) for day, said in told if said != ordinary.get(day.day.weekday())]
    dated = _dated_lines(differing, today, t)
    closed = slots_text((), t)
    if len(week) == _WEEK and {said for _, said in week} == {closed}:
        return [*dated, WeekLine(t.gettext("Les autres jours") if dated else t.gettext("Les deux prochaines semaines"), closed)]
    return [*_ordinary_lines(week, t), *dated]


def _days(schedule: Schedule, today: date, changes: tuple[TemporaryChange, ...]) -> list[_Day]:
    found = slots(schedule, today, today + (_FOUR_WEEKS - 1) * _DAY, changes)
    by_day = {day: tuple(group) for day, group in groupby(found, key=lambda slot: slot.start.date())}
    days = [today + number * _DAY for number in range(_FOUR_WEEKS)]

    def is_away(day: date) -> bool:
        return schedule.school_holidays is not None and is_school_holiday(day, schedule.zone)

    return [
        _Day(day, by_day.get(day, ()), change, change is None and is_public_holiday(day), is_away(day))
        for day in days
        for change in [_change_of(day, changes)]
    ]


def _ordinary(month: list[_Day], t: Translator) -> dict[int, str]:
    """What each day of the week ordinarily says: as today, in or out of school holidays, and else as soon as it comes.

    Four weeks are looked at, because at Christmas the same weekday is a public holiday twice in a row.
    """
    ordinary: dict[int, str] = {}
    usual = [day for day in month if not day.is_exceptional]
    for day in sorted(usual, key=lambda day: day.is_school_holiday != month[0].is_school_holiday):
        ordinary.setdefault(day.day.weekday(), day.shown(t))
    return ordinary


def _change_of(day: date, changes: tuple[TemporaryChange, ...]) -> TemporaryChange | None:
    """The change that governs the day: a closure, the one that lasts longest; else the last other hours."""
    acting = [change for change in changes if change.kind != ChangeKind.MESSAGE and change.holds_on(day)]
    closures = [change for change in acting if change.kind == ChangeKind.CLOSURE]
    return max(closures, key=lambda change: change.ends) if closures else next(reversed(acting), None)


def _said(day: _Day, schedule: Schedule, t: Translator) -> str:
    is_silent = "PH" not in f"{schedule.expression} {schedule.school_holidays}".upper()
    return t.gettext("horaires à vérifier") if day.is_holiday and is_silent and day.slots else day.shown(t)


def _monday(day: date) -> date:
    return day - day.weekday() * _DAY


def _ordinary_lines(week: list[tuple[date, str]], t: Translator) -> list[WeekLine]:
    if len(week) == _WEEK and len({said for _day, said in week}) == 1:
        return [WeekLine(t.gettext("Tous les jours"), week[0][1])]
    return [WeekLine(_span(run, lambda day: weekday_text(day, t), t), said) for run, said in _runs(week)]


def _dated_lines(differing: list[tuple[_Day, str]], today: date, t: Translator) -> list[WeekLine]:
    lines = []
    for is_holiday, group in groupby(differing, key=lambda item: item[0].is_holiday):
        told = {day.day: (day, said) for day, said in group}
        for run, said in _runs([(day, said) for day, (_, said) in told.items()]):
            last = told[run[-1]][0]
            if last.is_closure and last.change and run[-1] == today + (_FORTNIGHT - 1) * _DAY < last.change.ends:
                run.extend([last.change.ends] * 2)  # a closure is told to its end, further than the other days
            span = _span(run, lambda day: date_text(day, today, t), t)
            lines.append(WeekLine(t.gettext("%(day)s, jour férié", day=span) if is_holiday else span, said))
    return lines


def _runs(days: list[tuple[date, str]]) -> list[tuple[list[date], str]]:
    """Days that follow each other and say the same, together."""
    runs: list[tuple[list[date], str]] = []
    for day, said in days:
        if runs and runs[-1][1] == said and runs[-1][0][-1] + _DAY == day:
            runs[-1][0].append(day)
        else:
            runs.append(([day], said))
    return runs


def _span(run: list[date], name: Callable[[date], str], t: Translator) -> str:
    if len(run) == 1:
        return t.gettext("Le %(day)s", day=name(run[0]))
    first, last = name(run[0]), name(run[-1])
    if len(run) == 2:  # noqa: PLR2004 - two days are named, more are spanned
        return t.gettext("Le %(first)s et le %(last)s", first=first, last=last)
    return t.gettext("Du %(first)s au %(last)s", first=first, last=last)

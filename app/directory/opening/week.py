"""The hours of a place as a list: an ordinary week, days of the month, then the days of the coming fortnight that differ."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain, groupby

from app.core.clock import PARIS
from app.core.language import Translator
from app.directory.opening.days import is_public_holiday, is_school_holiday
from app.directory.opening.monthly import DayOfMonth, Monthly, days_of_month_text, monthly
from app.directory.opening.rules import ChangeKind, Interval, Schedule, TemporaryChange
from app.directory.opening.slots import Slot
from app.directory.opening.timeline import slots
from app.directory.opening.times import date_text, slots_text, weekday_text

_DAY = timedelta(days=1)
_WEEK = 7
_FORTNIGHT = 14
_FOUR_WEEKS = 28
_HALF_YEAR = 26 * _WEEK
"""How far a day of the month is looked for: a fifth Tuesday may be months away."""


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
    is_of_month: bool
    """Whether its hours are those of a day of the month: « 1er et 3e mardi »."""

    @property
    def is_exceptional(self) -> bool:
        return self.change is not None or self.is_holiday

    @property
    def is_closure(self) -> bool:
        return self.change is not None and self.change.kind == ChangeKind.CLOSURE

    def shown(self, t: Translator) -> str:
        """The slots in words; two days that show the same are told together."""
        if self.change is not None and self.change.moved_to is not None:
            return t.gettext("passage déplacé") if self.change.moved_to else t.gettext("passage annulé")
        if self.is_closure:
            return t.gettext("fermeture temporaire")
        if any(not slot.is_open for slot in self.slots):
            return t.gettext("horaires non connus")
        return slots_text([Interval(slot.start, slot.end) for slot in self.slots], t)


@dataclass(frozen=True, slots=True)
class _Calendar:
    """The days of a place, from the one on which it is read."""

    schedule: Schedule
    today: date
    changes: tuple[TemporaryChange, ...]

    def days(self, count: int) -> list[_Day]:
        """The coming days, today included."""
        found = slots(self.schedule, self.today, self.today + (count - 1) * _DAY, self.changes)
        by_day = {day: tuple(group) for day, group in groupby(found, key=lambda slot: slot.start.date())}
        return [self._day(day, by_day.get(day, ())) for number in range(count) for day in [self.today + number * _DAY]]

    def usual(self, weekday: int, is_meant: Callable[[date], bool]) -> Iterator[_Day]:
        """The coming days of a day of the week that are meant and not exceptional, in or out of school holidays as today."""
        first = self.today + (weekday - self.today.weekday()) % _WEEK * _DAY
        for day in (first + number * _DAY for number in range(0, _HALF_YEAR, _WEEK)):
            if is_meant(day) and self._is_away(day) == self._is_away(self.today) and not self._day(day, ()).is_exceptional:
                yield self._day(day, tuple(slots(self.schedule, day, day, self.changes)))

    def monthly(self, day: date) -> Monthly:
        """The days of the month that the hours in force on a day name."""
        return monthly(self.schedule.school_holidays if self._is_away(day) else self.schedule.expression)

    def _day(self, day: date, its_slots: tuple[Slot, ...]) -> _Day:
        change = _change_of(day, self.changes)
        is_holiday = change is None and is_public_holiday(day)
        return _Day(day, its_slots, change, is_holiday, self._is_away(day), self.monthly(day).governs(day))

    def _is_away(self, day: date) -> bool:
        return self.schedule.school_holidays is not None and is_school_holiday(day, self.schedule.zone)


def week_lines(schedule: Schedule, now: datetime, t: Translator, changes: Iterable[TemporaryChange] = ()) -> list[WeekLine]:
    """Return the ordinary week from Monday on, equal days together, the days of the month, then the coming days that differ, dated.

    Empty when nothing is known. A public holiday of which the hours say nothing is told as to be checked.
    """
    today = now.astimezone(PARIS).date()
    calendar = _Calendar(schedule, today, tuple(changes))
    month = calendar.days(_FOUR_WEEKS)
    ordinary = _ordinary(calendar, month, t)
    of_month = _of_month(calendar, month, ordinary, t)
    days, unknown = month[:_FORTNIGHT], t.gettext("horaires non connus")
    if {*ordinary.values(), *of_month.values()} <= {unknown} and all(day.shown(t) == unknown for day in days):
        return []
    week = [(_monday(today) + number * _DAY, ordinary[number]) for number in sorted(ordinary)]
    told = [(day, _said(day, schedule, t)) for day in days]
    differing = [(day, said) for day, said in told if {said} != _expected(day.day, calendar, ordinary, of_month)]
    others = [*_monthly_lines(of_month, today, t), *_dated_lines(differing, today, t)]
    closed = slots_text((), t)
    if len(week) == _WEEK and {said for _, said in week} == {closed}:
        return [*others, WeekLine(t.gettext("Les autres jours") if others else t.gettext("Les deux prochaines semaines"), closed)]
    return [*_ordinary_lines(week, t), *others]


def _ordinary(calendar: _Calendar, month: list[_Day], t: Translator) -> dict[int, str]:
    """What each day of the week ordinarily says: as today, in or out of school holidays, and else as soon as it comes.

    Four weeks are looked at, because at Christmas the same weekday is a public holiday twice in a row; more when what they have
    of that weekday is days of the month.
    """
    ordinary: dict[int, str] = {}
    usual = [day for day in month if not day.is_exceptional]
    for day in sorted(usual, key=lambda day: day.is_school_holiday != month[0].is_school_holiday):
        if not day.is_of_month:
            ordinary.setdefault(day.day.weekday(), day.shown(t))
    for weekday in {day.day.weekday() for day in usual} - ordinary.keys():
        found = next(calendar.usual(weekday, lambda day: not calendar.monthly(day).governs(day)), None)
        if found:
            ordinary[weekday] = found.shown(t)
    return ordinary


def _of_month(calendar: _Calendar, month: list[_Day], ordinary: Mapping[int, str], t: Translator) -> dict[DayOfMonth, str]:
    """What days of the month say, as soon as it is other than what their day of the week ordinarily says."""
    named = calendar.monthly(calendar.today)
    weekdays = {day.day.weekday() for day in month if not day.is_exceptional}
    of_month: dict[DayOfMonth, str] = {}
    for one in named.told:
        said = _other(calendar, one, ordinary.get(one.weekday), t) if one.weekday in weekdays else None
        if said is not None:
            of_month[one] = said
    return of_month


def _other(calendar: _Calendar, one: DayOfMonth, usual: str | None, t: Translator) -> str | None:
    """What a day of the month says first that is not as usual; None when it is always as usual.

    A Tuesday that is both the fourth and the last speaks for one of them only when nothing else does, if the other is named too.
    """
    named = calendar.monthly(calendar.today)

    def is_alone(day: date) -> bool:
        return named.told_on(day) == [one]

    days = chain(calendar.usual(one.weekday, is_alone), calendar.usual(one.weekday, one.is_on))
    return next((said for day in days if (said := day.shown(t)) != usual), None)


def _expected(day: date, calendar: _Calendar, ordinary: Mapping[int, str], of_month: Mapping[DayOfMonth, str]) -> set[str | None]:
    """What the lines without a date let one expect of a day: several things when it is several days of the month."""
    usual = ordinary.get(day.weekday())
    return {of_month.get(one, usual) for one in calendar.monthly(calendar.today).told_on(day)} or {usual}


def _monthly_lines(of_month: Mapping[DayOfMonth, str], today: date, t: Translator) -> list[WeekLine]:
    alike: dict[tuple[int, str], list[DayOfMonth]] = {}
    for one, said in of_month.items():
        alike.setdefault((one.weekday, said), []).append(one)
    return [WeekLine(days_of_month_text(ones, _monday(today) + day * _DAY, t), said) for (day, said), ones in alike.items()]


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

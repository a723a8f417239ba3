"""Hours as associations write them, into OSM `opening_hours`: « lundi au vendredi 9h-12h / 14h-17h » → `Mo-Fr 09:00-12:00,14:00-17:00`.

A wrong hour sends somebody to a closed door. Every word must be known, and what may mean two things gives nothing: « mardi-jeudi » (both,
or from one to the other?), a day told twice, « de 2h à 5h », one Monday in two, anything about appointments or holidays. The caller then
keeps the text as it was written.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from app.directory.opening.expression import check
from app.directory.opening.rules import InvalidHours
from app.opendata.association.hours_words import Doubt, Sort, Token, tokens_of

LONGEST_TEXT = 400
_NAMES = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH")
_HOLIDAY = 7
_WEEK = frozenset(range(7))
_DAY_MINUTES = 24 * 60
_EARLIEST = 6 * 60
"""Below, « 2h » may be said of the afternoon."""
_NIGHT_FROM, _NIGHT_TO = 17 * 60, 12 * 60
"""What ends before it starts is a night only from the evening to the morning; else it is a mistake."""
_LONG_SPAN = 4
"""Days from which « lundi-jeudi » can only be a span."""
_HALVES = {"matin": (0, 14 * 60), "apres": (12 * 60, 20 * 60), "soir": (17 * 60, _DAY_MINUTES)}


class _Span(NamedTuple):
    """Minutes from midnight; `end` is smaller for a night."""

    start: int
    end: int


_BETWEEN = {Sort.AND, Sort.SLASH, Sort.DASH}
_A_DAY = {Sort.DAY, Sort.DAYS}
_A_TIME = {Sort.TIME, Sort.BARE, Sort.WHOLE, Sort.HALF}
_FIRST_LETTERS = {"lu": 0, "ma": 1, "me": 2, "je": 3, "ve": 4, "sa": 5, "di": 6}


def expression_of(text: str) -> str | None:
    """Return the OSM expression of hours in plain French; None as soon as there is a doubt. It is one that `expression.check` accepts."""
    if len(text) > LONGEST_TEXT:
        return None
    try:
        return check(_written(_Sentence(tokens_of(text)).week()))
    except (Doubt, InvalidHours):  # both are answers: nothing can be said
        return None


class _Sentence:
    """Reads tokens from left to right: days, then their times; or times, then their days; then what is closed."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.position = 0
        self.halves: list[str] = []

    def week(self) -> dict[frozenset[int], list[_Span]]:
        """Return times by sets of days, no day in two of them; the holidays without times where they are closed."""
        groups: dict[frozenset[int], list[_Span]] = {}
        closed: set[int] = set()
        times_first = self._next_sort() in _A_TIME
        while self._skip(_BETWEEN):
            if self._accept(Sort.EXCEPT):
                out = self._closing()
                if not out <= {_HOLIDAY}.union(*groups):
                    raise Doubt
                closed |= out
            elif self._accept(Sort.CLOSED):
                closed |= self._closing()
            elif times_first and groups:
                raise Doubt
            elif times_first:
                spans = self._spans()
                groups[self._days() if spans != [_WHOLE_DAY] or self._next_sort() else _WEEK] = spans
            else:
                self._group(groups, closed)
        return _less(groups, closed)

    def _group(self, groups: dict[frozenset[int], list[_Span]], closed: set[int]) -> None:
        days = self._days()
        if self._accept(Sort.EXCEPT):
            out = self._days()
            if not out - {_HOLIDAY} < days:
                raise Doubt
            closed |= out & {_HOLIDAY}
            days -= out
        self._skip(_BETWEEN)
        if self._accept(Sort.CLOSED):
            closed |= days
        else:
            groups.setdefault(days, []).extend(self._spans())

    def _closing(self) -> frozenset[int]:
        """Days after « sauf » or « fermé »; times after them would leave a doubt."""
        days = self._days()
        self._skip(_BETWEEN)
        if self._next_sort() in _A_TIME or self._next_sort() is Sort.CLOSED:
            raise Doubt
        return days

    def _days(self) -> frozenset[int]:
        self.halves = []
        self._skip({Sort.AND, Sort.SLASH})
        found = self._day_item()
        has_slash = False
        while self._is_followed_by(_A_DAY):
            between = self._separators()
            if Sort.DASH in between:
                raise Doubt
            has_slash = has_slash or Sort.SLASH in between
            found += self._day_item()
        if has_slash and len(found) == 2 and abs(found[0] - found[1]) > 1:  # noqa: PLR2004 - « lundi/vendredi »: both, or all between?
            raise Doubt
        if len(set(found)) < len(found):
            raise Doubt
        return frozenset(found)

    def _day_item(self) -> list[int]:
        token = self._take(_A_DAY)
        if token.sort is Sort.DAYS:
            days = [5, 6] if token.text.startswith("week") else [_HOLIDAY] if "ferie" in token.text else list(range(7))
        else:
            days = self._span_of_days(_FIRST_LETTERS[token.text[:2]])
        while self._next_sort() is Sort.HALF:
            self.halves.append(self._take({Sort.HALF}).text)
        return days

    def _span_of_days(self, first: int) -> list[int]:
        sort = self._next_sort()
        if sort not in (Sort.TO, Sort.DASH) or self._next_sort(1) is not Sort.DAY:
            return [first]
        self.position += 1
        last = _FIRST_LETTERS[self._take({Sort.DAY}).text[:2]]
        length = (last - first) % 7 + 1
        if length == 1 or (sort is Sort.DASH and 2 < length < _LONG_SPAN):  # noqa: PLR2004 - of two days, both readings say the same
            raise Doubt
        return [(first + number) % 7 for number in range(length)]

    def _spans(self) -> list[_Span]:
        spans: list[_Span] = []
        halves, self.halves = self.halves, []
        self._skip(_BETWEEN)
        while self._next_sort() in _A_TIME:
            token = self._take(_A_TIME)
            if token.sort is Sort.HALF:
                halves.append(token.text)
            else:
                spans.append(_WHOLE_DAY if token.sort is Sort.WHOLE else self._span(_minutes(token)))
            if self._is_followed_by(_A_TIME):
                self._separators()
        if not spans or (halves and not _are_halves(halves, spans)):
            raise Doubt
        return spans

    def _span(self, start: int) -> _Span:
        self._take({Sort.DASH, Sort.TO})
        end = _minutes(self._take({Sort.TIME})) or _DAY_MINUTES
        is_night = start >= _NIGHT_FROM and end <= _NIGHT_TO
        if 0 < start < _EARLIEST or not (start < end or is_night):
            raise Doubt
        return _Span(start, end)

    def _next_sort(self, further: int = 0) -> Sort | None:
        at = self.position + further
        return self.tokens[at].sort if at < len(self.tokens) else None

    def _take(self, sorts: set[Sort]) -> Token:
        if self._next_sort() not in sorts:
            raise Doubt
        self.position += 1
        return self.tokens[self.position - 1]

    def _accept(self, sort: Sort) -> bool:
        is_there = self._next_sort() is sort
        self.position += is_there
        return is_there

    def _skip(self, sorts: set[Sort]) -> bool:
        """Pass over separators; whether something is left."""
        while self._next_sort() in sorts:
            self.position += 1
        return self._next_sort() is not None

    def _separators(self) -> set[Sort | None]:
        start = self.position
        self._skip(_BETWEEN)
        return {token.sort for token in self.tokens[start : self.position]}

    def _is_followed_by(self, sorts: set[Sort]) -> bool:
        further = 0
        while self._next_sort(further) in _BETWEEN:
            further += 1
        return self._next_sort(further) in sorts


_WHOLE_DAY = _Span(0, _DAY_MINUTES)


def _minutes(token: Token) -> int:
    if token.text in ("midi", "minuit"):
        return _DAY_MINUTES // 2 if token.text == "midi" else 0
    numbers = [int(number) for number in re.findall(r"\d+", token.text)]
    hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 0
    minutes = hour * 60 + minute
    if minute > 59 or minutes > _DAY_MINUTES:  # noqa: PLR2004 - an hour has sixty
        raise Doubt
    return minutes


def _are_halves(halves: list[str], spans: list[_Span]) -> bool:
    """Whether « matin », « après-midi » say, one by one, what the times say."""
    limits = [next(limit for name, limit in _HALVES.items() if half.startswith(name)) for half in halves]
    return len(halves) == len(spans) and all(low <= span.start < span.end <= high for (low, high), span in zip(limits, spans, strict=True))


def _less(groups: dict[frozenset[int], list[_Span]], closed: set[int]) -> dict[frozenset[int], list[_Span]]:
    """The groups without the days closed; a day in two groups, or a group closed altogether, is a doubt."""
    left = {days - closed: spans for days, spans in groups.items()}
    if not left or not all(left) or sum(map(len, left)) != len(frozenset().union(*left)) or len(left) < len(groups):
        raise Doubt
    return left | ({frozenset({_HOLIDAY}): []} if _HOLIDAY in closed else {})


def _written(groups: dict[frozenset[int], list[_Span]]) -> str:
    if groups == {_WEEK: [_WHOLE_DAY]}:
        return "24/7"
    return "; ".join(f"{_days_text(days)} {_spans_text(spans)}" for days, spans in sorted(groups.items(), key=lambda group: min(group[0])))


def _days_text(days: frozenset[int]) -> str:
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and runs[-1][-1] == day - 1 and day != _HOLIDAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join(
        f"{_NAMES[run[0]]}-{_NAMES[run[-1]]}" if len(run) > 2 else ",".join(_NAMES[day] for day in run)  # noqa: PLR2004 - two days are named
        for run in runs
    )


def _spans_text(spans: list[_Span]) -> str:
    ordered = sorted(spans)
    for before, after in pairwise(ordered):
        if after.start < (before.end if before.start < before.end else _DAY_MINUTES):
            raise Doubt
    if len(ordered) > 1 and ordered[-1].end < ordered[-1].start and ordered[0].start < ordered[-1].end:
        raise Doubt  # the night would reach into the next morning's own times
    return ",".join(f"{_clock(start)}-{_clock(end)}" for start, end in ordered) or "off"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"

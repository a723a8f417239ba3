"""The one function that says whether a place is open. The badge, the filter, the print and JSON-LD say what it says."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from app.core.clock import PARIS
from app.directory.opening.rules import (
    ANNOUNCED_DAYS_AHEAD,
    DAYS_AHEAD,
    ChangeKind,
    Interval,
    Schedule,
    State,
    Status,
    TemporaryChange,
)
from app.directory.opening.slots import Slot, midnight
from app.directory.opening.timeline import slots

MAX_INTERVAL_DAYS = 92
_DAY = timedelta(days=1)
_WINDOWS = ((-1, 2), (3, DAYS_AHEAD))
"""Days looked at, from today: nearly every answer stands within the next two, and the others pay for the rest."""


def status(schedule: Schedule, now: datetime, changes: Iterable[TemporaryChange] = ()) -> Status:
    """Return what is said of the place at `now` (aware; else ValueError). Never fails on hours: those it cannot read are unknown.

    The last answer for a schedule is kept, and given again for as long as it holds.
    """
    if now.tzinfo is None:
        msg = "an aware instant is needed"
        raise ValueError(msg)
    kept = _kept(schedule, tuple(changes))
    instant = now.timestamp()
    answer = kept.answer
    if answer is None or not answer[0] <= instant < answer[1]:
        found = _status(schedule, now, kept.changes)
        answer = kept.answer = (instant, found.valid_until.timestamp(), found)
    return answer[2]


def intervals(schedule: Schedule, start: datetime, end: datetime, changes: Iterable[TemporaryChange] = ()) -> list[Interval]:
    """Return when the place is open between two aware instants, what meets made one, cut at both ends.

    Raise ValueError for more than MAX_INTERVAL_DAYS.
    """
    if end - start > timedelta(days=MAX_INTERVAL_DAYS):
        msg = f"more than {MAX_INTERVAL_DAYS} days"
        raise ValueError(msg)
    begin, stop = _in_paris(start), _in_paris(end)
    found = slots(schedule, begin.date() - _DAY, stop.date(), tuple(changes))
    first, last = _comparable(begin), _comparable(stop)
    return [Interval(begin if s <= first else s, stop if e >= last else e) for s, e in _joined(found) if e > first and s < last]


class _Kept:
    """The last answer for one schedule: the instants between which it holds, and itself."""

    __slots__ = ("answer", "changes")

    def __init__(self, changes: tuple[TemporaryChange, ...]) -> None:
        self.changes = changes
        self.answer: tuple[float, float, Status] | None = None


@lru_cache(maxsize=4096)
def _kept(_schedule: Schedule, changes: tuple[TemporaryChange, ...]) -> _Kept:
    return _Kept(changes)


def _status(schedule: Schedule, now: datetime, changes: tuple[TemporaryChange, ...]) -> Status:
    paris = _in_paris(now)
    day, at = paris.date(), _comparable(paris)
    found: list[Slot] = []
    state, until, boundary = State.UNKNOWN, None, None
    for first, last in _WINDOWS:
        found += slots(schedule, day + first * _DAY, day + last * _DAY, changes)
        state, until, boundary = _at(found, at, horizon=midnight(day + (last + 1) * _DAY))
        if until is not None or state is State.UNKNOWN:
            break
    opens = until if state is State.CLOSED else None
    tomorrow = midnight(day + _DAY)
    return Status(
        state=state,
        until=until,
        today=_of_day(found, day),
        next_slots=_of_day(found, opens.date()) if opens else (),
        temporary=_to_announce(changes, day),
        valid_until=min(boundary, tomorrow) if boundary else tomorrow,
    )


def _at(found: list[Slot], at: datetime, horizon: datetime) -> tuple[State, datetime | None, datetime | None]:
    """State at one instant, the instant it leads to (None from the horizon on), and the next instant at which anything changes."""
    opens: datetime | None = None
    for start, end in _joined(found):
        if start <= at < end:
            return (State.OPEN, end, end) if end < horizon else (State.OPEN, None, None)
        if start > at:
            opens = start
            break
    unknown: datetime | None = None
    for slot in found:
        if slot.is_open or slot.end <= at:
            continue
        if slot.start <= at:
            return State.UNKNOWN, None, min(slot.end, opens) if opens else slot.end
        unknown = slot.start
        break
    return State.CLOSED, opens, min((i for i in (opens, unknown) if i), default=None)


def _joined(found: list[Slot]) -> Iterable[Interval]:
    """Open slots in order, those that meet or overlap made one. Slots come in the order of their starts."""
    start = end = None
    for slot in found:
        if not slot.is_open:
            continue
        if start is None or end is None:
            start, end = slot.start, slot.end
        elif slot.start <= end:
            end = max(end, slot.end)
        else:
            yield Interval(start, end)
            start, end = slot.start, slot.end
    if start is not None and end is not None:
        yield Interval(start, end)


def _of_day(found: list[Slot], day: date) -> tuple[Interval, ...]:
    return tuple(Interval(slot.start, slot.end) for slot in found if slot.is_open and slot.start.date() == day)


def _to_announce(changes: tuple[TemporaryChange, ...], day: date) -> TemporaryChange | None:
    """The change to speak of: one that holds beats one to come, then a closure beats hours, hours a message, then the first."""
    near = [c for c in changes if c.ends >= day and c.starts <= day + ANNOUNCED_DAYS_AHEAD * _DAY]
    return min(near, key=lambda c: (max(c.starts, day) > day, _WEIGHT[c.kind], c.starts), default=None)


_WEIGHT = {kind: weight for weight, kind in enumerate(ChangeKind)}


def _in_paris(instant: datetime) -> datetime:
    """The instant in Paris, through UTC: so that an hour that the change of clocks skips is the one it really is."""
    return instant.astimezone(UTC).astimezone(PARIS)


def _comparable(paris: datetime) -> datetime:
    """The instant as it can be compared with the ends of slots.

    Within one zone Python compares what clocks show. When an hour is lived twice, slots start and end in its second
    passing; so its first passing comes before all of them, whatever clocks show.
    """
    if paris.fold == 0 and paris.replace(fold=1).utcoffset() != paris.utcoffset():
        return paris.replace(hour=1, minute=59, second=59, microsecond=999_999)
    return paris

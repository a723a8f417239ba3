"""The passages of a stop: each time that it is there, and those that do not take place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.core.clock import PARIS
from app.directory.opening.rules import ChangeKind, Schedule, TemporaryChange
from app.directory.opening.timeline import slots

MORNING = 6
"""The hour at which a night ends: until then, what passes passes « ce soir »."""


@dataclass(frozen=True, slots=True)
class Passage:
    """From `start` to `end`, excluded, in Paris; `change` says why it does not take place, None when it does."""

    start: datetime
    end: datetime
    change: TemporaryChange | None = None

    @property
    def day(self) -> date:
        """The day that it belongs to, however late it ends."""
        return self.start.date()


@dataclass(frozen=True, slots=True)
class Window:
    """The instants between which a passage counts, at least in part; `day`: the day on which it must begin, whatever the hour."""

    start: datetime
    end: datetime
    day: date | None = None

    def holds(self, passage: Passage) -> bool:
        """Whether a passage counts."""
        if self.day is not None:
            return passage.day == self.day
        return passage.start < self.end and passage.end > self.start


def tonight(now: datetime) -> Window:
    """Return the window from now to the next six in the morning."""
    paris = now.astimezone(PARIS)
    morning = paris.date() + timedelta(days=0 if paris.hour < MORNING else 1)
    return Window(now, datetime(morning.year, morning.month, morning.day, MORNING, tzinfo=PARIS))


def of_day(day: date) -> Window:
    """Return the window of a day to come."""
    start = datetime(day.year, day.month, day.day, tzinfo=PARIS)
    return Window(start, start + timedelta(days=1), day)


def passages(
    schedule: Schedule, changes: Sequence[TemporaryChange], period: Sequence[TemporaryChange], first: date, last: date
) -> list[Passage]:
    """Return the passages that begin from the day `first` to the day `last`, in order.

    `changes`: all that is temporary, as the status takes it; `period`: those of them that only say when the stop is not made at all.
    As the status has it, a passage takes place unless some closure holds on its day. Hours that nobody knows are no passage.
    """
    told = tuple(change for change in changes if change not in period and change.kind == ChangeKind.CLOSURE)
    planned = slots(schedule, first, last, [*period, *(change for change in changes if change.kind == ChangeKind.HOURS)])
    return [Passage(slot.start, slot.end, _closed(told, slot.start.date())) for slot in planned if slot.is_open]


def _closed(closures: Sequence[TemporaryChange], day: date) -> TemporaryChange | None:
    """The closure that holds on a day: the one of the stop itself before those of the whole service."""
    holding = (closure for closure in closures if closure.holds_on(day))
    return min(holding, key=lambda closure: closure.moved_to is None, default=None)

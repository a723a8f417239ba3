"""The hours of a round by the clock of Paris: what comes before its start is of the next morning, also on nights when clocks change."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol, Self

from app.core.clock import PARIS

DAY = 24 * 60
MINUTE = timedelta(minutes=1)


class Outing(Protocol):
    """What has a day and hours: a round."""

    @property
    def day(self) -> date:
        """On which it starts."""

    @property
    def starts(self) -> time:
        """By the clock of Paris."""

    @property
    def ends(self) -> time:
        """The same; of the next morning unless it comes after the start."""


@dataclass(frozen=True, slots=True)
class Hours:
    """From when to when."""

    day: date
    starts: time
    ends: time

    @classmethod
    def of(cls, outing: Outing) -> Self:
        """Return the hours of a round."""
        return cls(outing.day, outing.starts, outing.ends)

    @property
    def length(self) -> int:
        """In minutes of the clock; a day when it ends at the hour when it starts."""
        return self.after(self.ends) or DAY

    @property
    def is_by_night(self) -> bool:
        """Whether it ends on the next day."""
        return self.ends <= self.starts

    @property
    def begins_at(self) -> datetime:
        """In UTC."""
        return self.at(self.starts)

    @property
    def ends_at(self) -> datetime:
        """In UTC; the second time where the clock says it twice."""
        return _instant(datetime.combine(self.day, self.starts) + self.length * MINUTE, fold=1)

    def after(self, hour: time) -> int:
        """Return how many minutes of the clock after the start an hour is, from 0 to 1439."""
        return (_minutes(hour) - _minutes(self.starts)) % DAY

    def holds(self, hour: time) -> bool:
        """Whether the round is out at an hour, its end being part of it."""
        return self.after(hour) <= self.length

    def at(self, hour: time) -> datetime:
        """Return the instant of an hour in UTC: the first where the clock says it twice, the next that exists where it never does."""
        return _instant(self._local(hour))

    def is_real(self, hour: time) -> bool:
        """Whether the clock says this hour that night: in spring it goes from 2 to 3 at once."""
        return _exists(self._local(hour))

    def _local(self, hour: time) -> datetime:
        return datetime.combine(self.day, self.starts) + self.after(hour) * MINUTE


def hour_of(at: datetime) -> time:
    """Return what the clock of Paris says at an instant."""
    return at.astimezone(PARIS).time().replace(second=0, microsecond=0, fold=0)


def _minutes(hour: time) -> int:
    return hour.hour * 60 + hour.minute


def _instant(local: datetime, fold: int = 0) -> datetime:
    while not _exists(local):
        local += MINUTE
    return local.replace(tzinfo=PARIS, fold=fold).astimezone(UTC)


def _exists(local: datetime) -> bool:
    there = local.replace(tzinfo=PARIS)
    return there.astimezone(UTC).astimezone(PARIS).replace(tzinfo=None, fold=0) == local

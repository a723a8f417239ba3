"""Deadlines: so many days after something happened, in a state; each falls on a working morning of Paris.

A deadline is done once for each value of its anchor: when the anchor moves (an appointment changed, a wait confirmed), it runs anew.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from app.core.clock import PARIS
from app.core.working_days import FIRST_HOUR, IsHoliday, after_working_days, working_day_from, working_day_until


@dataclass(frozen=True, slots=True)
class Deadline:
    """One deadline. `delay` names a number of days of the settings; `before`: so many days before the anchor instead of after."""

    name: str
    states: frozenset[str]
    anchor: str
    """The name of an instant of the subject: `sent_at`, `state_since`, `appointment_at`."""
    delay: str
    before: bool = False
    is_working: bool = False
    """Whether the delay counts working days only."""


class Due(NamedTuple):
    """A deadline whose time is known: the anchor that it was counted from, and when it falls (aware, in Paris)."""

    deadline: Deadline
    anchor_at: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """What deadlines must know of a subject. `done`: pairs of a deadline's name and the anchor that it was done for."""

    state: str
    anchors: Mapping[str, datetime | None]
    done: Collection[tuple[str, datetime]] = ()


@dataclass(frozen=True, slots=True)
class Calendar:
    """How days are counted: the delays of the settings by their name, and which days are holidays."""

    days: Mapping[str, int]
    is_holiday: IsHoliday

    def falls_at(self, deadline: Deadline, anchor_at: datetime) -> datetime:
        """Return the working morning of Paris on which a deadline falls; summer time changes the instant, never the hour."""
        day, days = anchor_at.astimezone(PARIS).date(), self.days[deadline.delay]
        if deadline.before:
            day = working_day_until(day - timedelta(days=days), self.is_holiday)
        elif deadline.is_working:
            day = after_working_days(day, days, self.is_holiday)
        else:
            day = working_day_from(day + timedelta(days=days), self.is_holiday)
        return datetime.combine(day, FIRST_HOUR, PARIS)


def coming(deadlines: Sequence[Deadline], standing: Standing, calendar: Calendar) -> list[Due]:
    """Return the deadlines of a subject that are still to be done, past ones included, the earliest first."""
    found = []
    for deadline in deadlines:
        anchor_at = standing.anchors.get(deadline.anchor)
        if standing.state in deadline.states and anchor_at is not None and (deadline.name, anchor_at) not in standing.done:
            found.append(Due(deadline, anchor_at, calendar.falls_at(deadline, anchor_at)))
    return sorted(found, key=lambda due: due.at)

"""What is known of the hours of a place, and what is said of it at one instant. All instants are aware, in Paris."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from app.core.errors import DomainError

DAYS_AHEAD = 14
"""An opening is looked for until the end of this many days after today: further, it helps nobody and may cost much."""

ANNOUNCED_DAYS_AHEAD = 15
"""A temporary change is announced this many days before it starts."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """Hours of a place, as OSM `opening_hours`; None where nobody knows them.

    `school_holidays`, when given, replaces `expression` on the days of school holidays of `zone` (A, B or C).
    """

    expression: str | None
    school_holidays: str | None = None
    zone: str = "A"


class ChangeKind(StrEnum):
    """What a temporary change does: close, give other hours, or only say something. Compared by value, as rows hold it."""

    CLOSURE = "closure"
    HOURS = "hours"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True)
class TemporaryChange:
    """Something that holds from the day `starts` to the day `ends`, both included (civil days in Paris).

    `expression` is read for the kind `hours` only; `message` is what people wrote, in their words.
    """

    kind: ChangeKind
    starts: date
    ends: date
    expression: str | None = None
    message: str = ""
    moved_to: str | None = None
    """Of the closure of one stop: where it is instead, empty when it is cancelled. None for whatever closes no single stop."""

    def holds_on(self, day: date) -> bool:
        """Whether the day is one of its days."""
        return self.starts <= day <= self.ends


class State(StrEnum):
    """What can be said of a place at one instant."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class Interval(NamedTuple):
    """Open from `start` until `end`, excluded."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Status:
    """What is said of a place from one instant until `valid_until`, excluded: until then no wording changes."""

    state: State
    until: datetime | None
    """Open: when it closes. Closed: when it opens next. None: not within the days ahead, or unknown."""
    today: tuple[Interval, ...]
    """Slots that start today, those already over included."""
    next_slots: tuple[Interval, ...]
    """Closed: all the slots of the day of the next opening."""
    temporary: TemporaryChange | None
    """The change to speak of: one that holds today, else the next one announced."""
    valid_until: datetime


class Refusal(StrEnum):
    """Why hours cannot be taken as they were written."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_MANY_RULES = "too_many_rules"
    TOO_MANY_TIMES = "too_many_times"
    SCHOOL_HOLIDAYS = "school_holidays"
    PUBLIC_HOLIDAYS_AND_DAYS = "public_holidays_and_days"
    SUN = "sun"
    OPEN_END = "open_end"
    NO_TIMES = "no_times"
    IMPOSSIBLE_DATE = "impossible_date"
    UNREADABLE = "unreadable"


class InvalidHours(DomainError):
    """Hours that cannot be read without a doubt; `code` says why, `labels.refusal_text` says what to write instead."""

    def __init__(self, code: Refusal) -> None:
        super().__init__(code.value)
        self.code = code

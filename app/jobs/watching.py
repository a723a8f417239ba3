"""Watching rows by their own clock: each has a `next_due_at`, and is dealt with in a transaction of its own, on working mornings."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import PARIS
from app.core.unit_of_work import again, unit_of_work
from app.core.working_days import IsHoliday, is_time_to_write
from app.jobs.sweeping import Sweeping
from app.web.logs import logger

BATCH = 200
MOST_AT_ONCE = 5000
"""Rows in one sweep, so that it ends in time; the next one goes on."""
Deal: TypeAlias = Callable[[Session, datetime, int], int]
"""Deal with the row of a number at an instant; return how many deadlines were. Commits nothing."""


class SomeFailed(Exception):
    """Some rows could not be dealt with; the others were. They are tried again by the next sweep."""


def watching(rows: type[Any], deal: Deal, is_holiday: IsHoliday) -> Sweeping:
    """Return the sweep that does what is due, row by row, each committed alone: one that fails stops no other."""

    def sweep(session: Session, now: datetime) -> int:
        if not is_time_to_write(now.astimezone(PARIS), is_holiday):
            return 0
        done = failed = last = seen = 0
        while seen < MOST_AT_ONCE and (numbers := _due(session, rows, now, last)):
            last, seen = numbers[-1], seen + len(numbers)
            for number in numbers:
                count = _one(session, rows, deal, (now, number))
                done, failed = done + max(count, 0), failed + (count < 0)
        if failed:
            raise SomeFailed
        return done

    return sweep


def _due(session: Session, rows: type[Any], now: datetime, last: int) -> Sequence[int]:
    """Return the numbers of a batch of rows to look at, after the last one: those that fail do not come again."""
    with unit_of_work(session):
        wanted = select(rows.id).where(rows.next_due_at <= now, rows.id > last)
        return session.scalars(wanted.order_by(rows.id).limit(BATCH)).all()


def _one(session: Session, rows: type[Any], deal: Deal, due: tuple[datetime, int]) -> int:
    """Deal with one row; return how many deadlines were, -1 when it failed."""
    try:
        return again(session, lambda session: deal(session, *due))
    except Exception as error:  # noqa: BLE001 - whatever it is, the other rows must not wait for it
        session.expire_all()
        logger().error("row not looked at", table=rows.__tablename__, row=due[1], error=type(error).__name__)
        return -1

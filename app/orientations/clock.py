"""The sweep that watches orientations by itself: reminders, and what nobody answered closed, on working mornings."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.config import Config
from app.core.clock import PARIS
from app.core.unit_of_work import again, unit_of_work
from app.core.working_days import is_time_to_write
from app.jobs.sweeping import Sweeping
from app.orientations.models import Orientation
from app.orientations.services.reminding import remind
from app.orientations.settings import Context, Settings, settings_of
from app.web.logs import logger

BATCH = 200
MOST_AT_ONCE = 5000
"""Orientations in one sweep, so that it ends in time; the next one goes on."""


class SomeFailed(Exception):
    """Some orientations could not be dealt with; the others were. They are tried again by the next sweep."""


def sweep_orientations(config: Config) -> Sweeping:
    """Return the sweep that does what is due, orientation by orientation, each committed alone: one that fails stops no other."""

    def sweep(session: Session, now: datetime) -> int:
        settings = settings_of(config)
        if not is_time_to_write(now.astimezone(PARIS), settings.calendar.is_holiday):
            return 0
        done = failed = last = seen = 0
        while seen < MOST_AT_ONCE and (numbers := _due(session, now, last)):
            last, seen = numbers[-1], seen + len(numbers)
            for number in numbers:
                count = _remind_one(session, settings, now, number)
                done, failed = done + max(count, 0), failed + (count < 0)
        if failed:
            raise SomeFailed
        return done

    return sweep


def _due(session: Session, now: datetime, last: int) -> Sequence[int]:
    """Return the numbers of a batch of orientations to look at, after the last one: those that fail do not come again."""
    with unit_of_work(session):
        wanted = select(Orientation.id).where(Orientation.next_due_at <= now, Orientation.id > last)
        return session.scalars(wanted.order_by(Orientation.id).limit(BATCH)).all()


def _remind_one(session: Session, settings: Settings, now: datetime, number: int) -> int:
    """Deal with one orientation; return how many deadlines were, -1 when it failed."""
    try:
        return again(session, lambda session: remind(Context(session, settings, now), number))
    except Exception as error:  # noqa: BLE001 - whatever it is, the other orientations must not wait for it
        session.expire_all()
        logger().error("orientation not looked at", orientation=number, error=type(error).__name__)
        return -1

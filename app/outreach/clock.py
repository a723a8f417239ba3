"""The sweep that watches requests by itself: reminders, the next team, what was tried long enough, on working mornings.

A request that led to an orientation ends at any hour, once that was sent.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.config import Config
from app.core.unit_of_work import again, unit_of_work
from app.jobs.sweeping import Sweeping
from app.jobs.watching import MOST_AT_ONCE, SomeFailed, watching
from app.orientations.models import Orientation
from app.outreach import queries
from app.outreach.models import OutreachOrientation, OutreachRequest
from app.outreach.rules import MET
from app.outreach.services.orienting import confirm_if_sent
from app.outreach.services.reminding import remind
from app.outreach.settings import Context, Settings, settings_of
from app.web.logs import logger


def sweep_outreach(config: Config) -> Sweeping:
    """Return the sweep that does what is due, request by request."""
    settings = settings_of(config)

    def deal(session: Session, now: datetime, number: int) -> int:
        return remind(Context(session, settings, now), number)

    watch = watching(OutreachRequest, deal, settings.calendar.is_holiday)

    def sweep(session: Session, now: datetime) -> int:
        ended = [_end(session, settings, now, number) for number in _oriented(session)]
        done = watch(session, now)
        if None in ended:
            raise SomeFailed
        return done + sum(map(bool, ended))

    return sweep


def _oriented(session: Session) -> Sequence[int]:
    """Return the requests that wait for an orientation of theirs to leave, where one did."""
    with unit_of_work(session):
        wanted = (
            select(OutreachRequest.id)
            .join(OutreachOrientation, OutreachOrientation.request_id == OutreachRequest.id)
            .join(Orientation, Orientation.id == OutreachOrientation.orientation_id)
            .where(OutreachRequest.state.in_(MET), Orientation.first_sent_at.is_not(None))
        )
        return session.scalars(wanted.distinct().order_by(OutreachRequest.id).limit(MOST_AT_ONCE)).all()


def _end(session: Session, settings: Settings, now: datetime, number: int) -> bool | None:
    """End one request; return whether it did, None when it failed: the others must not wait for it."""

    def work(session: Session) -> bool:
        return confirm_if_sent(Context(session, settings, now), queries.case(session, number))

    try:
        return again(session, work)
    except Exception as error:  # noqa: BLE001 - whatever it is
        session.expire_all()
        logger().error("row not looked at", table=OutreachRequest.__tablename__, row=number, error=type(error).__name__)
        return None

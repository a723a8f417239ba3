"""The sweep that moves batches of answers into results, and closes campaigns whose last day is past."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import PARIS
from app.core.unit_of_work import again
from app.participation.models import Campaign
from app.participation.services.moving import due, move


def sweep_participation(session: Session, now: datetime) -> int:
    """Close what is over, then move each batch that is due; return how many answers were moved."""
    again(session, lambda session: _close(session, now))
    numbers = again(session, due)
    return sum(again(session, lambda session, number=number: move(session, number)) for number in numbers)  # type: ignore[misc]


def _close(session: Session, now: datetime) -> int:
    today = now.astimezone(PARIS).date()
    over = session.scalars(select(Campaign).where(Campaign.closed_at.is_(None), Campaign.closes_on < today)).all()
    for campaign in over:
        campaign.closed_at = now
    session.flush()
    return len(over)

"""The sweep that closes campaigns whose last day is past, moves batches of answers, and shows the results of what is over.

The journal of SQLite would keep what waited, whole and in its order, until the next purge: it is emptied after each batch.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import PARIS
from app.core.erasing import erase
from app.core.unit_of_work import again
from app.participation.models import Campaign
from app.participation.services.moving import due, move, over, show


def sweep_participation(session: Session, now: datetime) -> int:
    """Close what is over, move each batch that is due, then show results to which nothing comes any more; return how many were moved."""
    again(session, lambda session: _close(session, now))
    numbers = again(session, due)
    moved = sum(again(session, lambda session, number=number: move(session, number)) for number in numbers)  # type: ignore[misc]
    if moved:
        erase(session.get_bind())  # type: ignore[arg-type] # an engine: sessions of ours are bound to nothing else
    for number in again(session, lambda session: over(session, now)):
        again(session, lambda session, number=number: show(session, number, now))  # type: ignore[misc]
    return moved


def _close(session: Session, now: datetime) -> int:
    today = now.astimezone(PARIS).date()
    over = session.scalars(select(Campaign).where(Campaign.closed_at.is_(None), Campaign.closes_on < today)).all()
    for campaign in over:
        campaign.closed_at = now
    session.flush()
    return len(over)

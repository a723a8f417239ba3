"""When sweeps last ran."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.jobs.models import SweepRun


def last_finished(session: Session, name: str) -> datetime | None:
    """Return the instant when a sweep last came to its end; None when it never did."""
    return session.scalar(select(SweepRun.finished_at).where(SweepRun.name == name))


def in_trouble(session: Session) -> list[str]:
    """Return the names of the sweeps whose last run failed, in order."""
    return list(session.scalars(select(SweepRun.name).where(SweepRun.trouble != "").order_by(SweepRun.name)))

"""How often something was tried: rows in the database, so that limits are the same after a restart and in every process.

A row says what was tried by a keyed digest, never by whom.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Engine, Index, String, delete, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.core.clock import utc_now
from app.core.database import Base, Instant
from app.core.errors import DomainError
from app.core.tokens import keyed_digest
from app.core.unit_of_work import unit_of_work

KEPT_FOR = timedelta(days=1)
"""No limit looks further back."""


class TooManyAttempts(DomainError):
    """It was tried too often: to be tried again later."""


class Limit(NamedTuple):
    """At most `most` attempts within a time, counted by purpose and subject (an address of the network, an object, an e-mail).

    `to_the_hour`: what is written tells no minute; they are counted by the hours of the clock.
    """

    purpose: str
    subject: str
    most: int
    within: timedelta
    to_the_hour: bool = False


class Attempt(Base):
    """One attempt."""

    __tablename__ = "attempt"
    __table_args__ = (Index(None, "bucket", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    bucket: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Instant)


def spend(engine: Engine, key: str, limits: Sequence[Limit]) -> None:
    """Count one attempt against each limit, and keep it counted whatever becomes of the request; raise TooManyAttempts, uncounted.

    Called before the request writes anything: it has a transaction of its own.
    """
    now = utc_now()
    buckets = [keyed_digest(key, limit.purpose, limit.subject) for limit in limits]
    with Session(engine) as session, unit_of_work(session):
        for bucket, limit in sorted(zip(buckets, limits, strict=True)):
            _take_turns(session, bucket)
            at = now.replace(minute=0, second=0, microsecond=0) if limit.to_the_hour else now
            session.add(Attempt(bucket=bucket, at=at))
        session.flush()
        counts = [
            session.scalar(select(func.count()).select_from(Attempt).where(Attempt.bucket == bucket, Attempt.at > now - limit.within))
            for bucket, limit in zip(buckets, limits, strict=True)
        ]
        is_refused = any((count or 0) > limit.most for count, limit in zip(counts, limits, strict=True))
        if is_refused:
            session.rollback()  # what is refused is not counted: nobody keeps a door shut by knocking on
    if is_refused:
        raise TooManyAttempts


def forget(session: Session, now: datetime) -> int:
    """Forget the attempts that no limit looks at any more; return how many."""
    return session.execute(delete(Attempt).where(Attempt.at < now - KEPT_FOR)).rowcount  # type: ignore[attr-defined,no-any-return]


def _take_turns(session: Session, bucket: str) -> None:
    """On PostgreSQL, two attempts at once would not see each other; SQLite writes one after the other by itself."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": int(bucket[:15], 16)})

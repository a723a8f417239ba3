"""What the outbox holds: the mail that is due, and how it stands."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from app.mail.models import OutgoingMail

CLAIM_HOLDS = timedelta(minutes=10)
"""Longer than any try takes: whoever claimed a mail before that was stopped."""
TOLD_FOR = timedelta(days=7)
INTERRUPTED = "interrupted"
"""The trouble of a mail whose worker was stopped while it was sending it."""
PERHAPS_SENT = (INTERRUPTED, "closed", "timeout")
"""Troubles that may come after the other server took the mail: once it is sent, it may have been sent twice."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How the outbox stands. `late` is how long the mail that is due for longest has waited; the two last are of the last seven days."""

    waiting: int
    late: timedelta
    given_up: int
    perhaps_twice: int


def is_due(now: datetime) -> ColumnElement[bool]:
    """Return the condition that a mail may be sent now, and that nobody is sending it."""
    return and_(
        OutgoingMail.sent_at.is_(None),
        OutgoingMail.gave_up_at.is_(None),
        OutgoingMail.next_try_at <= now,
        or_(OutgoingMail.claimed_at.is_(None), OutgoingMail.claimed_at <= now - CLAIM_HOLDS, OutgoingMail.claimed_at > now + CLAIM_HOLDS),
    )


def next_due(session: Session, now: datetime) -> int | None:
    """Return the number of the mail to send first: those never tried go before the others."""
    ordered = select(OutgoingMail.id).where(is_due(now)).order_by(OutgoingMail.tries, OutgoingMail.next_try_at, OutgoingMail.id)
    return session.scalar(ordered.limit(1))


def standing(session: Session, now: datetime) -> Standing:
    """Return how the outbox stands."""
    waits = and_(OutgoingMail.sent_at.is_(None), OutgoingMail.gave_up_at.is_(None))
    waiting = session.scalar(select(func.count()).where(waits)) or 0
    oldest = session.scalar(select(OutgoingMail.next_try_at).where(waits).order_by(OutgoingMail.next_try_at).limit(1))
    return Standing(
        waiting=waiting,
        late=max(now - oldest, timedelta()) if oldest else timedelta(),
        given_up=session.scalar(select(func.count()).where(OutgoingMail.gave_up_at > now - TOLD_FOR)) or 0,
        perhaps_twice=session.scalar(
            select(func.count()).where(OutgoingMail.sent_at > now - TOLD_FOR, OutgoingMail.trouble.in_(PERHAPS_SENT))
        )
        or 0,
    )

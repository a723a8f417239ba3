"""What the outbox holds: the message that is due, and how it stands."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from app.sms.models import OutgoingSms

CLAIM_HOLDS = timedelta(minutes=10)
"""Longer than any try takes: whoever claimed a message before that was stopped."""
TOLD_FOR = timedelta(days=7)
INTERRUPTED = "interrupted"
"""The trouble of a message whose worker was stopped while it was sending it."""
PERHAPS_SENT = (INTERRUPTED, "closed", "timeout")
"""Troubles that may come after the gateway took the message: one that ignores our identifiers may have sent it twice."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How the outbox stands. `late` is how long the message that is due for longest has waited; the two last are of the last seven days."""

    waiting: int
    late: timedelta
    given_up: int
    perhaps_twice: int


def is_due(now: datetime) -> ColumnElement[bool]:
    """Return the condition that a message may be sent now, and that nobody is sending it."""
    claimed = OutgoingSms.claimed_at
    return and_(
        _waits(), OutgoingSms.next_try_at <= now, or_(claimed.is_(None), claimed <= now - CLAIM_HOLDS, claimed > now + CLAIM_HOLDS)
    )  # fmt: skip


def next_due(session: Session, now: datetime) -> int | None:
    """Return the number of the message to send first: those never tried go before the others."""
    ordered = select(OutgoingSms.id).where(is_due(now)).order_by(OutgoingSms.tries, OutgoingSms.next_try_at, OutgoingSms.id)
    return session.scalar(ordered.limit(1))


def standing(session: Session, now: datetime) -> Standing:
    """Return how the outbox stands."""
    oldest = session.scalar(select(OutgoingSms.next_try_at).where(_waits()).order_by(OutgoingSms.next_try_at).limit(1))
    may_be_two = (OutgoingSms.sent_at > now - TOLD_FOR, OutgoingSms.trouble.in_(PERHAPS_SENT))
    return Standing(
        waiting=session.scalar(select(func.count()).where(_waits())) or 0,
        late=max(now - oldest, timedelta()) if oldest else timedelta(),
        given_up=session.scalar(select(func.count()).where(OutgoingSms.gave_up_at > now - TOLD_FOR)) or 0,
        perhaps_twice=session.scalar(select(func.count()).where(*may_be_two)) or 0,
    )


def _waits() -> ColumnElement[bool]:
    return and_(OutgoingSms.sent_at.is_(None), OutgoingSms.gave_up_at.is_(None))

"""What an outbox holds: the message that is due, and how it stands."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from app.jobs.outbox.models import Outgoing

CLAIM_HOLDS = timedelta(minutes=10)
"""Longer than any try takes: whoever claimed a message before that was stopped."""
TOLD_FOR = timedelta(days=7)
INTERRUPTED = "interrupted"
"""The trouble of a message whose worker was stopped while it was sending it."""
PERHAPS_SENT = (INTERRUPTED, "closed", "timeout")
"""Troubles that may come after the other side took the message: once it is sent, it may have been sent twice."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How an outbox stands. `late` is how long the message that is due for longest has waited; the two last are of the last seven days."""

    waiting: int
    late: timedelta
    given_up: int
    perhaps_twice: int


def is_due(model: type[Outgoing], now: datetime) -> ColumnElement[bool]:
    """Return the condition that a message may be sent now, and that nobody is sending it."""
    claimed = model.claimed_at
    is_free = or_(claimed.is_(None), claimed <= now - CLAIM_HOLDS, claimed > now + CLAIM_HOLDS)
    return and_(waits(model), model.next_try_at <= now, is_free)


def next_due(model: type[Outgoing], session: Session, now: datetime) -> int | None:
    """Return the number of the message to send first: those never tried go before the others."""
    ordered = select(model.id).where(is_due(model, now)).order_by(model.tries, model.next_try_at, model.id)
    return session.scalar(ordered.limit(1))


def standing(model: type[Outgoing], session: Session, now: datetime) -> Standing:
    """Return how an outbox stands."""

    def count(*conditions: ColumnElement[bool]) -> int:
        return session.scalar(select(func.count()).where(*conditions)) or 0

    oldest = session.scalar(select(model.next_try_at).where(waits(model)).order_by(model.next_try_at).limit(1))
    return Standing(
        waiting=count(waits(model)),
        late=max(now - oldest, timedelta()) if oldest else timedelta(),
        given_up=count(model.gave_up_at > now - TOLD_FOR),
        perhaps_twice=count(model.sent_at > now - TOLD_FOR, model.trouble.in_(PERHAPS_SENT)),
    )


def waits(model: type[Outgoing]) -> ColumnElement[bool]:
    """Return the condition that a message was neither sent nor given up."""
    return and_(model.sent_at.is_(None), model.gave_up_at.is_(None))

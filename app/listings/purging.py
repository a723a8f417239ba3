"""Forgetting what people wrote once it has served."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, or_, update
from sqlalchemy.orm import Session

from app.directory.rules import ClaimWay
from app.listings.models import Ticket
from app.listings.rules import TicketSort, TicketState

KEPT_AFTER_ANSWER = timedelta(days=183)
CODE_FORGOTTEN_AFTER = timedelta(days=30)
"""A claim whose code never came back waits for nobody."""


def sweep_tickets(session: Session, now: datetime) -> int:
    """Empty the words and the e-mails of tickets answered 6 months ago, forget claims never proven; return how many. Open ones stay."""
    as_it_stands = {"synchronize_session": False}
    emptied = update(Ticket).where(is_old(now)).values(message=None, contact=None, version=Ticket.version + 1)
    forgotten = delete(Ticket).where(is_unproven(now))
    return sum(session.execute(statement, execution_options=as_it_stands).rowcount for statement in (emptied, forgotten))  # type: ignore[attr-defined]


def is_old(now: datetime) -> ColumnElement[bool]:
    """Return the condition that a ticket was answered long ago and still holds words."""
    holds_words = or_(Ticket.message.is_not(None), Ticket.contact.is_not(None))
    return and_(Ticket.state != TicketState.OPEN, Ticket.answered_at < now - KEPT_AFTER_ANSWER, holds_words)


def is_unproven(now: datetime) -> ColumnElement[bool]:
    """Return the condition that a claim waits for a code that never came back."""
    waits = and_(Ticket.sort == TicketSort.CLAIM, Ticket.state == TicketState.OPEN, Ticket.way == ClaimWay.EMAIL)
    return and_(waits, Ticket.code_sent_at < now - CODE_FORGOTTEN_AFTER)

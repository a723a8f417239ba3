"""Forgetting what people wrote once it has served."""

from datetime import datetime, timedelta

from sqlalchemy import delete, or_, update
from sqlalchemy.orm import Session

from app.directory.rules import ClaimWay
from app.listings.models import Ticket
from app.listings.rules import TicketSort, TicketState

KEPT_AFTER_ANSWER = timedelta(days=183)
CODE_FORGOTTEN_AFTER = timedelta(days=30)
"""A claim whose code never came back waits for nobody."""


def sweep_tickets(session: Session, now: datetime) -> int:
    """Empty the words and the e-mails of tickets answered 6 months ago, forget claims never proven; return how many. Open ones stay."""
    old = update(Ticket).where(
        Ticket.state != TicketState.OPEN,
        Ticket.answered_at < now - KEPT_AFTER_ANSWER,
        or_(Ticket.message.is_not(None), Ticket.contact.is_not(None)),
    )
    unproven = delete(Ticket).where(
        Ticket.sort == TicketSort.CLAIM,
        Ticket.state == TicketState.OPEN,
        Ticket.way == ClaimWay.EMAIL,
        Ticket.code_sent_at < now - CODE_FORGOTTEN_AFTER,
    )
    as_it_stands = {"synchronize_session": False}
    emptied = session.execute(old.values(message=None, contact=None, version=Ticket.version + 1), execution_options=as_it_stands)
    forgotten = session.execute(unproven, execution_options=as_it_stands)
    return emptied.rowcount + forgotten.rowcount  # type: ignore[attr-defined,no-any-return]

"""Reads of the side of those who keep listings, and of those who ask to."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.accounts.models import Account, Membership
from app.directory.models import Revision, Structure, TemporaryInfo
from app.listings.models import Ticket
from app.listings.rules import TicketSort, TicketState


def waiting_proposals(session: Session, structures: Collection[int]) -> Mapping[int, Sequence[int]]:
    """Return the numbers of the proposals and announced closures that wait for a decision, by structure, the oldest first."""
    found: dict[int, list[int]] = {}
    asked = select(Ticket.structure_id, Ticket.id).where(
        Ticket.structure_id.in_(structures),
        Ticket.state == TicketState.OPEN,
        Ticket.sort.in_((TicketSort.PROPOSAL, TicketSort.CLOSURE)),
    )
    for row in session.execute(asked.order_by(Ticket.id)):
        found.setdefault(row.structure_id, []).append(row.id)
    return found


def open_claims(session: Session, account: int, organisations: Collection[int] = (), structure: int | None = None) -> Sequence[Ticket]:
    """Return the claims that wait, of an account and of these organisations, the oldest first; about one structure when it is given."""
    asked = select(Ticket).where(
        Ticket.sort == TicketSort.CLAIM,
        Ticket.state == TicketState.OPEN,
        or_(Ticket.account_id == account, Ticket.organisation_id.in_(organisations)),
    )
    if structure is not None:
        asked = asked.where(Ticket.structure_id == structure)
    return session.scalars(asked.order_by(Ticket.id)).all()


def has_changed_since(session: Session, structure: Structure, at: datetime) -> bool:
    """Whether a version of a structure or of one of its services was written after an instant."""
    numbers = [service.id for service in structure.services]
    of_either = or_(Revision.structure_id == structure.id, Revision.service_id.in_(numbers))
    return session.scalar(select(Revision.id).where(of_either, Revision.at > at).limit(1)) is not None


def announced(session: Session, structure: Structure, today: date) -> Sequence[TemporaryInfo]:
    """Return what is announced of a structure and of its services, and not over, the first first."""
    numbers = [service.id for service in structure.services]
    of_either = or_(TemporaryInfo.structure_id == structure.id, TemporaryInfo.service_id.in_(numbers))
    return session.scalars(
        select(TemporaryInfo).where(of_either, TemporaryInfo.ends >= today).order_by(TemporaryInfo.starts, TemporaryInfo.id)
    ).all()


def colleagues(session: Session, organisations: Collection[int], accounts: Collection[int]) -> Mapping[int, str]:
    """Return how members of some organisations are called, by account: those of `accounts` only."""
    asked = (
        select(Account.id, func.coalesce(func.nullif(Account.name, ""), Account.email).label("name"))
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.organisation_id.in_(organisations), Account.id.in_(accounts))
    )
    return {row.id: row.name or "" for row in session.execute(asked)}

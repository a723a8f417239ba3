"""Who is written to. A target's address is the directory's own, never one that a browser sends."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.accounts.models import Account, Grant, Membership
from app.accounts.rules import Role
from app.core.language import FRENCH
from app.directory.mailboxes import mailbox_of
from app.directory.models import Service
from app.orientations.queries import Case, keepers_of


@dataclass(frozen=True, slots=True)
class Recipient:
    """An e-mail and the language of its letters."""

    email: str
    language: str = FRENCH.code


def of_target(session: Session, case: Case) -> Sequence[Recipient]:
    """Return whom a target is written by: the e-mail of its sheet, else the members of the organisations that keep it."""
    if case.service is None or case.structure is None:
        return ()
    known = mailbox_of(case.service)
    return [Recipient(known)] if known else _members(session, case.keepers)


def can_receive(session: Session, service: Service) -> bool:
    """Whether a service accepted orientations and somebody can be written to."""
    if not service.receives_orientations or service.organisations_only:
        return False
    return bool(mailbox_of(service) or _members(session, keepers_of(session, service.structure_id)))


def of_sender(session: Session, case: Case) -> Sequence[Recipient]:
    """Return whom the sender's side is written by: who oriented while they are of the organisation, else its members."""
    members = select(Membership.account_id).where(Membership.organisation_id == case.sending)
    sender = _accounts(session, and_(Account.id == case.orientation.sender_id, Account.id.in_(members)))
    return sender or _members(session, frozenset(filter(None, (case.sending,))))


def of_coordination(session: Session, departement: str) -> Sequence[Recipient]:
    """Return the coordinators of a département, those of everywhere included."""
    granted = select(Grant.account_id).where(Grant.role == Role.COORDINATOR, or_(Grant.territory == departement, Grant.territory == ""))
    return _accounts(session, Account.id.in_(granted))


def _members(session: Session, organisations: frozenset[int]) -> Sequence[Recipient]:
    if not organisations:
        return ()
    return _accounts(session, Account.id.in_(select(Membership.account_id).where(Membership.organisation_id.in_(organisations))))


def _accounts(session: Session, chosen: object) -> Sequence[Recipient]:
    writable = (Account.email.is_not(None), Account.disabled_at.is_(None), Account.closed_at.is_(None))
    found = session.execute(select(Account.email, Account.language).where(chosen, *writable).order_by(Account.id))  # type: ignore[arg-type]
    return [Recipient(row.email, row.language) for row in found]

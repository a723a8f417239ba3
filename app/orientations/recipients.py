"""Who is written to. A target's address is the directory's own, never one that a browser sends."""

from collections.abc import Sequence

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from app.accounts.models import Account, Membership
from app.accounts.recipients import Recipient, holders, members, writable
from app.accounts.rules import Role
from app.directory.mailboxes import mailbox_of
from app.directory.models import Service
from app.orientations.queries import Case, keepers_of


def of_target(session: Session, case: Case) -> Sequence[Recipient]:
    """Return whom a target is written by: the e-mail of its sheet, else the members of the organisations that keep it."""
    if case.service is None or case.structure is None:
        return ()
    known = mailbox_of(case.service)
    return [Recipient(known)] if known else members(session, case.keepers)


def can_receive(session: Session, service: Service) -> bool:
    """Whether a service accepted orientations and somebody can be written to."""
    if not service.receives_orientations or service.organisations_only:
        return False
    return bool(mailbox_of(service) or members(session, keepers_of(session, service.structure_id)))


def of_sender(session: Session, case: Case) -> Sequence[Recipient]:
    """Return whom the sender's side is written by: who oriented while they are of the organisation, else its members."""
    own = select(Membership.account_id).where(Membership.organisation_id == case.sending)
    sender = writable(session, and_(Account.id == case.orientation.sender_id, Account.id.in_(own)))
    return sender or members(session, frozenset(filter(None, (case.sending,))))


def of_coordination(session: Session, departement: str) -> Sequence[Recipient]:
    """Return the coordinators of a département, those of everywhere included."""
    return holders(session, Role.COORDINATOR, departement)

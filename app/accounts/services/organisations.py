"""Organisations and who is in them. Somebody always answers for an organisation: its last owner stays as long as others do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, joinedload

from app.accounts.models import Invitation, Membership, Organisation
from app.accounts.rules import MemberRole
from app.core.errors import DomainError, NotThere

Row = TypeVar("Row", Organisation, Membership, Invitation)
LARGEST = 2**31
"""Numbers of rows are below it: what is above is no row, and no database needs to be asked."""


LEAVING: list[Callable[[Session, int], None]] = []
"""What the features above do when an account may do less for an organisation: called with its number."""


class LastOwner(DomainError):
    """Nobody else would answer for the organisation."""


@dataclass(frozen=True, slots=True)
class Meant:
    """An organisation, as permissions see it, with the member or the invitation that an address names."""

    organisation: Organisation
    member: Membership | None = None
    invitation: Invitation | None = None

    @property
    def organisation_id(self) -> int:
        """Whose members may act."""
        return self.organisation.id

    @property
    def departement(self) -> str:
        """Whose moderators verify it."""
        return self.organisation.departement


def meant(session: Session, number: int, *, member: int | None = None, invitation: int | None = None) -> Meant:
    """Return an organisation by its number, with one of its own members or invitations; raise NotThere."""
    organisation = _row(session, Organisation, number)
    membership = None if member is None else _row(session, Membership, member)
    invited = None if invitation is None else _row(session, Invitation, invitation)
    if any(part is not None and part.organisation_id != organisation.id for part in (membership, invited)):
        raise NotThere
    return Meant(organisation, membership, invited)


def memberships_of(session: Session, account_id: int) -> Sequence[Membership]:
    """Return what somebody is a member of, by name of the organisation."""
    rows = select(Membership).join(Membership.organisation).options(joinedload(Membership.organisation))
    return session.scalars(rows.where(Membership.account_id == account_id).order_by(Organisation.name, Organisation.id)).all()


def members(session: Session, organisation_id: int) -> Sequence[Membership]:
    """Return the members of an organisation with their accounts, the oldest first."""
    rows = select(Membership).options(joinedload(Membership.account)).where(Membership.organisation_id == organisation_id)
    return session.scalars(rows.order_by(Membership.created_at, Membership.id)).all()


def create(session: Session, organisation: Organisation, account_id: int) -> Organisation:
    """Add an organisation that nobody verified yet; who creates it owns it."""
    organisation.memberships.append(Membership(account_id=account_id, role=MemberRole.OWNER, created_at=organisation.created_at))
    session.add(organisation)
    session.flush()
    return organisation


def change_role(session: Session, member: Membership, role: MemberRole) -> None:
    """Give a member another role; raise LastOwner rather than leave nobody who owns."""
    _hold(session, member.organisation_id)
    if role is not MemberRole.OWNER and _other_owners(session, member) == 0:
        raise LastOwner
    member.role = role
    session.flush()
    _tell_left(session, member.account_id)


def remove(session: Session, member: Membership) -> None:
    """Take somebody out of an organisation; raise LastOwner rather than leave nobody who owns."""
    _hold(session, member.organisation_id)
    if _other_owners(session, member) == 0:
        raise LastOwner
    session.delete(member)
    session.flush()
    _tell_left(session, member.account_id)


def leave(session: Session, organisation_id: int, account_id: int) -> bool:
    """Leave an organisation; return whether it went with its last member. Raise LastOwner, and NotThere for who is not in it.

    With the organisation go what it kept (the listings stay, kept by nobody), its templates and its invitations.
    """
    _hold(session, organisation_id)
    rows = members(session, organisation_id)
    mine = next((member for member in rows if member.account_id == account_id), None)
    if mine is None:
        raise NotThere
    if len(rows) == 1:
        session.delete(mine.organisation)
        session.flush()
        _tell_left(session, account_id)
        return True
    if _other_owners(session, mine) == 0:
        raise LastOwner
    session.delete(mine)
    session.flush()
    _tell_left(session, account_id)
    return False


def _tell_left(session: Session, account_id: int) -> None:
    for follow in LEAVING:
        follow(session, account_id)


def _other_owners(session: Session, member: Membership) -> int:
    """How many other members own the organisation."""
    owners = select(func.count()).where(Membership.organisation_id == member.organisation_id, Membership.role == MemberRole.OWNER)
    return session.scalar(owners.where(Membership.id != member.id)) or 0


def _hold(session: Session, organisation_id: int) -> None:
    """Make others who change the members of an organisation wait: two owners who leave at once must see each other."""
    same = update(Organisation).where(Organisation.id == organisation_id).values(name=Organisation.name)
    session.execute(same.execution_options(synchronize_session=False))


def _row(session: Session, kind: type[Row], number: int) -> Row:
    found = session.get(kind, number) if number < LARGEST else None
    if found is None:
        raise NotThere
    return found

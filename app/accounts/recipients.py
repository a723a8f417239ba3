"""Accounts as letters reach them: members of organisations, those who hold a role."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app.accounts.models import Account, Grant, Membership, Organisation
from app.accounts.rules import Role
from app.core.language import FRENCH


@dataclass(frozen=True, slots=True)
class Recipient:
    """An e-mail and the language of its letters."""

    email: str
    language: str = FRENCH.code


def members(session: Session, organisations: Collection[int]) -> Sequence[Recipient]:
    """Return the members of organisations who can be written to; none of one that was refused, which reads nothing any more."""
    if not organisations:
        return ()
    known = select(Membership.account_id).join(Organisation, Organisation.id == Membership.organisation_id)
    return writable(session, Account.id.in_(known.where(Organisation.id.in_(organisations), Organisation.refused_at.is_(None))))


def holders(session: Session, role: Role, departement: str) -> Sequence[Recipient]:
    """Return those who hold a role on a département, or everywhere."""
    granted = select(Grant.account_id).where(Grant.role == role, or_(Grant.territory == departement, Grant.territory == ""))
    return writable(session, Account.id.in_(granted))


def writable(session: Session, chosen: ColumnElement[bool]) -> Sequence[Recipient]:
    """Return the accounts that meet a condition and can be written to: neither disabled nor closed."""
    reached = (Account.email.is_not(None), Account.disabled_at.is_(None), Account.closed_at.is_(None))
    found = session.execute(select(Account.email, Account.language).where(chosen, *reached).order_by(Account.id))
    return [Recipient(row.email, row.language) for row in found]

"""Accounts as letters reach them: members of organisations, those who hold a role."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app.accounts.models import Account, Grant, Membership
from app.accounts.rules import Role
from app.core.language import FRENCH


@dataclass(frozen=True, slots=True)
class Recipient:
    """An e-mail and the language of its letters."""

    email: str
    language: str = FRENCH.code


def members(session: Session, organisations: Collection[int]) -> Sequence[Recipient]:
    """Return the members of organisations who can be written to."""
    if not organisations:
        return ()
    return writable(session, Account.id.in_(select(Membership.account_id).where(Membership.organisation_id.in_(organisations))))


def holders(session: Session, role: Role, departement: str) -> Sequence[Recipient]:
    """Return those who hold a role on a département, or everywhere."""
    granted = select(Grant.account_id).where(Grant.role == role, or_(Grant.territory == departement, Grant.territory == ""))
    return writable(session, Account.id.in_(granted))


def writable(session: Session, chosen: ColumnElement[bool]) -> Sequence[Recipient]:
    """Return the accounts that meet a condition and can be written to: neither disabled nor closed."""
    reached = (Account.email.is_not(None), Account.disabled_at.is_(None), Account.closed_at.is_(None))
    found = session.execute(select(Account.email, Account.language).where(chosen, *reached).order_by(Account.id))
    return [Recipient(row.email, row.language) for row in found]

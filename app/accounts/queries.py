"""Reads of the accounts."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import DeviceSession, Grant, Membership, Organisation
from app.accounts.rules import SESSION_IDLE_FOR, SESSION_VALID_FOR
from app.core.identity import NOBODY, Identity
from app.core.tokens import digest


def device_session(session: Session, token: str, now: datetime) -> DeviceSession | None:
    """Return the session of a device by its secret; None when it has ended, is too old, or its account may not enter any more."""
    found = session.scalar(select(DeviceSession).where(DeviceSession.token_digest == digest(token)))
    if found is None or found.ended_at is not None:
        return None
    if now - found.created_at > SESSION_VALID_FOR or now - found.last_seen_at > SESSION_IDLE_FOR:
        return None
    account = found.account
    return None if account.disabled_at or account.closed_at else found


def identity_of(session: Session, device: DeviceSession | None) -> Identity:
    """Return who a device stands for: roles, organisations that were not refused, and whether the second factor was given."""
    if device is None:
        return NOBODY
    grants = session.execute(select(Grant.role, Grant.territory).where(Grant.account_id == device.account_id))
    members = session.execute(
        select(Membership.organisation_id, Membership.role)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Membership.account_id == device.account_id, Organisation.refused_at.is_(None))
    )
    return Identity(
        account=device.account_id,
        roles=frozenset((row.role, row.territory) for row in grants),
        organisations={row.organisation_id: row.role for row in members},
        has_second_factor=device.second_factor_at is not None,
        session=device.id,
    )

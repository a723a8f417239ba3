"""Reads of the accounts."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, joinedload

from app.accounts.models import Account, DeviceSession, Grant, Membership, Organisation, RecoveryCode, SignInRequest
from app.accounts.rules import NEEDS_SECOND_FACTOR, SESSION_IDLE_FOR, SESSION_VALID_FOR
from app.core.identity import NOBODY, Identity
from app.core.tokens import digest


def device_session(session: Session, token: str, now: datetime) -> DeviceSession | None:
    """Return the session of a device by its secret; None when it has ended, is too old, or its account may not enter any more."""
    found = session.scalar(
        select(DeviceSession).where(DeviceSession.token_digest == digest(token)).options(joinedload(DeviceSession.account))
    )
    if found is None or not is_alive(found, now):
        return None
    account = found.account
    return None if account.disabled_at or account.closed_at else found


def is_alive(device: DeviceSession, now: datetime) -> bool:
    """Whether a device is still signed in, as far as it says itself."""
    is_recent = now - device.created_at <= SESSION_VALID_FOR and now - device.last_seen_at <= SESSION_IDLE_FOR
    return device.ended_at is None and is_recent


def is_half_way(device: DeviceSession) -> bool:
    """Whether the second factor, that this account has, must be given before anything else."""
    return device.account.totp_confirmed_at is not None and device.second_factor_at is None


def identity_of(session: Session, device: DeviceSession | None) -> Identity:
    """Return who a device stands for: roles, organisations that were not refused, and whether the second factor was given.

    Nobody while the second factor of the account is still to be given.
    """
    if device is None or is_half_way(device):
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


def account_of_email(session: Session, email: str) -> Account | None:
    """Return the account of an e-mail in lower case."""
    return session.scalar(select(Account).where(Account.email == email))


def devices_of(session: Session, account_id: int, now: datetime) -> Sequence[DeviceSession]:
    """Return the devices signed in to an account, the one used last first."""
    found = session.scalars(
        select(DeviceSession)
        .where(DeviceSession.account_id == account_id, DeviceSession.ended_at.is_(None))
        .order_by(DeviceSession.last_seen_at.desc(), DeviceSession.id.desc())
    )
    return [device for device in found if is_alive(device, now)]


def is_link_open(session: Session, token: str, now: datetime) -> bool:
    """Whether a link of a mail may still sign in."""
    found = session.scalar(select(SignInRequest).where(SignInRequest.link_digest == digest(token)))
    return found is not None and found.used_at is None and now < found.expires_at


def needs_second_factor(session: Session, account_id: int) -> bool:
    """Whether a role of the account acts with the second factor only."""
    return bool(session.scalar(select(exists().where(Grant.account_id == account_id, Grant.role.in_(NEEDS_SECOND_FACTOR)))))


def recovery_codes_left(session: Session, account_id: int) -> int:
    """Return how many codes on paper were not used."""
    return len(session.scalars(select(RecoveryCode.id).where(RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None))).all())

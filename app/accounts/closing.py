"""Accounts that nobody uses, and what signing in leaves behind."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from app.accounts import mails
from app.accounts.models import Account, DeviceSession, Invitation, SignInRequest
from app.accounts.rules import CLOSED_AFTER_WARNING, INACTIVE_AFTER, SESSION_IDLE_FOR, SESSION_VALID_FOR
from app.accounts.services import account as accounts
from app.config import Config
from app.core.clock import PARIS
from app.core.retention import Condition
from app.jobs.sweeping import Sweeping
from app.mail.services import post

AT_ONCE = 500
"""Accounts that one run looks at: the rest waits for the next."""
REQUESTS_KEPT_FOR = timedelta(days=1)
DEVICES_KEPT_FOR = timedelta(days=30)
"""Once signed out: to recognise a device that comes back."""
INVITATIONS_KEPT_FOR = timedelta(days=90)
"""Once expired."""


def sweep_inactive(config: Config) -> Sweeping:
    """Return the sweep that warns whoever did not use their account for two years, then closes it."""

    def sweep(session: Session, now: datetime) -> int:
        return _warn(session, config.base_url, now) + close_unused(session, config.base_url, now)

    return sweep


def sweep_leftovers(session: Session, now: datetime) -> int:
    """Delete what served to sign in and serves no more; return how many rows."""
    session.execute(update(SignInRequest).where(SignInRequest.expires_at <= now, SignInRequest.email.is_not(None)).values(email=None))
    return sum(session.execute(delete(rows).where(is_over(now))).rowcount for rows, is_over in LEFTOVERS.items())  # type: ignore[attr-defined]


def is_request_over(now: datetime) -> ColumnElement[bool]:
    """Return the condition that a request to sign in serves no more."""
    return SignInRequest.created_at < now - REQUESTS_KEPT_FOR


def is_device_over(now: datetime) -> ColumnElement[bool]:
    """Return the condition that a device was signed out, or left, a while ago."""
    ended = now - DEVICES_KEPT_FOR
    return or_(
        DeviceSession.ended_at < ended,
        DeviceSession.created_at < ended - SESSION_VALID_FOR,
        DeviceSession.last_seen_at < ended - SESSION_IDLE_FOR,
    )


def is_invitation_over(now: datetime) -> ColumnElement[bool]:
    """Return the condition that an invitation expired a while ago."""
    return Invitation.expires_at < now - INVITATIONS_KEPT_FOR


LEFTOVERS: Mapping[type[Any], Condition] = {
    SignInRequest: is_request_over,
    DeviceSession: is_device_over,
    Invitation: is_invitation_over,
}
"""What signing in leaves behind, and when it is over."""


def is_unused(now: datetime) -> ColumnElement[bool]:
    """Return the condition that an account was warned and is still not used."""
    return and_(Account.closed_at.is_(None), Account.warned_at < now - CLOSED_AFTER_WARNING)


def _warn(session: Session, base_url: str, now: datetime) -> int:
    """Tell, once, that an account is about to be closed; one that may not enter could do nothing about it."""
    unused = select(Account).where(Account.closed_at.is_(None), Account.warned_at.is_(None), Account.last_seen_at < now - INACTIVE_AFTER)
    found = session.scalars(unused.order_by(Account.id).limit(AT_ONCE)).all()
    last_day = (now + CLOSED_AFTER_WARNING).astimezone(PARIS).date()
    for account in found:
        account.warned_at = now
        if account.email and not account.disabled_at:
            post(session, account.email, mails.warning(account.language, base_url, last_day))
    return len(found)


def close_unused(session: Session, base_url: str, now: datetime) -> int:
    """Close the accounts that were warned and still not used; whoever owns what they left is told."""
    found = session.scalars(select(Account).where(is_unused(now)).order_by(Account.id).limit(AT_ONCE)).all()
    for account in found:
        if account.email and not account.disabled_at:
            post(session, account.email, mails.closed(account.language))
        for heir in accounts.close_unused(session, account):
            if heir.account.email:
                post(session, heir.account.email, mails.inherited(heir.account.language, base_url, heir.organisation.name))
    return len(found)

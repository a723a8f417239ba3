"""What operators do with accounts, by commands."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session, selectinload

from app.accounts.models import Account, DeviceSession, Grant, SignInRequest
from app.accounts.rules import Role
from app.core.tokens import digest, new_token

LINK_VALID_FOR = timedelta(hours=24)


def accounts(session: Session) -> Sequence[Account]:
    """Return every account that was not closed, with its roles, by number."""
    rows = select(Account).where(Account.closed_at.is_(None)).options(selectinload(Account.grants))
    return session.scalars(rows.order_by(Account.id)).all()


def grant(account: Account, role: Role, territory: str, now: datetime) -> bool:
    """Give a role on a département (`""`: everywhere); return whether the account did not have it yet."""
    if any((given.role, given.territory) == (role, territory) for given in account.grants):
        return False
    account.grants.append(Grant(role=role, territory=territory, granted_at=now))
    return True


def withdraw(account: Account, role: Role, territory: str) -> bool:
    """Take a role back on a département; return whether the account had it."""
    given = next((one for one in account.grants if (one.role, one.territory) == (role, territory)), None)
    if given is not None:
        account.grants.remove(given)
    return given is not None


def disable(session: Session, account: Account, now: datetime) -> None:
    """Let an account enter no more: its devices are signed out, what was sent to sign in is worth nothing."""
    account.disabled_at = account.disabled_at or now
    devices = update(DeviceSession).where(DeviceSession.account_id == account.id, DeviceSession.ended_at.is_(None))
    session.execute(devices.values(ended_at=now))
    requests = update(SignInRequest).where(SignInRequest.account_id == account.id, SignInRequest.used_at.is_(None))
    session.execute(requests.values(used_at=now))


def enable(account: Account) -> None:
    """Let an account enter again."""
    account.disabled_at = None


def one_time_link(session: Session, account: Account, now: datetime) -> str:
    """Return the secret of a link that signs an account in once, within a day: for who has no mail yet."""
    token = new_token()
    session.add(
        SignInRequest(
            handle_digest=digest(new_token()),
            link_digest=digest(token),
            code_digest=digest(new_token()),
            account_id=account.id,
            created_at=now,
            expires_at=now + LINK_VALID_FOR,
        )
    )
    return token

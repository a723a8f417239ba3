"""The second factor: a code that an application makes every thirty seconds (TOTP, RFC 6238), or one from a paper."""

from base64 import b32encode
from datetime import datetime, timedelta

from pyotp import TOTP
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.accounts import queries
from app.accounts.models import Account, DeviceSession, RecoveryCode
from app.accounts.rules import RECOVERY_CODES
from app.core.clock import utc_now
from app.core.errors import DomainError
from app.core.tokens import digest, is_same, keyed_digest, new_code, new_token

ISSUER = "Repères"
SECRET_BYTES = 20
"""What RFC 4226 recommends."""
STEP_SECONDS = 30
DRIFT = 1
"""Steps by which the clock of a telephone may be early or late."""
FRESH_FOR = timedelta(minutes=15)
"""A device that signed in so lately may set the second factor up."""


class WrongFactor(DomainError):
    """Neither the present code of the application, nor a code on paper that was not used."""


class FactorRequired(DomainError):
    """A role of the account cannot do without it."""


def is_fresh(device: DeviceSession, now: datetime) -> bool:
    """Whether a device may set the second factor up or change it: it signed in, or gave the present one, lately."""
    return now - (device.second_factor_at or device.created_at) <= FRESH_FOR


def begin(account: Account) -> None:
    """Make the secret of an application; the one before, if any, serves until the new one has shown a code."""
    account.totp_next_secret = b32encode(bytes.fromhex(digest(new_token()))[:SECRET_BYTES]).decode("ascii")


def address(account: Account, secret: str) -> str:
    """Return what applications read in the square code."""
    return TOTP(secret).provisioning_uri(name=account.email or "", issuer_name=ISSUER)


def confirm(session: Session, key: str, account: Account, code: str) -> list[str]:
    """Take the new application into service once it has shown its code; return new codes for paper. Raise WrongFactor."""
    now = utc_now()
    step = _step(account.totp_next_secret, code, now)
    if step is None:
        raise WrongFactor
    account.totp_secret, account.totp_next_secret = account.totp_next_secret, None
    account.totp_confirmed_at, account.totp_last_step = now, step
    return renew_recovery_codes(session, key, account)


def renew_recovery_codes(session: Session, key: str, account: Account) -> list[str]:
    """Return ten new codes for paper, `123456-123456`; those before are worth nothing any more."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    codes = [f"{new_code()}-{new_code()}" for _ in range(RECOVERY_CODES)]
    session.add_all(RecoveryCode(account_id=account.id, code_digest=_paper_digest(key, account, code)) for code in codes)
    return codes


def check(session: Session, key: str, account: Account, code: str) -> None:
    """Take a code (digits only) of the application or of the paper, and use it up; raise WrongFactor. Of two at once, one is taken."""
    step = _step(account.totp_secret, code, utc_now())
    taken = _take_step(session, account, step) if step is not None else _take_paper(session, key, account, code)
    if account.totp_confirmed_at is None or not taken:
        raise WrongFactor


def remove(session: Session, key: str, account: Account, code: str) -> None:
    """Do without a second factor from now on, with a last code; raise FactorRequired, WrongFactor."""
    if queries.needs_second_factor(session, account.id):
        raise FactorRequired
    check(session, key, account, code)
    forget(session, account)


def forget(session: Session, account: Account) -> None:
    """Do without a second factor until another one is set up; devices that had given it must give the new one."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    session.execute(update(DeviceSession).where(DeviceSession.account_id == account.id).values(second_factor_at=None))
    account.totp_secret = account.totp_next_secret = account.totp_confirmed_at = None


def _step(secret: str | None, code: str, now: datetime) -> int | None:
    """The thirty seconds that a code belongs to, among those that may be now."""
    if secret is None:
        return None
    present, application = int(now.timestamp()) // STEP_SECONDS, TOTP(secret)
    steps = range(present - DRIFT, present + DRIFT + 1)
    return next((step for step in steps if is_same(application.generate_otp(step), code)), None)


def _take_step(session: Session, account: Account, step: int) -> bool:
    later = update(Account).where(Account.id == account.id, Account.totp_last_step < step).values(totp_last_step=step)
    return session.execute(later.returning(Account.id)).scalar() is not None


def _take_paper(session: Session, key: str, account: Account, code: str) -> bool:
    unused = RecoveryCode.code_digest == _paper_digest(key, account, code)
    taken = update(RecoveryCode).where(RecoveryCode.account_id == account.id, unused, RecoveryCode.used_at.is_(None))
    return session.execute(taken.values(used_at=utc_now()).returning(RecoveryCode.id)).scalar() is not None


def _paper_digest(key: str, account: Account, code: str) -> str:
    return keyed_digest(key, "recovery-code", f"{account.id}\0{code.replace('-', '')}")

"""Signing in: a code and a link are asked for, then one of them is used, once.

What is told never depends on whether the e-mail has an account.
"""

from dataclasses import dataclass, field

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.accounts import queries
from app.accounts.models import Account, SignInRequest
from app.accounts.rules import CODE_ATTEMPTS, REQUEST_VALID_FOR
from app.accounts.services.account import find_or_create
from app.core.clock import utc_now
from app.core.errors import DomainError
from app.core.tokens import digest, is_same, keyed_digest, new_code, new_token


class WrongCode(DomainError):
    """The code is not the one, was used, has expired, or was tried too often: which of them is not told."""


class LinkSpent(DomainError):
    """The link was used, has expired, or never was."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: to whom it is written (nobody when the account may not enter), in which language, with which secrets."""

    to: str | None
    language: str
    is_new: bool
    """Whether using it makes an account."""
    code: str = field(repr=False)
    token: str = field(repr=False)


def ask(session: Session, key: str, handle: str, email: str, language: str) -> Asked:
    """Make a request to sign in for an e-mail (as `normalised` writes it); `handle` is the secret that the asking browser keeps.

    `key` is the secret of the installation, `language` the one that is spoken to somebody who has no account.
    """
    now, code, token = utc_now(), new_code(), new_token()
    account = queries.account_of_email(session, email)
    may_enter = account is None or account.disabled_at is None
    session.add(
        SignInRequest(
            handle_digest=digest(handle),
            link_digest=digest(token),
            code_digest=_code_digest(key, handle, code),
            account_id=account.id if account and may_enter else None,
            email=email if account is None else None,
            created_at=now,
            expires_at=now + REQUEST_VALID_FOR,
        )
    )
    return Asked(email if may_enter else None, account.language if account else language, account is None, code, token)


def count_try(session: Session, handle: str) -> None:
    """Count one try of a code. Committed before the code is looked at, so that whatever happens next it stays counted."""
    request = SignInRequest.handle_digest == digest(handle)
    session.execute(update(SignInRequest).where(request).values(attempts=SignInRequest.attempts + 1))


def by_code(session: Session, key: str, handle: str, code: str, language: str) -> Account:
    """Return the account that a code signs in, made if need be, and use the code up; raise WrongCode."""
    request = session.scalar(select(SignInRequest).where(SignInRequest.handle_digest == digest(handle)))
    is_right = is_same(_code_digest(key, handle, code), request.code_digest if request else "")
    account = _account(session, request, language) if request and is_right and request.attempts <= CODE_ATTEMPTS else None
    if account is None:
        raise WrongCode
    return account


def by_link(session: Session, token: str, language: str) -> Account:
    """Return the account that a link signs in, made if need be, and use the link up; raise LinkSpent."""
    request = session.scalar(select(SignInRequest).where(SignInRequest.link_digest == digest(token)))
    account = _account(session, request, language) if request else None
    if account is None:
        raise LinkSpent
    return account


def _account(session: Session, request: SignInRequest, language: str) -> Account | None:
    """Use a request up; None when it was already, or lets nobody in. Of two at once, one gets the account."""
    now, email = utc_now(), request.email
    still_open = SignInRequest.used_at.is_(None) & (SignInRequest.expires_at > now)
    used = update(SignInRequest).where(SignInRequest.id == request.id, still_open).values(used_at=now, email=None)
    if session.execute(used.returning(SignInRequest.id)).scalar() is None:
        return None
    account = find_or_create(session, email, language) if email else session.get(Account, request.account_id or 0)
    return None if account is None or account.disabled_at or account.closed_at else account


def _code_digest(key: str, handle: str, code: str) -> str:
    return keyed_digest(key, "sign-in-code", f"{handle}\0{code}")

"""Signing in with an identity provider: OpenID Connect, authorization code with PKCE. Nothing that it says is believed unsigned."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.accounts.services.account import NotAnEmail, find_or_create, normalised
from app.core.errors import DomainError
from app.core.tokens import new_token


class ProviderAway(DomainError):
    """The provider does not answer, or not as it should."""


class NotBelieved(DomainError):
    """What came back was not said by the provider, to us, now."""


class EmailNotProven(DomainError):
    """The provider does not say that the e-mail is really that of the person."""


class AnotherIdentity(DomainError):
    """The e-mail is that of an account tied to somebody else at the provider."""


class AccountClosed(DomainError):
    """The account may not be used any more."""


@dataclass(frozen=True, slots=True)
class Departure:
    """What the browser keeps while somebody is at the provider's."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Person:
    """Who came back from the provider."""

    subject: str
    email: str
    is_email_proven: bool


def depart() -> Departure:
    """Return the secrets of one journey to the provider and back."""
    return Departure(state=new_token(), nonce=new_token(), verifier=new_token() + new_token())


def account_of(session: Session, person: Person, language: str) -> Account:
    """Return the account of who came back, made or tied to them if need be.

    Raise AccountClosed; EmailNotProven and AnotherIdentity rather than hand an account over.
    """
    account = session.scalar(select(Account).where(Account.openid_subject == person.subject))
    if account is None:
        account = find_or_create(session, _address(person), language)
        if account.openid_subject is not None:
            raise AnotherIdentity
        account.openid_subject = person.subject
    if account.disabled_at or account.closed_at:
        raise AccountClosed
    session.flush()
    return account


def _address(person: Person) -> str:
    try:
        address = normalised(person.email)
    except NotAnEmail:
        raise EmailNotProven from None
    if not person.is_email_proven:
        raise EmailNotProven
    return address

"""Somebody signed in, and the mail that left."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account, DeviceSession, Grant, Membership, Organisation
from app.core.clock import utc_now
from app.core.tokens import digest, new_token
from app.core.unit_of_work import unit_of_work
from app.mail.letters import Letter, unpack
from app.mail.models import OutgoingMail

SESSION_KEY = "device"


@pytest.fixture
def signed_in_as(session) -> Callable[..., Account]:
    """Sign somebody in: `signed_in_as(client, email=…, roles=[("moderateur", "38")], organisations={"Association": "proprietaire"})`."""

    def sign_in(
        client: FlaskClient,
        *,
        email: str = "quelquun@exemple.fr",
        roles: Sequence[tuple[str, str]] = (),
        organisations: Mapping[str, str] | None = None,
        second_factor: bool = False,
    ) -> Account:
        account = account_of(session, email, roles, organisations or {})
        token = new_token()
        now = utc_now()
        with unit_of_work(session):
            session.add(
                DeviceSession(
                    account_id=account.id,
                    token_digest=digest(token),
                    created_at=now,
                    last_seen_at=now,
                    second_factor_at=now if second_factor else None,
                )
            )
        with client.session_transaction() as kept:
            kept[SESSION_KEY] = token
        return account

    return sign_in


def account_of(session: Session, email: str, roles: Sequence[tuple[str, str]], organisations: Mapping[str, str]) -> Account:
    """Return the account of an e-mail, made if need be, with these roles and organisations (made by their name, verified)."""
    session.expire_on_commit = False
    now = utc_now()
    with unit_of_work(session):
        account = session.scalar(select(Account).where(Account.email == email))
        if account is None:
            account = Account(email=email, created_at=now, last_seen_at=now)
            session.add(account)
        for role, territory in roles:
            account.grants.append(Grant(role=role, territory=territory, granted_at=now))
        session.flush()
        for name, role in organisations.items():
            organisation = session.scalar(select(Organisation).where(Organisation.name == name))
            if organisation is None:
                organisation = Organisation(name=name, created_at=now, verified_at=now)
                session.add(organisation)
                session.flush()
            session.add(Membership(account_id=account.id, organisation_id=organisation.id, role=role, created_at=now))
    return account


@pytest.fixture
def outbox(app) -> Callable[[], list[tuple[str, Letter]]]:
    """Return what waits to be sent, in its order: pairs of a recipient and a letter."""

    def read() -> list[tuple[str, Letter]]:
        return list(_letters(app))

    return read


def _letters(app) -> Iterator[tuple[str, Letter]]:
    from app.extensions import db

    with app.app_context(), Session(db.engine) as session:
        for mail in session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)):
            if mail.recipient and mail.letter:
                yield mail.recipient, unpack(mail.letter)

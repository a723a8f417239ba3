"""What serves once serves once, even to those who come together."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from pyotp import TOTP
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account, SignInRequest
from app.accounts.services import account as accounts
from app.accounts.services import second_factor, signing_in
from app.core.clock import utc_now
from app.core.errors import DomainError
from app.core.unit_of_work import unit_of_work
from tests.support.plugins.accounts import account_of

KEY = "a secret that only tests share, long enough"  # pragma: allowlist secret
EMAIL = "quelquun@exemple.fr"
TOGETHER = 8


@pytest.fixture
def together(session):
    """Do one thing in many transactions at once; return how many times it was let through."""
    engine = session.get_bind()

    def run(work) -> int:
        def one(_number) -> bool:
            try:
                with Session(engine) as apart, unit_of_work(apart):
                    work(apart)
            except DomainError:
                return False
            return True

        with ThreadPoolExecutor(TOGETHER) as pool:
            return sum(pool.map(one, range(TOGETHER)))

    return run


def test_a_link_lets_one_in_and_makes_one_account(session, together):
    with unit_of_work(session):
        asked = signing_in.ask(session, KEY, "handle", EMAIL, "fr")
    assert together(lambda apart: signing_in.by_link(apart, asked.token, "fr")) == 1
    assert session.scalars(select(Account.email)).all() == [EMAIL]


def test_each_try_of_a_code_counts(session, together):
    with unit_of_work(session):
        signing_in.ask(session, KEY, "handle", EMAIL, "fr")
    together(lambda apart: signing_in.count_try(apart, "handle"))
    assert session.scalar(select(SignInRequest.attempts)) == TOGETHER


def test_an_account_is_made_once(session, together):
    assert together(lambda apart: accounts.find_or_create(apart, EMAIL, "fr")) == TOGETHER
    assert session.scalars(select(Account.email)).all() == [EMAIL]


@pytest.mark.parametrize("on_paper", [False, True])
def test_a_second_factor_is_taken_once(session, together, at, on_paper):
    at("2026-03-02 12:00")
    account = account_of(session, EMAIL, (), {})
    with unit_of_work(session):
        second_factor.begin(account)
        secret = account.totp_next_secret
        paper, *_ = second_factor.confirm(session, KEY, account, TOTP(secret).at(utc_now()))
    at("2026-03-02 12:01")
    code = paper if on_paper else TOTP(secret).at(utc_now())
    assert together(lambda apart: second_factor.check(apart, KEY, apart.get(Account, account.id), code)) == 1

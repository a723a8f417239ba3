"""The second factor: set up with a telephone, asked, never taken twice, replaced by paper, required by roles."""

import pytest
from lxml import html
from pyotp import TOTP
from sqlalchemy import select

from app.accounts.models import Account, DeviceSession, RecoveryCode
from app.accounts.services import second_factor
from app.core.clock import utc_now
from app.core.tokens import digest
from app.core.unit_of_work import unit_of_work
from tests.support.forms import post_form
from tests.support.plugins.accounts import SESSION_KEY, account_of

KEY = "a secret that only tests share, long enough"  # pragma: allowlist secret
HERE = "/compte/double-verification"
SETUP = f"{HERE}/application"
ASKED = "/connexion/verification"
EMAIL = "quelquun@exemple.fr"
MODERATOR = [("moderateur", "38")]


@pytest.fixture
def noon(at):
    """The clock stands still; give it a time to move it."""
    at("2026-03-02 12:00")
    return lambda hour: at(f"2026-03-02 {hour}")


@pytest.fixture
def armed(session):
    """Give an account a second factor, and codes for paper."""

    def arm(email=EMAIL) -> list[str]:
        account = account_of(session, email, (), {})
        with unit_of_work(session):
            second_factor.begin(account)
            secret = account.totp_next_secret
            return second_factor.confirm(session, KEY, account, TOTP(secret).at(utc_now()))

    return arm


def code_now(session, email=EMAIL, *, steps=0) -> str:
    session.expire_all()
    secret = session.scalar(select(Account.totp_secret).where(Account.email == email))
    return TOTP(secret).at(utc_now(), counter_offset=steps)


def set_up(client) -> list[str]:
    """Go through the pages as somebody with a telephone; return the codes for paper."""
    post_form(client, HERE, action=f"{HERE}/commencer")
    secret = html.fromstring(client.get(SETUP).text).findtext(".//code")
    page = post_form(client, SETUP, {"code": TOTP(secret).at(utc_now())})
    return html.fromstring(page.text).xpath("//ul[@class='secret-codes']/li/text()")


def prove(client, code, suite="/compte"):
    return post_form(client, f"{ASKED}?suite={suite}", {"code": code}, action=ASKED)


def test_it_is_set_up_with_a_square_code_and_recovery_codes_are_kept_as_digests(client, signed_in_as, session, noon):
    signed_in_as(client)
    codes = set_up(client)
    assert len(set(codes)) == 10
    assert client.get(SETUP).location == HERE, "shown once"
    kept = session.scalars(select(RecoveryCode.code_digest)).all()
    assert len(kept) == 10
    assert not set(codes) & set(kept)
    assert "10 codes de secours" in client.get(HERE).text
    assert session.scalar(select(DeviceSession.second_factor_at)) == utc_now()


def test_the_square_code_carries_the_key_and_says_what_it_is(client, signed_in_as):
    signed_in_as(client)
    post_form(client, HERE, action=f"{HERE}/commencer")
    page = html.fromstring(client.get(SETUP).text)
    assert page.xpath("//*[@role='img']/@aria-label") == ["Carré à viser avec l’application de codes"]
    [drawing] = page.xpath("//*[@role='img']/*[local-name()='svg']")
    assert drawing.get("viewbox"), "drawn whole, however large its box"
    assert page.findtext(".//code")


def test_opening_pages_sets_nothing_up(client, signed_in_as, session):
    signed_in_as(client)
    assert client.get(HERE).status_code == 200
    assert client.get(SETUP).location == HERE
    assert session.scalar(select(Account.totp_next_secret)) is None


def test_a_wrong_code_sets_nothing_up(client, signed_in_as, session):
    signed_in_as(client)
    post_form(client, HERE, action=f"{HERE}/commencer")
    page = post_form(client, SETUP, {"code": "000000"})
    assert page.status_code == 422
    assert session.scalar(select(Account.totp_confirmed_at)) is None


def test_a_device_left_open_cannot_set_it_up(client, signed_in_as, noon, session):
    signed_in_as(client)
    noon("12:16")
    answer = post_form(client, HERE, action=f"{HERE}/commencer")
    assert answer.location == "/connexion?suite=%2Fcompte%2Fdouble-verification"
    assert session.scalar(select(Account.totp_next_secret)) is None


def test_who_has_one_is_nobody_until_it_is_given(client, signed_in_as, armed, noon, session):
    signed_in_as(client)
    armed()
    noon("12:01")
    assert client.get("/compte").location == "/connexion?suite=%2Fcompte"
    assert client.get("/connexion?suite=/organisations").location == f"{ASKED}?suite=%2Forganisations"
    answer = prove(client, code_now(session), "/organisations")
    assert (answer.status_code, answer.location) == (303, "/organisations")
    assert client.get("/compte").status_code == 200


def test_giving_it_changes_the_secret_of_the_device(client, signed_in_as, armed, noon, session):
    signed_in_as(client)
    armed()
    noon("12:01")
    with client.session_transaction() as kept:
        before = kept[SESSION_KEY]
    prove(client, code_now(session))
    with client.session_transaction() as kept:
        assert kept[SESSION_KEY] != before
        assert digest(kept[SESSION_KEY]) == session.scalar(select(DeviceSession.token_digest))


def test_no_code_is_taken_twice(client, signed_in_as, armed, noon, session):
    armed()
    noon("12:01")
    code, other = code_now(session), client.application.test_client()
    signed_in_as(client)
    assert prove(client, code).status_code == 303
    signed_in_as(other)
    assert prove(other, code).status_code == 422
    assert prove(other, code_now(session, steps=-1)).status_code == 422, "nor one from before it"
    assert prove(other, code_now(session, steps=1)).status_code == 303


def test_a_telephone_may_be_half_a_minute_early_or_late_no_more(client, signed_in_as, armed, noon, session):
    armed()
    noon("12:10")
    signed_in_as(client)
    assert prove(client, code_now(session, steps=-2)).status_code == 422
    assert prove(client, code_now(session, steps=2)).status_code == 422
    assert prove(client, code_now(session, steps=-1)).status_code == 303


def test_a_recovery_code_serves_once(app, client, signed_in_as, armed, session):
    first, second, *_ = armed()
    signed_in_as(client)
    assert prove(client, first).status_code == 303
    assert "9 codes de secours" in client.get(HERE).text
    other = app.test_client()
    signed_in_as(other)
    assert prove(other, first).status_code == 422
    assert prove(other, second.replace("-", " ")).status_code == 303


def test_new_recovery_codes_replace_the_old_ones(app, client, signed_in_as, armed):
    old, *_ = armed()
    signed_in_as(client, second_factor=True)
    page = post_form(client, HERE, action=f"{HERE}/codes")
    new = html.fromstring(page.text).xpath("//ul[@class='secret-codes']/li/text()")
    other = app.test_client()
    signed_in_as(other)
    assert prove(other, old).status_code == 422
    assert prove(other, new[0]).status_code == 303


def test_tries_are_limited_by_account(app, signed_in_as, armed):
    armed()
    statuses = []
    for _ in range(9):
        client = app.test_client()
        signed_in_as(client)
        statuses.append(prove(client, "000000").status_code)
    assert statuses == [422] * 8 + [429]


def test_a_role_that_needs_it_says_so_first_and_leads_to_the_setting_up(client, signed_in_as):
    signed_in_as(client, roles=MODERATOR)
    assert "Votre rôle demande un second code" in client.get("/compte").text
    assert client.get(f"{ASKED}?suite=/moderation").location == HERE
    set_up(client)
    assert "Votre rôle demande un second code" not in client.get("/compte").text


def test_a_role_that_needs_it_cannot_do_without(client, signed_in_as, armed, session, noon):
    signed_in_as(client, roles=MODERATOR, second_factor=True)
    armed()
    noon("12:01")
    assert "vous ne pouvez pas la retirer" in client.get(HERE).text
    assert client.get(f"{HERE}/retirer").location == HERE
    account = account_of(session, EMAIL, (), {})
    with pytest.raises(second_factor.FactorRequired):
        second_factor.remove(session, KEY, account, code_now(session))


def test_others_may_do_without_with_a_last_code(client, signed_in_as, armed, session, noon):
    signed_in_as(client, second_factor=True)
    armed()
    noon("12:01")
    assert post_form(client, f"{HERE}/retirer", {"code": "000000"}).status_code == 422
    assert post_form(client, f"{HERE}/retirer", {"code": code_now(session)}).location == HERE
    session.expire_all()
    account = session.scalar(select(Account))
    assert (account.totp_secret, account.totp_confirmed_at) == (None, None)
    assert session.scalars(select(RecoveryCode)).all() == []
    assert session.scalar(select(DeviceSession.second_factor_at)) is None


def test_another_telephone_takes_over_only_once_it_shows_a_code(client, signed_in_as, armed, session, noon):
    signed_in_as(client, second_factor=True)
    armed()
    before = session.scalar(select(Account.totp_secret))
    post_form(client, HERE, action=f"{HERE}/commencer")
    session.expire_all()
    assert session.scalar(select(Account.totp_secret)) == before
    noon("12:05")
    set_up(client)
    session.expire_all()
    assert session.scalar(select(Account.totp_secret)) != before

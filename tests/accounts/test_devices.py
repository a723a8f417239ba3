"""Devices: named coarsely, listed, signed out, seen at most once an hour."""

import pytest
from sqlalchemy import select

from app.accounts.models import Account, DeviceSession
from app.accounts.recognising import KEY
from app.accounts.services import devices
from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from tests.support.forms import hidden_fields, post_form
from tests.support.plugins.accounts import SESSION_KEY, account_of

LIST = "/compte/appareils"
FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (FIREFOX, "Firefox, Android"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0", "Edge, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36", "Chrome, Linux"),
        ("Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 SamsungBrowser/26.0 Chrome/122.0 Safari/537.36", "Samsung Internet, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1 Version/17.5 Mobile Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1 Version/17.5 Safari/605.1", "Safari, Mac"),
        ("curl/8.5", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_a_device_is_named_by_families_without_versions(user_agent, name):
    assert devices.device_name(user_agent) == name


def test_the_edge_and_the_tests_agree_on_where_the_secret_is_kept():
    assert KEY == SESSION_KEY


def test_a_revoked_device_is_out_at_once(app, client, signed_in_as, session):
    signed_in_as(client)
    other = app.test_client()
    signed_in_as(other)
    numbers = session.scalars(select(DeviceSession.id).order_by(DeviceSession.id)).all()
    page = client.get(LIST)
    assert page.text.count("(cet appareil)") == 1
    post_form(client, LIST, action=f"{LIST}/{numbers[1]}/fin")
    assert other.get("/compte").status_code == 303
    assert client.get("/compte").status_code == 200


def test_all_the_others_are_out_at_once(app, client, signed_in_as):
    others = [app.test_client() for _ in range(3)]
    for one in (client, *others):
        signed_in_as(one)
    post_form(client, LIST, action=f"{LIST}/fin")
    assert [one.get("/compte").status_code for one in (client, *others)] == [200, 303, 303, 303]


def test_signing_out_ends_the_session_for_whoever_kept_the_cookie(app, client, signed_in_as):
    signed_in_as(client)
    with client.session_transaction() as kept:
        stolen = kept[SESSION_KEY]
    post_form(client, "/compte", action="/deconnexion")
    thief = app.test_client()
    with thief.session_transaction() as kept:
        kept[SESSION_KEY] = stolen
    assert client.get("/compte").status_code == thief.get("/compte").status_code == 303


def test_a_disabled_account_is_out_at_once(client, signed_in_as, session):
    account = signed_in_as(client)
    assert client.get("/compte").status_code == 200
    with unit_of_work(session):
        account.disabled_at = utc_now()
    assert client.get("/compte").location == "/connexion?suite=%2Fcompte"


def test_somebody_elses_device_does_not_exist(app, client, signed_in_as, session):
    other = app.test_client()
    signed_in_as(other, email="autre@exemple.fr")
    theirs = session.scalar(select(DeviceSession.id))
    signed_in_as(client)
    fields = hidden_fields(client.get("/compte"))
    for number in (theirs, 10**12):
        assert client.post(f"{LIST}/{number}/fin", data=fields).status_code == 404
    assert other.get("/compte").status_code == 200


def test_being_there_is_written_down_at_most_once_an_hour(client, signed_in_as, session, at):
    at("2026-03-02 12:00")
    account = signed_in_as(client)
    with unit_of_work(session):
        account.warned_at = utc_now()
    at("2026-03-02 12:59")
    client.get("/compte")
    at("2026-03-02 13:00")
    client.get("/compte")
    last = utc_now()
    at("2026-03-02 13:30")
    client.get("/compte")
    session.expire_all()
    assert session.execute(select(DeviceSession.last_seen_at, Account.last_seen_at, Account.warned_at).join(Account)).one() == (
        last,
        last,
        None,
    )


def test_a_device_idle_for_two_weeks_is_out(client, signed_in_as, at):
    at("2026-03-01 12:00")
    signed_in_as(client)
    at("2026-03-14 12:00")
    assert client.get("/compte").status_code == 200
    at("2026-03-29 12:00")
    assert client.get("/compte").status_code == 303


def test_a_device_signed_in_for_a_month_is_out_however_used(client, signed_in_as, at):
    for day, status in (("03-01", 200), ("03-11", 200), ("03-21", 200), ("03-31", 200), ("04-01", 303)):
        at(f"2026-{day} 12:00")
        if day == "03-01":
            signed_in_as(client)
        assert client.get("/compte").status_code == status


def test_a_device_never_seen_before_is_told_by_mail(session):
    account = account_of(session, "quelquun@exemple.fr", (), {})
    assert not devices.is_unheard_of(session, account, "Firefox, Android"), "the first of all is not"
    devices.start(session, account, "Firefox, Android")
    session.flush()
    assert devices.is_unheard_of(session, account, "Chrome, Windows")
    assert not devices.is_unheard_of(session, account, "Firefox, Android")


def test_the_letter_about_a_new_device_says_which_and_when(app, session, outbox, at):
    at("2026-03-02 12:00")
    account = account_of(session, "quelquun@exemple.fr", (), {})
    with unit_of_work(session):
        devices.start(session, account, "Chrome, Windows")
    from app.accounts.recognising import enter
    from app.extensions import db

    with app.test_request_context("/", headers={"User-Agent": FIREFOX}), unit_of_work(db.session()) as transaction:
        enter(transaction, transaction.get(Account, account.id))
    [(to, letter)] = outbox()
    said = " ".join(block.text for block in letter.blocks if hasattr(block, "text"))
    assert (to, letter.purpose) == ("quelquun@exemple.fr", "new-device")
    assert "Firefox, Android" in said
    assert "2 mars 2026 à 12:00" in said

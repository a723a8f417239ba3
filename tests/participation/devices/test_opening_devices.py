"""A device is opened by a button behind a secret link, never by following it; forged, old or taken back, it is worth nothing."""

from datetime import timedelta

import pytest
import time_machine

from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.participation.rules import Channel
from app.participation.services import campaigns
from tests.participation.answering.answering_pages import Somebody, stored, words
from tests.participation.making import SMALL
from tests.support.forms import hidden_fields, post_form

pytestmark = pytest.mark.one_engine
COOKIE = "enquete-appareil"


def answered(device: Somebody) -> None:
    device.begin()
    assert device.answer(1, reponse="non") == "2"
    assert device.answer(2, reponse="") == "verifier"
    assert device.leads(device.finish()) == "merci"


@pytest.mark.parametrize("channel", [Channel.KIOSK, Channel.INTERVIEWER, Channel.PHONE])
def test_what_is_answered_on_a_device_is_of_its_channel(device, session, channel):
    one = device(channel)
    answered(one.open())
    (record,) = stored(session, one.campaign)
    assert record["channel"] == channel


def test_following_the_link_opens_nothing(device):
    one = device(Channel.KIOSK)
    page = one.client.get(one.path(f"appareil/{one.token}"))
    assert "Ouvrir cet appareil en borne" in words(page)
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert one.cookie(COOKIE) is None
    (cookie,) = [line for line in one.press(f"appareil/{one.token}").headers.getlist("Set-Cookie") if line.startswith(COOKIE)]
    attributes = {part.strip() for part in cookie.split(";")[1:] if "Expires" not in part}
    assert attributes == {"Max-Age=2592000", "HttpOnly", f"Path={one.at}", "SameSite=Lax"}
    assert "Cet appareil est ouvert" in words(one.see(f"appareil/{one.token}"))


def test_a_link_that_was_taken_back_opens_nothing_and_closes_what_it_opened(device):
    one = device(Channel.KIOSK).open()
    assert one.refresh() != (0, "")
    one.revoke()
    assert one.refresh() == (0, "")
    assert one.client.get(one.path(f"appareil/{one.token}")).status_code == 404
    assert one.client.post(one.path(f"appareil/{one.token}")).status_code in (400, 404)


def test_a_closed_campaign_opens_no_device(device, session, maker, doer):
    one = device(Channel.INTERVIEWER).open()
    with unit_of_work(session):
        campaigns.close_campaign(maker.context(), session.merge(one.campaign), doer)
    assert one.client.get(one.path(f"appareil/{one.token}")).status_code == 404


def test_a_cookie_that_is_forged_foreign_or_old_makes_no_device(device):
    one, other = device(Channel.KIOSK).open(), device(Channel.KIOSK, {**SMALL, "code": "autre"})
    sealed = one.cookie(COOKIE).value
    for worth_nothing in (sealed, sealed[:-4], "", "k1.", "k9.AAAA", "é", "a" * 3600):
        other.client.set_cookie(COOKIE, worth_nothing, path=other.at)
        assert other.refresh() == (0, "")
    with time_machine.travel(utc_now() + timedelta(days=30, minutes=1)):
        assert one.refresh() == (0, "")


def test_odd_secrets_are_not_found(device):
    one = device(Channel.KIOSK)
    for odd in ("x", "a" * 3000, "é", "a%20b"):
        assert one.client.get(one.path(f"appareil/{odd}")).status_code == 404


def test_a_device_is_closed_from_its_own_page(kiosk):
    kiosk.begin()
    assert kiosk.leads(kiosk.press("appareil/fermer")) == ""
    assert (kiosk.cookie(COOKIE), kiosk.cookie()) == (None, None)
    assert "Cet appareil n’est pas ouvert" in words(kiosk.see("appareil/fermer"))


def test_no_kiosk_is_opened_in_the_account_of_somebody(device, member):
    one = device(Channel.KIOSK)
    one.client, _ = member()
    path = one.path(f"appareil/{one.token}")
    assert "Votre compte est ouvert sur cet appareil" in words(one.see(f"appareil/{one.token}"))
    post_form(one.client, path, action="/deconnexion")
    assert one.leads(one.press(f"appareil/{one.token}")) == ""


def test_a_form_kept_from_before_signing_in_opens_no_kiosk_either(device, member):
    one = device(Channel.KIOSK)
    one.client, _ = member()
    answer = one.client.post(one.path(f"appareil/{one.token}"), data=hidden_fields(one.client.get(one.path())))
    assert one.leads(answer) == f"appareil/{one.token}"
    assert one.cookie(COOKIE) is None

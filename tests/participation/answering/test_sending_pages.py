"""Sending: once, whatever the network and the finger do; what is shown is what is stored; codes; campaigns that close."""

from datetime import timedelta

import pytest
import time_machine

from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.participation.models import AccessCode, SentAnswer, SentNonce
from app.participation.services import campaigns
from tests.participation.answering.answering_pages import Somebody, literal, stored, words
from tests.support.forms import hidden_fields

pytestmark = pytest.mark.one_engine


@pytest.fixture
def ready(somebody):
    """Somebody who answered, and did not send yet."""
    return answered(somebody)


@pytest.fixture
def coded(client, maker, session, doer):
    """Somebody who is asked a code, and two codes."""
    campaign = maker.campaign(needs_code=True)
    with unit_of_work(session):
        codes = campaigns.draw_codes(maker.context(), campaign, 2, doer)
    return Somebody(client, campaign), codes


def answered(somebody, **data):
    somebody.begin(**data)
    somebody.answer(1, reponse="non")
    somebody.answer(2, reponse="mes mots")
    return somebody


def cookies_of(somebody):
    names = ("enquete", "enquete-2", "session")
    found = {name: somebody.client.get_cookie(name, path=somebody.at if name != "session" else "/") for name in names}
    return {name: cookie.value for name, cookie in found.items() if cookie}


def with_cookies(app, somebody, cookies):
    """Another connection that sends the same cookies: a retry of the browser, of the network."""
    client = app.test_client()
    for name, value in cookies.items():
        client.set_cookie(name, value, path=somebody.at if name != "session" else "/")
    return Somebody(client, somebody.campaign)


def test_five_retries_make_one_answer(app, ready, session, campaign):
    hidden, cookies = hidden_fields(ready.client.get(ready.path("envoyer"))), cookies_of(ready)
    for _ in range(6):
        again = with_cookies(app, ready, cookies)
        assert again.leads(again.send("envoyer", hidden)) == "merci"
    assert len(stored(session, campaign)) == 1
    assert len(session.query(SentNonce).all()) == 1


def test_a_second_click_after_the_device_forgot_is_acknowledged(ready, session, campaign):
    hidden = hidden_fields(ready.client.get(ready.path("envoyer")))
    assert ready.leads(ready.send("envoyer", hidden)) == "merci"
    assert cookies_of(ready).keys() == {"session"}
    assert ready.leads(ready.send("envoyer", hidden)) == "merci"
    assert ready.leads(ready.send("envoyer", {**hidden, "envoi": "another"})) == "?perdu=1"
    assert len(stored(session, campaign)) == 1


def test_what_changed_since_it_was_shown_is_shown_again(ready, session, campaign):
    hidden = hidden_fields(ready.client.get(ready.path("envoyer")))
    ready.answer("1?suite=verifier", reponse="oui", retour="1")
    assert ready.leads(ready.send("envoyer", hidden)) == "envoyer"
    ready.answer(2, reponse="soir")
    assert ready.leads(ready.send("envoyer", hidden)) == "envoyer"
    assert ready.leads(ready.send("envoyer", {**hidden, "vu": ""})) == "envoyer"
    assert stored(session, campaign) == []
    ready.finish()
    assert stored(session, campaign)[0]["answers"] == {"visite": "oui", "moment": "soir"}


def test_the_week_that_is_shown_is_the_week_that_is_stored(client, maker, session):
    with time_machine.travel("2026-11-22 21:59:00Z") as clock:
        somebody = answered(Somebody(client, maker.campaign()))
        hidden = hidden_fields(client.get(somebody.path("envoyer")))
        clock.shift(timedelta(hours=1, minutes=2))
        assert somebody.leads(somebody.send("envoyer", hidden)) == "envoyer"
        assert literal(somebody.see("envoyer"))["week"] == "2026-W48"
        somebody.finish()
        assert stored(session, somebody.campaign)[0]["week"] == "2026-W48"


def test_nothing_is_on_the_server_before_it_is_sent(ready, session):
    assert session.query(SentAnswer).all() == []
    for name in ("Set-Cookie", "Location"):
        assert "mes mots" not in str(ready.client.get(ready.path("verifier")).headers.getlist(name))


def test_what_is_not_whole_is_not_sent(somebody, session, campaign):
    somebody.begin()
    hidden = hidden_fields(somebody.client.get(somebody.path("1")))
    assert somebody.leads(somebody.client.get(somebody.path("envoyer"))) == "1"
    assert somebody.leads(somebody.send("envoyer", hidden)) == "envoyer"
    assert stored(session, campaign) == []


def test_a_code_opens_once(coded, session):
    somebody, (code, _) = coded
    page = somebody.press("", status=422, code="FAUX 2345").get_data(as_text=True)
    assert 'href="#code"' in page
    answered(somebody, code=f" {code[:4].lower()} {code[4:]}")
    somebody.finish()
    assert len(session.query(AccessCode).all()) == 1
    somebody.press("", status=422, code=code)


def test_a_code_that_served_meanwhile_says_so_and_loses_nothing(app, coded, session):
    somebody, (code, _) = coded
    answered(somebody, code=code)
    other = answered(Somebody(app.test_client(), somebody.campaign), code=code)
    other.finish()
    refused = somebody.press("envoyer", status=409)
    assert "Ce code a déjà servi" in words(refused)
    assert "mes mots" in words(somebody.see("verifier"))
    assert len(stored(session, somebody.campaign)) == 1


def test_what_was_begun_is_still_taken_for_two_hours_after_the_end(ready, session, campaign, maker, doer):
    with unit_of_work(session):
        campaigns.close_campaign(maker.context(), session.merge(campaign), doer)
    page = words(ready.see("", 410))
    assert "Ce questionnaire est terminé" in page
    assert "Un questionnaire est commencé" in page
    hidden = hidden_fields(ready.client.get(ready.path("envoyer")))
    with time_machine.travel(utc_now() + timedelta(hours=2, minutes=1)):
        assert ready.leads(ready.send("envoyer", hidden)) == "?perdu=1"
        assert "est commencé" not in words(ready.see("", 410))
    assert ready.leads(ready.send("envoyer", hidden)) == "merci"
    assert len(stored(session, campaign)) == 1


def test_nobody_begins_where_it_is_over_or_asked_on_the_spot(app, client, maker, session):
    over = Somebody(client, maker.campaign(closes_on=utc_now().date() - timedelta(days=2)))
    token = hidden_fields(client.get(Somebody(client, maker.campaign()).path()))
    over.send("", token, status=410)
    spot = Somebody(client, maker.campaign(channels=("borne",)))
    assert "sur place" in words(spot.see("", 410))
    spot.send("", token, status=410)


def test_back_after_sending_says_that_nothing_is_to_be_done_again(ready):
    ready.finish()
    assert ready.leads(ready.client.get(ready.path("envoyer"))) == "?perdu=1"
    assert "Elles sont arrivées" in words(ready.client.get(f"{ready.at}?perdu=1"))


def test_a_poster_is_told_from_a_link(client, maker, session):
    somebody = Somebody(client, maker.campaign())
    page = client.get(f"{somebody.at}?par=affiche")
    client.post(somebody.at, data=hidden_fields(page))
    somebody.answer(1, reponse="non")
    somebody.answer(2, reponse="")
    somebody.finish()
    assert stored(session, somebody.campaign)[0]["channel"] == "affiche"

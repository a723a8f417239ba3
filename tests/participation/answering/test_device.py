"""What the device carries: sealed, of one campaign, for a while; nothing odd makes it fail; sensitive questionnaires tell nothing."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.participation.definition import read
from app.participation.models import Campaign
from app.participation.rules import Channel
from app.participation.services.campaigns import make_link
from app.participation.services.publishing import publish
from tests.participation.answering.answering_pages import Somebody, stored, words
from tests.participation.making import SMALL, choices, question, text
from tests.support.forms import hidden_fields, links, post_form
from tests.support.inspector.rules.weight import TARGET_BYTES

pytestmark = pytest.mark.one_engine

AGREE = {**SMALL, "code": "accord", "questions": [question("accord", "consent"), *SMALL["questions"]]}
SENSITIVE = {**AGREE, "code": "violences", "title": text("Violences (exemple)"), "sensitive": True}
LONG = {
    **SMALL,
    "code": "long",
    "questions": [
        question("avis", "several", hint=text("Plusieurs réponses."), why=text("Pour choisir."), choices=choices(*"abcdefghijkl"))
    ],
}
WRITING = {**SMALL, "code": "ecrire", "questions": [question(f"dire{number}", "long_text") for number in range(9)]}


def as_flask_has_it(app):
    """A client that inspects nothing."""
    return FlaskClient(app, TestResponse)


def test_no_cookie_leads_to_the_start_and_says_why(somebody):
    for end in ("1", "verifier", "envoyer"):
        assert somebody.leads(somebody.client.get(somebody.path(end))) == "?perdu=1"
    assert "Rien n’est commencé sur cet appareil" in words(somebody.client.get(f"{somebody.at}?perdu=1"))


def test_cookies_are_for_the_pages_of_their_campaign_alone(somebody):
    answer = somebody.press("")
    (cookie,) = [one for one in answer.headers.getlist("Set-Cookie") if one.startswith("enquete=")]
    attributes = {part.strip() for part in cookie.split(";")[1:]}
    assert attributes == {f"Path={somebody.at}", "HttpOnly", "SameSite=Lax"}


def test_forged_and_foreign_cookies_are_worth_nothing(somebody, client, maker):
    somebody.begin()
    sealed = client.get_cookie("enquete", path=somebody.at).value
    other = Somebody(client, maker.campaign({**SMALL, "code": "autre"}))
    for worth_nothing in (sealed, sealed[:-8], "", "é" * 50, "k1.", "k9.AAAA", "a" * 3600):
        client.set_cookie("enquete", worth_nothing, path=other.at)
        client.set_cookie("enquete-2", worth_nothing, path=other.at)
        assert other.leads(client.get(other.path("1"))) == "?perdu=1"
    assert client.get(somebody.path("1")).status_code == 200


def test_answers_are_forgotten_after_two_hours_and_on_demand(somebody):
    somebody.begin()
    with time_machine.travel(utc_now() + timedelta(hours=2, seconds=5)):
        assert somebody.leads(somebody.client.get(somebody.path("1"))) == "?perdu=1"
    page = somebody.client.get(somebody.path())
    somebody.client.post(somebody.path("effacer"), data=hidden_fields(page, somebody.path("effacer")))
    assert somebody.leads(somebody.client.get(somebody.path("1"))) == "?perdu=1"


def test_a_new_version_does_not_disturb_who_began(somebody, maker, session, campaign):
    somebody.begin()
    with unit_of_work(session):
        newer = publish(maker.context(), campaign.organisation_id, read({**SMALL, "minutes": 9}))
        session.get(Campaign, campaign.id).version_id = newer.id
    assert somebody.answer(1, reponse="non") == "2"
    elsewhere = maker.campaign({**SMALL, "code": "ailleurs"}).version_id
    with unit_of_work(session):
        session.get(Campaign, campaign.id).version_id = elsewhere
    assert somebody.leads(somebody.client.get(somebody.path("1"))) == "?perdu=1"


def test_texts_that_take_too_much_room_are_said_so_and_shown_again(client, maker):
    somebody = Somebody(client, maker.campaign(WRITING))
    somebody.begin()
    for step in range(1, 10):
        written = "".join(chr(0x4E00 + (7919 * (number + 997 * step)) % 20000) for number in range(900))
        path = somebody.path(str(step))
        answer = client.post(path, data={**hidden_fields(client.get(path)), "reponse": written})
        if answer.status_code == 422:
            break
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "prennent trop de place" in words(page)
    assert written in page
    assert somebody.answer(step, reponse="court").isalnum()


@pytest.mark.parametrize("odd", ["\0", "é" * 60_000, "\ufffe", "1" * 500, "oui\0"])
def test_odd_answers_are_no_failure(somebody, odd):
    somebody.begin()
    hidden = hidden_fields(somebody.client.get(somebody.path("1")))
    named = [{name: odd} for name in ("reponse", "question", "sans_reponse", "langue")]
    for data in (*named, {"reponse": [odd] * 70}, {odd: "1", f"reponse{odd}": "x"}):
        assert somebody.client.post(somebody.path("1"), data={**hidden, **data}).status_code in (303, 413, 422)
    for name in ("a%00b", "a" * 300, "é", "A"):
        assert as_flask_has_it(somebody.client.application).get(f"/enquetes/{name}").status_code == 404
    assert somebody.client.get(somebody.path("0")).status_code == 303
    assert somebody.client.get(somebody.path("9" * 40)).status_code == 303


def test_who_does_not_agree_leaves_nothing(client, maker):
    somebody = Somebody(client, maker.campaign(AGREE))
    somebody.begin()
    assert somebody.answer(1, reponse="non", langue="ar") == "1?lang=ar"
    assert "checked" in somebody.see("1")
    assert somebody.answer(1, reponse="non") == "fin"
    assert "rien n’est gardé" in words(somebody.see("fin"))
    assert somebody.leads(client.get(somebody.path("1"))) == "?perdu=1"


def test_a_sensitive_questionnaire_tells_nothing_to_a_history(app, maker):
    client = app.test_client()
    somebody = Somebody(client, maker.campaign(SENSITIVE))
    assert "violences" not in somebody.at
    somebody.begin()
    for end in ("", "1"):
        answer = client.get(somebody.path(end))
        page = answer.get_data(as_text=True)
        assert re.search(r"<title>(.*?)</title>", page)[1] == "Questions – Repères"
        assert f'href="{somebody.at}/sortir"' in page
        assert "canonical" not in page
        assert "hreflang" not in page.partition("<body")[0]
        assert '<meta name="robots" content="noindex">' in page
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
    plain = as_flask_has_it(app)  # leaving acts on GET, which no other page does
    plain.set_cookie("enquete", client.get_cookie("enquete", path=somebody.at).value, path=somebody.at)
    left = plain.get(somebody.path("sortir"))
    assert (left.status_code, left.headers["Location"]) == (303, "https://www.wikipedia.org/")
    assert plain.get_cookie("enquete", path=somebody.at) is None


@pytest.mark.parametrize("lang", ["ar", "fr-simple"])
def test_a_page_of_twelve_choices_is_light(client, maker, lang):
    somebody = Somebody(client, maker.campaign(LONG), lang)
    somebody.begin()
    answer = client.get(somebody.address("1"), headers={"Accept-Encoding": "gzip"})
    assert len(answer.data) < TARGET_BYTES
    page = somebody.see("1")
    assert page.count('type="checkbox"') == 12
    asked = set(re.findall(r'(?:src|href)="(/static/[^"#?]+)', page))
    assert len(asked) + 1 <= 6, asked


def test_addresses_and_titles_hold_no_answer(somebody):
    somebody.begin()
    answers = [somebody.press("1", reponse="oui"), somebody.press("2", reponse="soir"), somebody.press("3", reponse="secret")]
    answers += [somebody.client.get(somebody.path(end)) for end in ("1", "verifier", "envoyer")]
    for answer in answers:
        title = re.search(r"<title>.*?</title>", answer.get_data(as_text=True), re.DOTALL)
        told = f"{answer.request.path} {answer.request.query_string} {answer.headers.get('Location')} {title and title[0]}"
        assert not re.search(r"visite=|\boui\b|soir|secret", told), told


def test_listed_questionnaires_are_listed_and_no_others(client, maker):
    assert "Aucun questionnaire" in words(client.get("/enquetes"))
    maker.campaign(is_listed=True, name="Pour tous (exemple)")
    maker.campaign(name="Caché (exemple)")
    maker.campaign(SENSITIVE, is_listed=True, name="Sensible (exemple)")
    page = words(client.get("/enquetes?lang=fr-simple"))
    assert "Pour tous (exemple)" in page
    assert "Essai (exemple) [fr-simple]" in page
    assert "Caché" not in page
    assert "Sensible" not in page


@pytest.fixture
def device(client, maker, session, doer):
    """`device(campaign, channel)`: somebody before a device that a link opened."""

    def opened(campaign, channel):
        with unit_of_work(session):
            _, token = make_link(maker.context(), campaign, channel, "Tablette (exemple)", doer)
        somebody = Somebody(client, campaign)
        assert post_form(client, somebody.path(f"appareil/{token}")).status_code == 303
        return somebody

    return opened


def test_a_kiosk_leads_nowhere_else(client, maker, device):
    somebody = device(maker.campaign(SENSITIVE), Channel.KIOSK)
    somebody.begin()
    for end in ("", "1", "merci"):
        answer = client.get(somebody.path(end))
        outside = [href for href in links(answer) if not href.startswith(("#", somebody.at))]
        assert outside == []
        assert "pause" not in answer.get_data(as_text=True)
        assert "est commencé" not in words(answer)
    assert as_left(client, somebody) == somebody.at


def test_what_a_person_answered_alone_is_shown_to_nobody_else(maker, device, session):
    questions = [question("accord", "consent"), question("dire", "long_text"), question("intime", "long_text", sensitive=True)]
    somebody = device(maker.campaign({**SMALL, "code": "seul", "questions": questions}), Channel.INTERVIEWER)
    assert "confidentielles" in words(somebody.see())
    assert "anonyme" not in words(somebody.see())
    somebody.begin()
    somebody.answer(1, reponse="oui")
    assert somebody.answer(2, reponse="avec d’autres") == "3"
    for turning in ("3", "3?suite=verifier"):
        somebody.press(turning, end_at="ecran")
        assert "mot intime" not in somebody.see(turning)
        assert somebody.answer(turning, reponse="mot intime") == "verifier"
        somebody.press("verifier", end_at="ecran")
    for end in ("verifier", "envoyer"):
        page = somebody.see(end)
        assert "avec d’autres" in page
        assert "mot intime" not in page
    assert somebody.leads(somebody.finish()) == "merci"
    assert "mot intime" in str(stored(session, somebody.campaign))
    assert "Nouvelle personne" in words(somebody.see("merci"))


def as_left(client, somebody):
    """Where the quick exit leads."""
    plain = as_flask_has_it(client.application)
    cookie = client.get_cookie("enquete-appareil", path=somebody.at)
    plain.set_cookie(cookie.key, cookie.value, path=somebody.at)
    return plain.get(somebody.path("sortir")).headers["Location"]

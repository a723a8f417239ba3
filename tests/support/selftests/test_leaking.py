"""What must stand nowhere is planted in each place, and found there; good pages are let through."""

import logging

import pytest
import structlog
from flask import Flask
from werkzeug.datastructures import Headers

from app.core.clock import utc_now
from app.core.language import LANGUAGES
from app.mail.letters import Letter, Paragraph, pack
from app.mail.models import OutgoingMail
from app.sms.services import post
from app.web.logs import logger
from tests.support.inspector.answer import Answer
from tests.support.inspector.client import InspectedClient
from tests.support.inspector.site import Site
from tests.support.leaking import Leaks
from tests.support.plugins.leaks import listening_to_logs, reading_answers, reading_mail
from tests.support.selftests.tiny_site import GOOD_HEADERS, GOOD_PAGE, tiny_site

NAME, PHONE, EMAIL = "Zoé Exemplaire", "06 39 98 01 02", "zoe.exemplaire@exemple.fr"


@pytest.fixture
def watch() -> Leaks:
    return Leaks(NAME, PHONE, EMAIL)


def answer(path="/orientations", status=200, body=GOOD_PAGE, **headers) -> Answer:
    whole = Headers({**GOOD_HEADERS, **headers})
    return Answer(Site.of(Flask("tiny"), "http://localhost"), path, status, whole, body.encode())


@pytest.mark.parametrize(
    "planted",
    [
        answer("/orientations?nom=Zo%C3%A9+Exemplaire"),
        answer("/orientations/zoe-exemplaire"),
        answer("/orientations?tel=%2B33639980102"),
        answer(status=303, Location="/orientations?q=zoe.exemplaire%40exemple.fr"),
        answer(**{"Content-Disposition": 'attachment; filename="Zoe Exemplaire.pdf"'}),
        answer(body=GOOD_PAGE.replace("<title>Trouver", "<title>Zoé Exemplaire")),
        answer(body=GOOD_PAGE.replace('href="/urgence"', 'href="/fiche/ZOE_EXEMPLAIRE"')),
        answer(body=GOOD_PAGE.replace('href="/urgence"', 'href="/appeler?n=06.39.98.01.02"')),
        answer(status=409, body=GOOD_PAGE.replace("un repas", "Zo&eacute; Exemplaire")),
        answer(status=404, body=GOOD_PAGE.replace("un repas", "0639980102")),
        answer("/readyz", body="zoe.exemplaire@exemple.fr"),
    ],
)
def test_each_place_is_looked_at(watch, planted):
    watch.look_at_answer(planted)
    assert watch.found


@pytest.mark.parametrize(
    "good",
    [
        answer("/orientations/12"),
        answer(body=GOOD_PAGE.replace("un repas", "Zoé Exemplaire, 06 39 98 01 02")),
        answer(status=422, body=GOOD_PAGE.replace("un repas", "Zoé Exemplaire")),
        answer(body=GOOD_PAGE.replace("tel:115", "tel:+33639980102")),
        answer("/orientations/63998010"),
    ],
)
def test_what_may_be_is_let_through(watch, good):
    watch.look_at_answer(good)
    assert watch.found == []


def test_what_a_test_adds_is_looked_for_too(watch):
    watch.add("Dort chez un ami")
    watch.look("a text", "note=Dort+chez+un+ami")
    assert watch.found == ["a text holds « Dort chez un ami »"]


def test_the_client_hands_over_what_it_receives(watch, tmp_path, monkeypatch):
    client = tiny_site(tmp_path).test_client()
    assert isinstance(client, InspectedClient)
    reading_answers(watch, monkeypatch)
    client.get("/recherche?q=zoe+exemplaire")
    assert len(watch.found) == 1


def test_both_logs_are_read(watch, app):
    with listening_to_logs(watch):
        logger().info("said", who=NAME)
        logging.getLogger("elsewhere").warning("number %s", PHONE)
    logger().info("after", who=NAME)
    assert len(watch.found) == 2
    assert structlog.is_configured()


@pytest.mark.parametrize(("subject", "words"), [(NAME, "Bonjour"), ("Une orientation", f"Pour {NAME}")])
def test_letters_and_their_subjects_are_read(watch, session, subject, words):
    letter = Letter("essai", LANGUAGES["fr"], subject, (Paragraph(words),), "Repères")
    now = utc_now()
    with reading_mail(watch):
        session.add(OutgoingMail(purpose="essai", subject=subject, letter=pack(letter), message_id="x", created_at=now, next_try_at=now))
        session.flush()
    session.rollback()
    assert len(watch.found) == 1


def test_short_messages_are_read(watch, session):
    with reading_mail(watch):
        post(session, PHONE, f"Bonjour {NAME}", "rappel")
        session.flush()
    session.rollback()
    assert watch.found == ["a short message (rappel) holds « Zoé Exemplaire »"]

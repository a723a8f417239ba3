"""What a hurried reader needs is on the page that they read, in words of their own side."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.core.clock import today
from app.core.unit_of_work import unit_of_work
from app.directory.models import Service
from app.directory.rules import ResponseBand
from app.orientations.rules import LinkPurpose, State
from app.orientations.services.links import new_link
from tests.orientations.linking import decide, fresh, identify, link_to, text_of
from tests.orientations.opening import code, opened
from tests.orientations.orienting import path
from tests.support.forms import post_form

pytestmark = pytest.mark.one_engine
"""Pages and words; what depends on the database is tried on both, in the tests beside."""

WHO = "Camille de l’Exemple"


def read(client, where: str) -> str:
    page = client.get(where)
    assert page.status_code == 200
    return text_of(page).replace("\u00a0", " ")


def page_of(made) -> str:
    return f"/orientations/{made.id}"


@pytest.mark.parametrize(("may_print", "said"), [(True, "Imprimer sa fiche"), (False, "Rien sur papier")])
def test_the_code_comes_before_the_person_with_where_to_write_it(orientation, sender, maker, session, may_print, said):  # noqa: PLR0917 - fixtures
    made = code(maker, session, orientation(State.SENT, may_print=may_print))
    page = read(sender[0], page_of(made))
    assert page.index("ABCD 2345") < page.index(said) < page.index('class="person"')
    assert "/ma-demande</bdi>" in page


def test_links_are_closed_from_the_page_of_the_sender_while_one_is_alive(client, orientation, sender, receiver, maker, session):  # noqa: PLR0917 - fixtures
    made = orientation(State.SENT)
    gesture = f"{page_of(made)}/liens/fermer"
    assert gesture not in read(sender[0], page_of(made))
    link = link_to(maker, session, made)
    assert gesture not in read(receiver[0], page_of(made))
    assert post_form(sender[0], page_of(made), action=gesture).status_code == 303
    assert client.get(link).status_code == 404
    assert gesture not in read(sender[0], page_of(made))


def test_a_link_of_the_person_is_none_that_the_sender_closes(orientation, sender, maker, session):
    made = orientation(State.SENT)
    with unit_of_work(session):
        new_link(maker.context(), made, LinkPurpose.PERSON)
    assert "/liens/fermer" not in read(sender[0], page_of(made))


def test_who_decided_by_a_link_is_named_there_and_to_the_sender(client, orientation, sender, maker, session, outbox):  # noqa: PLR0917 - fixtures
    made = orientation(State.SENT)
    link = link_to(maker, session, made)
    identify(client, link, outbox)
    day = today() + timedelta(days=6)
    assert decide(client, link, "accepter", day=day.strftime("%d/%m/%Y"), hour="14:30", name=WHO).status_code == 303
    assert fresh(session, made).appointment_at.date() == day, "a day may be written by hand, where a browser has no calendar"
    assert WHO in read(client, link)
    assert WHO in read(sender[0], page_of(made))


def test_a_sender_who_writes_an_answer_down_says_what_the_service_did(orientation, sender, receiver):
    made = orientation(State.SENT)
    assert "Il refuse" in read(sender[0], page_of(made))
    assert "Il refuse" not in read(receiver[0], page_of(made))


def test_who_orients_somebody_without_a_name_is_not_sent_to_themselves(orientation, sender, receiver):
    made = orientation(State.SENT, is_anonymous=True)
    assert "voyez avec qui l’oriente" not in read(sender[0], page_of(made))
    assert "voyez avec qui l’oriente" in read(receiver[0], page_of(made))


@pytest.mark.parametrize(("state", "is_said"), [(State.SENT, True), (State.ACCEPTED, False)])
def test_the_person_reads_the_usual_delay_while_she_waits_for_an_answer(client, orientation, maker, session, state, is_said):  # noqa: PLR0917 - fixtures
    made = code(maker, session, orientation(state))
    with unit_of_work(session):
        session.get(Service, made.service_id).response_band = ResponseBand.WEEK
    assert ("Répond d’habitude en une semaine." in read(opened(client), "/ma-demande/suivi")) is is_said


def test_a_code_by_sms_is_not_offered_where_none_can_leave(app, service, sender):
    client = sender[0]
    assert 'value="sms"' in read(client, path(service))
    config = app.extensions["reperes"]
    app.extensions["reperes"] = replace(config, environment="production", sms=None)
    try:
        page = read(client, path(service))
    finally:
        app.extensions["reperes"] = config
    assert 'value="sms"' not in page
    assert 'value="code"' not in page

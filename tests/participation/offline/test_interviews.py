"""Asking where there is no network: the page that is kept, and what takes in what was noted, once."""

from datetime import timedelta

import pytest
import time_machine
from lxml import html

from app.core.audit import Doer
from app.core.clock import utc_now
from app.core.tokens import digest
from app.core.unit_of_work import unit_of_work
from app.participation.models import SentNonce
from app.participation.rules import NONCE_KEPT, Channel
from app.participation.services import campaigns
from app.participation.services.queueing import MARK_KEPT
from tests.participation.answering.answering_pages import stored, words
from tests.participation.devices.device_pages import PEERS, Device
from tests.participation.making import SMALL, WRITTEN
from tests.support.forms import hidden_fields

pytestmark = pytest.mark.one_engine
MARK = "a-mark-that-a-device-drew"
ANSWERS = {"accord-reponse": "oui", "peur-sans_reponse": "refus", "raison-reponse": WRITTEN, "dire-reponse": ""}


@pytest.fixture
def device(app, session, maker):
    """`device(channel=INTERVIEWER, definition=PEERS, **plan)`: a device that a link opened."""

    def make(channel=Channel.INTERVIEWER, definition=PEERS, **plan):
        return Device(app.test_client(), session, maker, maker.campaign(definition, **plan), channel).open()

    return make


def send(device, status=200, mark=MARK, *, by_script=True, **noted):
    hidden = {**hidden_fields(device.client.get(device.path("hors-ligne"))), "marque": mark, **({"file": "oui"} if by_script else {})}
    answer = device.client.post(device.path("hors-ligne"), data={**hidden, **(noted or ANSWERS)})
    assert answer.status_code == status, (answer.status_code, words(answer))
    return answer


def test_the_page_holds_every_question_in_the_language_asked_and_says_what_who_asks_must_know(device):
    page = device().see("hors-ligne?langue=ar")
    for said in ("Question peur ? [ar]", "Tournez l’écran vers la personne", "À lire à la personne", "Je préfère ne pas répondre"):
        assert said in words(page), said
    told = html.fromstring(page).xpath("//*[@id='entretien']")[0]
    assert told.get("data-asks") == "oui"
    assert told.xpath(".//*[@data-question='raison']")[0].get("data-alone") is not None
    assert "data-alone" not in device(Channel.PHONE).see("hors-ligne")


def test_conditions_are_told_in_words_and_as_data(device):
    page = html.fromstring(device(definition=SMALL).see("hors-ligne"))
    [section] = page.xpath("//*[@data-question='moment']")
    assert section.get("data-when") == '{"key": "visite", "by": "=", "value": "oui"}'
    assert "Cette question se pose seulement si vous avez répondu" in " ".join(section.text_content().split())


def test_what_was_noted_is_stored_once_whatever_the_network_did(device, session):
    interviewer = device()
    for _ in range(3):
        assert send(interviewer).get_json() == {"written": digest(MARK)}
    [record] = stored(session, interviewer.campaign)
    assert record["answers"] == {"accord": "oui", "peur": {"special": "refus"}}
    assert record["texts"] == [["raison", WRITTEN, "fr"]]
    assert record["channel"] == "enqueteur"


def test_a_retry_of_four_weeks_later_is_still_known_and_its_mark_tells_a_week_alone(device, session):
    interviewer = device()
    send(interviewer)
    [known] = session.query(SentNonce).all()
    assert known.expires_at - utc_now() > max(MARK_KEPT, NONCE_KEPT)
    with time_machine.travel(utc_now() + timedelta(minutes=70)):
        send(interviewer, mark=MARK + "-2")
    session.expire_all()
    assert len({one.expires_at for one in session.query(SentNonce)}) == 1


def test_the_week_is_that_of_the_sending_and_nothing_finer_is_kept(device, session):
    with time_machine.travel("2026-11-23 08:00:00Z"):
        interviewer = device()
        send(interviewer)
        [record] = stored(session, interviewer.campaign)
    assert record["week"] == "2026-W48"
    assert set(record) == {"answers", "channel", "language", "texts", "version", "week"} - {"language"}


def test_what_is_missing_is_told_and_nothing_typed_is_lost(device, session):
    interviewer = device()
    page = send(interviewer, 422, **(ANSWERS | {"peur-sans_reponse": ""})).get_data(as_text=True)
    assert "Question 2 : Notez une réponse, ou une réponse à part." in words(page)
    found = html.fromstring(page)
    assert found.xpath("//*[@data-question='peur']//*[@class='mistake' and not(@data-missing)]")
    assert found.xpath("//*[@name='raison-reponse']")[0].get("value") == WRITTEN
    assert found.xpath("//*[@name='marque']")[0].get("value") == MARK
    assert stored(session, interviewer.campaign) == []
    assert session.query(SentNonce).all() == []


def test_what_stands_in_a_question_that_is_not_asked_is_put_aside(device, session):
    interviewer = device(definition=SMALL)
    send(interviewer, **{"visite-reponse": "non", "moment-reponse": "never heard of", "dire-reponse": ""})
    assert stored(session, interviewer.campaign)[0]["answers"] == {"visite": "non"}


def test_who_did_not_agree_leaves_nothing(device, session):
    interviewer = device()
    assert send(interviewer, **{"accord-reponse": "non", "dire-reponse": WRITTEN}).get_json() == {"written": digest(MARK)}
    assert stored(session, interviewer.campaign) == []
    assert session.query(SentNonce).all() == []


def test_without_a_script_it_is_a_form_that_leads_to_the_next_person(device, session):
    interviewer = device()
    answer = send(interviewer, 303, by_script=False)
    assert answer.location.endswith("/hors-ligne?langue=fr&fait=envoye")
    assert "Vous pouvez passer à une autre personne" in words(interviewer.client.get(answer.location))
    assert len(stored(session, interviewer.campaign)) == 1


def test_a_link_that_was_revoked_sends_nothing_and_another_link_sends_what_waited(device, session, maker):
    interviewer = device()
    hidden = hidden_fields(interviewer.client.get(interviewer.path("hors-ligne")))
    interviewer.revoke()
    answer = interviewer.client.post(interviewer.path("hors-ligne"), data={**hidden, **ANSWERS, "marque": MARK})
    assert answer.status_code == 403
    page = interviewer.see("hors-ligne", 403)
    assert "rien ne part d’ici" in words(page)
    assert html.fromstring(page).xpath("//*[@id='entretien']/@data-takes") == [""]
    assert stored(session, interviewer.campaign) == []
    with unit_of_work(session):
        _, interviewer.token = campaigns.make_link(maker.context(), session.merge(interviewer.campaign), Channel.INTERVIEWER, "", Doer("x"))
    send(interviewer.open())
    assert len(stored(session, interviewer.campaign)) == 1


def test_after_the_end_what_waits_is_taken_for_two_hours_and_nobody_is_asked(device, session, maker, doer):
    interviewer = device()
    noted = {**hidden_fields(interviewer.client.get(interviewer.path("hors-ligne"))), "marque": MARK, "file": "oui", **ANSWERS}
    with unit_of_work(session):
        campaigns.close_campaign(maker.context(), session.merge(interviewer.campaign), doer)
    page = interviewer.see("hors-ligne")
    assert "data-question" not in page
    assert html.fromstring(page).xpath("//input[@name='csrf_token']/@value")
    assert interviewer.client.post(interviewer.path("hors-ligne"), data=noted).status_code == 200
    assert len(stored(session, interviewer.campaign)) == 1
    with time_machine.travel(utc_now() + timedelta(hours=2, minutes=1)):
        late = interviewer.client.post(interviewer.path("hors-ligne"), data={**noted, "marque": MARK + "-2"})
        assert late.status_code == 410
    assert len(stored(session, interviewer.campaign)) == 1


@pytest.mark.parametrize("channel", [Channel.KIOSK, None])
def test_a_kiosk_and_anybody_s_device_are_told_that_they_are_not_for_this(app, device, channel):
    found = device(channel or Channel.INTERVIEWER)
    if channel is None:
        found.client = app.test_client()
    assert "n’est pas ouvert pour poser les questions" in words(found.see("hors-ligne", 403))


def test_where_each_answer_spends_a_code_there_must_be_a_network(device):
    interviewer = device(needs_code=True)
    assert "Il faut le réseau" in words(interviewer.see("hors-ligne", 403))
    assert "hors-ligne" not in interviewer.see("appareil/fermer")


def test_another_way_of_asking_or_no_mark_is_refused_with_what_was_noted(device, session):
    interviewer = device()
    assert "par une autre voie" in words(send(interviewer, 422, voie="telephone", **ANSWERS))
    assert "à nouveau" in words(send(interviewer, 422, mark="short", **ANSWERS))
    assert send(interviewer, version="999999", **ANSWERS).status_code == 200
    assert len(stored(session, interviewer.campaign)) == 1


def test_the_worker_speaks_for_this_page_and_the_link_to_it_stands_on_an_open_device(device):
    interviewer = device()
    worker = interviewer.client.get(interviewer.path("hors-ligne.js"))
    assert worker.mimetype == "text/javascript"
    assert "Service-Worker-Allowed" not in worker.headers
    worker.close()
    assert interviewer.path("hors-ligne") in interviewer.see("appareil/fermer")

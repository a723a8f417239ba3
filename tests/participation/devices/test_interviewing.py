"""Somebody asks another person: what to read aloud, what to do with the screen, and an answer that they never see."""

import pytest
from lxml import html

from app.participation.carried import Carried, packed, unpacked
from app.participation.rules import Channel
from tests.participation.answering.answering_pages import literal, stored, words
from tests.participation.devices.device_pages import PEERS
from tests.participation.making import WRITTEN

pytestmark = pytest.mark.one_engine
TURN, GIVE_BACK = "Tournez l’écran vers la personne", "Rendez l’écran"


def turned(device, end: str) -> str:
    """Say that the screen changed hands; return where that leads."""
    page = device.client.get(device.path(end))
    return device.leads(device.client.post(device.path("ecran"), data=_hidden(page.text, device.path("ecran"))))


def test_a_sensitive_question_is_answered_alone_and_not_seen_again(interviewer, session):
    interviewer.begin()
    assert "Attendez la réponse (exemple)" in words(interviewer.see("1"))
    assert interviewer.answer(1, reponse="oui") == "2"
    page = words(interviewer.see("2"))
    assert TURN in page
    assert "Ne regardez pas (exemple)" in page
    assert "Question peur" not in page
    assert turned(interviewer, "2") == "2"
    page = words(interviewer.see("2"))
    assert "Question peur" in page
    assert "Ne regardez pas" not in page
    assert interviewer.answer(2, reponse="souvent") == "3"
    assert "Question raison" in words(interviewer.see("3"))  # sensitive too: the person has the screen already
    assert interviewer.answer(3, reponse=WRITTEN) == "4"
    page = words(interviewer.see("4"))
    assert GIVE_BACK in page
    assert turned(interviewer, "4") == "4"
    assert interviewer.answer(4, reponse="") == "verifier"
    for page in (interviewer.see("verifier"), interviewer.see("envoyer")):
        assert "souvent" not in page.lower()
        assert WRITTEN not in page
    assert literal(interviewer.see("envoyer"))["answers"]["accord"] == "oui"
    assert interviewer.leads(interviewer.finish()) == "merci"
    (record,) = stored(session, interviewer.campaign)
    assert (record["answers"], record["channel"]) == ({"accord": "oui", "peur": "souvent"}, "enqueteur")
    assert [words_[:2] for words_ in record["texts"]] == [["raison", WRITTEN]]


def test_going_back_shows_neither_the_question_nor_its_answer(interviewer):
    interviewer.begin()
    interviewer.answer(1, reponse="oui")
    turned(interviewer, "2")
    interviewer.answer(2, reponse="souvent")
    assert interviewer.answer(3, reponse=WRITTEN, retour="1") == "2"
    assert GIVE_BACK in words(interviewer.see("1"))
    assert turned(interviewer, "1") == "1"
    assert TURN in words(interviewer.see("2"))
    turned(interviewer, "2")
    for end in ("2", "3"):
        page = interviewer.see(end)
        assert " checked" not in page
        assert WRITTEN not in page


def test_the_screen_is_given_back_before_answers_are_checked(interviewer):
    interviewer.begin()
    interviewer.answer(1, reponse="oui")
    turned(interviewer, "2")
    for step in (2, 3):
        interviewer.answer(step, sans_reponse="refus")
    turned(interviewer, "4")
    interviewer.answer(4, reponse="")
    assert turned(interviewer, "2?suite=verifier") == "2?suite=verifier"
    assert interviewer.leads(interviewer.press("2?suite=verifier", reponse="jamais")) == "verifier"
    assert GIVE_BACK in words(interviewer.see("verifier"))
    assert turned(interviewer, "verifier") == "verifier"
    assert "Vérifier mes réponses" in words(interviewer.see("verifier"))


@pytest.mark.parametrize("odd", ["", "//exemple.fr", "https://exemple.fr/1", "/enquetes", "{at}/../..", "{at}//exemple.fr", "{at}/1\n"])
def test_turning_the_screen_leads_nowhere_else(interviewer, odd):
    interviewer.begin()
    interviewer.answer(1, reponse="oui")
    hidden = _hidden(interviewer.see("2"), interviewer.path("ecran"))
    answer = interviewer.client.post(interviewer.path("ecran"), data={**hidden, "page": odd.format(at=interviewer.at)})
    assert answer.location == interviewer.at
    for key in ("accord", "inconnue", "\0", "a" * 9000):
        interviewer.client.post(interviewer.path("ecran"), data={**hidden, "question": key})
        assert TURN in words(interviewer.see("2"))


def test_what_is_read_aloud_says_confidential_and_never_anonymous(interviewer):
    page = words(interviewer.see())
    assert "À lire à la personne" in page
    assert "confidentielles" in page
    assert "anonym" not in page.lower()


def test_on_the_telephone_no_screen_turns(device):
    phone = device(Channel.PHONE, PEERS).open()
    phone.begin()
    phone.answer(1, reponse="oui")
    page = words(phone.see("2"))
    assert "Question peur" in page
    assert "Dites que la personne peut ne pas répondre." in page
    phone.answer(2, reponse="souvent")
    assert " checked" in phone.see("2")


def test_what_says_to_turn_the_screen_is_offered_in_each_language(interviewer):
    interviewer.begin()
    interviewer.answer(1, reponse="oui")
    page = interviewer.see("2")
    assert TURN in words(page)
    assert html.fromstring(page).xpath("//*[@id='langues']//a[@hreflang='ar']")


def test_alone_nothing_of_all_this_is_there(app, maker):
    from tests.participation.answering.answering_pages import Somebody

    somebody = Somebody(app.test_client(), maker.campaign(PEERS))
    assert "À lire à la personne" not in words(somebody.see())
    somebody.begin()
    somebody.answer(1, reponse="oui")
    page = words(somebody.see("2"))
    assert "Question peur" in page
    assert "en danger" not in page


def test_whom_to_call_is_one_tap_away_everywhere(interviewer):
    interviewer.begin()
    pages = [interviewer.see("1")]
    interviewer.answer(1, reponse="oui")
    pages.append(interviewer.see("2"))
    for page in pages:
        (summary,) = html.fromstring(page).xpath("//details[contains(summary, 'en danger')]")
        assert {"tel:112", "tel:17", "tel:119", "tel:3114"} <= set(summary.xpath(".//a/@href"))


def test_the_next_person_finds_nothing_of_the_one_before(interviewer):
    interviewer.begin()
    interviewer.answer(1, reponse="oui")
    page = interviewer.see("merci")
    assert interviewer.leads(interviewer.client.post(interviewer.path("suivante"), data=_hidden(page, interviewer.path("suivante")))) == ""
    assert interviewer.leads(interviewer.client.get(interviewer.path("1"))) == "?perdu=1"


def test_what_was_carried_before_screens_turned_is_still_read(maker):
    import json
    import zlib

    body = json.loads(zlib.decompress(packed(Carried(1, Channel.LINK, maker.context().now))))
    del body["turned"]
    assert unpacked(zlib.compress(json.dumps(body).encode())).turned == ""


def _hidden(page: str, action: str) -> dict[str, str]:
    (form,) = html.fromstring(page).xpath(f"//form[@action='{action}']")
    return {field.get("name"): field.get("value") for field in form.xpath(".//input[@type='hidden']")}

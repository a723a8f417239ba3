"""Local places after an answer: offered at once, found without leaving the questionnaire, tied to nothing that is kept."""

import pytest
from lxml import html

from app.participation.checking import problems
from app.participation.definition import read
from app.participation.rules import Channel
from app.participation.shipped import definition_called
from tests.participation.answering.answering_pages import Somebody, literal, words
from tests.participation.devices.device_pages import Device
from tests.participation.making import SMALL, choices, question
from tests.support.factories import ALWAYS, NIGHTS, PRIVAS

pytestmark = pytest.mark.one_engine
PLACES = {"rsa": "droits", "energie": "budget", "loyer": "droits"}
ASKED = {
    **SMALL,
    "questions": [
        question("aides", "several", choices=choices("rsa", "energie", "loyer", "aucune", exclusive="aucune"), settings={"places": PLACES}),
        question("dire", "long_text"),
    ],
}
SENSITIVE = {**ASKED, "sensitive": True, "questions": [question("accord", "consent"), *ASKED["questions"]]}
ALONE = {**ASKED, "questions": [question("accord", "consent"), {**ASKED["questions"][0], "sensitive": True}, ASKED["questions"][1]]}


@pytest.fixture
def answering(client, maker):
    somebody = Somebody(client, maker.campaign(ASKED))
    somebody.begin()
    return somebody


def offered(page):
    return [href for href in html.fromstring(page).xpath("//main//a/@href") if "/lieux" in href]


def test_places_are_offered_on_the_next_page_for_each_need_once(answering):
    answering.answer(1, reponse=["rsa", "energie", "loyer"])
    page = answering.see("2")
    assert offered(page) == [answering.path("lieux?pour=droits"), answering.path("lieux?pour=budget")]
    assert "Des lieux près d’ici peuvent aider." in words(page)
    assert not offered(answering.see("1"))
    answering.answer(1, reponse="aucune")
    assert not offered(answering.see("2"))
    answering.answer(1, sans_reponse="nsp")
    assert not offered(answering.see("2"))


def test_open_places_are_shown_and_the_questionnaire_goes_on(monday, answering, directory):
    directory.fixed(PRIVAS, kinds=("france-services",), nom="Maison ouverte (exemple)", hours=ALWAYS)
    directory.fixed(PRIVAS, kinds=("france-services",), nom="Maison du soir (exemple)", hours=NIGHTS)
    directory.publish()
    answering.answer(1, reponse="rsa")
    page = answering.see("lieux?pour=droits&lieu=Privas")
    tree = html.fromstring(page)
    assert "Maison ouverte (exemple)" in words(page)
    assert "Maison du soir" not in words(page), "it is closed now"
    assert any(href.startswith("/recherche?lieu=Privas&besoin=droits") for href in tree.xpath("//main//a/@href"))
    assert answering.path("verifier") in tree.xpath("//main//a/@href")
    assert answering.leads(answering.client.get(answering.path("verifier"))) == "2"
    answering.answer(2, reponse="")
    assert literal(answering.see("envoyer"))["answers"] == {"aides": ["rsa"]}


def test_where_nothing_is_open_what_is_near_says_when_it_opens(monday, answering, directory):
    directory.fixed(PRIVAS, kinds=("france-services",), nom="Maison du soir (exemple)", hours=NIGHTS)
    directory.publish()
    page = words(answering.see("lieux?pour=droits&commune=07186"))
    assert "Aucun de ces lieux n’est ouvert maintenant" in page
    assert "Maison du soir (exemple)" in page


def test_a_place_that_is_not_found_or_may_be_several_is_asked_again(answering, directory):
    page = answering.see("lieux?pour=droits&lieu=Nulle-Part-les-Bains", status=422)
    assert "<title>Erreur" in page
    assert 'value="Nulle-Part-les-Bains"' in page
    several = answering.see("lieux?pour=droits&lieu=Beaulieu")
    assert len([href for href in offered(several) if "commune=" in href]) > 1


def test_only_the_needs_of_the_questionnaire_have_a_page(answering, somebody):
    assert answering.client.get(answering.path("lieux")).status_code == 404
    assert answering.client.get(answering.path("lieux?pour=dormir")).status_code == 404
    assert somebody.client.get(somebody.path("lieux?pour=droits")).status_code == 404


def test_a_sensitive_questionnaire_says_nothing_of_itself(client, maker, directory):
    somebody = Somebody(client, maker.campaign(SENSITIVE))
    answer = client.get(somebody.path("lieux?pour=droits"))
    page = answer.get_data(as_text=True)
    assert "<title>Questions" in page
    assert "data-quick-exit" in page
    assert "no-store" in answer.headers["Cache-Control"]
    assert somebody.at in html.fromstring(page).xpath("//main//a/@href"), "nothing is begun: the questionnaire is its first page"


def test_a_kiosk_shows_places_and_leads_nowhere(app, session, maker, directory, monday):
    directory.fixed(PRIVAS, kinds=("france-services",), nom="Maison ouverte (exemple)", hours=ALWAYS)
    directory.publish()
    kiosk = Device(app.test_client(), session, maker, maker.campaign(ASKED), Channel.KIOSK).open()
    page = html.fromstring(kiosk.see("lieux?pour=droits&commune=07186"))
    assert "Maison ouverte (exemple)" in page.text_content()
    assert [href for href in page.xpath("//a/@href") if not href.startswith((kiosk.at, "#"))] == []


def test_what_is_answered_alone_offers_nothing_to_who_asks(app, session, maker):
    device = Device(app.test_client(), session, maker, maker.campaign(ALONE), Channel.INTERVIEWER).open()
    device.begin()
    device.answer(1, reponse="oui")
    device.press("2", end_at="ecran")
    device.answer(2, reponse="rsa")
    device.press("3", end_at="ecran")
    assert not offered(device.see("3"))


@pytest.mark.parametrize("places", [{"absente": "droits"}, {"rsa": "bonheur"}, ["rsa"]])
def test_places_are_checked_before_publication(places):
    odd = read({**SMALL, "questions": [question("aides", "several", choices=choices("rsa", "loyer"), settings={"places": places})]})
    assert [problem.code for problem in problems(odd)] == ["setup"]
    assert problems(read({**SMALL, "questions": [question("dire", "long_text", settings={"places": {}})]}))


def test_the_shipped_questionnaire_offers_places():
    question = definition_called("non-recours").question("aides")
    assert set(question.settings["places"]) == {choice.code for choice in question.choices} - {"aucune"}

"""Whole journeys without a script: first to last, back, changed, in another language; what is sent is what was shown."""

import pytest
from lxml import html

from tests.participation.answering.answering_pages import Somebody, literal, stored, words
from tests.participation.making import WRITTEN
from tests.support.forms import hidden_fields

pytestmark = pytest.mark.one_engine


def test_the_start_page_says_who_asks_and_what_is_kept(somebody):
    page = words(somebody.see())
    for said in ("Essai (exemple)", "Accueil de jour de l’Exemple", "anonymes", "ni votre nom", "Environ 5 minutes", "arrêter quand"):
        assert said in page
    assert "3 questions" not in page, "the number is not certain"
    assert "confidentiel" not in page


@pytest.mark.parametrize("lang", ["", "fr-simple", "ar", "en"])
def test_somebody_answers_to_the_end(client, campaign, session, lang):
    somebody = Somebody(client, campaign, lang)
    somebody.begin()
    assert somebody.answer(1, reponse="oui") == "2"
    assert somebody.answer(2, reponse="soir") == "3"
    assert somebody.answer(3, reponse=WRITTEN) == "verifier"
    mark = f" [{lang}]" if lang else ""
    assert f"Question dire ?{mark}" in words(somebody.see("verifier"))
    shown = literal(somebody.see("envoyer"))
    assert shown["answers"] == {"visite": "oui", "moment": "soir"}
    assert shown["texts"] == [["dire", WRITTEN, "fr" if lang == "fr-simple" else lang or "fr"]]
    assert somebody.leads(somebody.finish()) == "merci"
    assert f"Merci (exemple).{mark}" in words(somebody.see("merci"))
    assert stored(session, campaign) == [shown]
    assert client.get_cookie("enquete", path=somebody.at) is None
    assert somebody.leads(client.get(somebody.address("1"))) == "?perdu=1"


def test_a_question_that_is_asked_no_more_leaves_the_record(somebody, session, campaign):
    somebody.begin()
    somebody.answer(1, reponse="oui")
    somebody.answer(2, reponse="soir")
    somebody.answer(3, reponse="")
    assert somebody.answer("1?suite=verifier", reponse="non") == "verifier"
    assert "Question moment" not in words(somebody.see("verifier"))
    assert literal(somebody.see("envoyer"))["answers"] == {"visite": "non"}
    somebody.finish()
    assert stored(session, campaign)[0]["answers"] == {"visite": "non"}


def test_a_change_that_opens_a_question_leads_to_it_then_back_to_the_check(somebody):
    somebody.begin()
    somebody.answer(1, reponse="non")
    somebody.answer(2, reponse="mes mots")
    assert somebody.answer("1?suite=verifier", reponse="oui") == "2?suite=verifier"
    assert somebody.answer("2?suite=verifier", reponse="matin") == "verifier"
    assert "mes mots" in words(somebody.see("verifier"))


def test_back_keeps_what_stands_on_the_page(somebody):
    somebody.begin()
    somebody.answer(1, reponse="non")
    too_long = "long " * 300
    assert somebody.answer(2, reponse=too_long, retour="1") == "1"
    assert "checked" in somebody.see("1")
    assert somebody.answer(1, reponse="non") == "2"
    assert too_long.strip() in somebody.see("2")
    assert somebody.answer(2, reponse="court", retour="1") == "1"
    assert somebody.answer(1, retour="1", reponse="oui") == ""
    page = words(somebody.see())
    assert "Un questionnaire est commencé" in page
    assert somebody.leads(somebody.client.get(somebody.path("verifier"))) == "2"
    somebody.answer(2, reponse="soir")
    assert "court" in words(somebody.see("verifier"))


def test_a_change_of_language_loses_nothing(somebody):
    somebody.begin()
    somebody.answer(1, reponse="non")
    answer = somebody.press("2", reponse="quelques mots", langue="ar")
    assert answer.location == somebody.path("2?lang=ar")
    page = somebody.client.get(answer.location).get_data(as_text=True)
    assert '<html lang="ar" dir="rtl">' in page
    assert "quelques mots" in page
    assert "Question dire ? [ar]" in page
    assert somebody.press("2", reponse="x", langue="xx").location == somebody.path("2")


def test_parts_fall_back_to_french_where_the_campaign_is_not_open_in_a_language(client, maker):
    somebody = Somebody(client, maker.campaign(languages=("fr", "en")), "ar")
    somebody.begin()
    page = somebody.see("1")
    assert '<span lang="fr" dir="ltr">Question visite ?</span>' in page
    assert [one.get("value") for one in html.fromstring(page).xpath("//button[@name='langue']")] == ["fr", "en"]


def test_special_answers_are_answers(somebody, session, campaign):
    somebody.begin()
    assert somebody.answer(1, sans_reponse="refus") == "2"
    assert "Vous avez répondu" in words(somebody.see("1"))
    assert "Je préfère ne pas répondre" in words(somebody.see("1"))
    assert somebody.answer(2, sans_reponse="incompris", reponse="des mots") == "verifier"
    somebody.finish()
    assert stored(session, campaign)[0]["answers"] == {"visite": {"special": "refus"}, "dire": {"special": "incompris"}}
    assert stored(session, campaign)[0]["texts"] == []


def test_nothing_answered_says_what_to_do(somebody):
    somebody.begin()
    page = somebody.press("1", status=422).get_data(as_text=True)
    assert "<title>Erreur\u00a0: Question visite ?" in page
    assert 'href="#reponse"' in page
    assert somebody.leads(somebody.client.get(somebody.path("3"))) == "1"


def test_progress_is_said_where_it_is_certain(somebody):
    somebody.begin()
    assert "Question 1 sur" not in words(somebody.see("1"))
    assert "Question 1 " in words(somebody.see("1"))
    somebody.answer(1, reponse="oui")
    assert "Question 2 sur 3" in words(somebody.see("2"))
    assert "Pour savoir (exemple)." in words(somebody.see("1"))


def test_a_page_left_open_answers_its_own_question(somebody):
    somebody.begin()
    old = hidden_fields(somebody.client.get(somebody.path("1")))
    somebody.answer(1, reponse="oui")
    somebody.answer(2, reponse="soir")
    assert somebody.leads(somebody.send("1", old, reponse="non")) == "2"
    stale = {**old, "question": "moment"}
    assert somebody.leads(somebody.send("2", stale, reponse="matin")) == "2"
    assert somebody.leads(somebody.send("2", {**old, "question": "\0 odd"}, reponse="matin")) == "2"
    somebody.answer(2, reponse="")
    assert literal(somebody.see("envoyer"))["answers"] == {"visite": "non"}

"""Trying a draft: the respondent's own pages, test answers apart, and a draft that changes meanwhile."""

from dataclasses import replace

import pytest
from lxml import html
from sqlalchemy import func, select

from app.core.unit_of_work import unit_of_work
from app.participation.building.walkable import still_said
from app.participation.definition import Definition, read
from app.participation.models import SentAnswer, TrialAnswer
from app.participation.services import building, trying
from tests.participation.answering.answering_pages import Somebody, literal, words
from tests.participation.making import SMALL, WRITTEN, choices, question

pytestmark = pytest.mark.one_engine
CONSENTED = {**SMALL, "sensitive": True, "questions": [question("accord", "consent"), *SMALL["questions"]]}


class Trier(Somebody):
    """An author who tries a draft."""

    def __init__(self, client, made) -> None:
        self.client, self.lang, self.at = client, "", f"/mes-enquetes/questionnaires/{made.id}/essai"


@pytest.fixture
def make(maker, session):
    def begin(definition=SMALL):
        who = maker.organisation()
        with unit_of_work(session):
            said = definition if isinstance(definition, Definition) else read(definition)
            return building.begin(maker.context(), who.id, said, maker.by)

    return begin


@pytest.fixture
def change(maker, session):
    def do(made, **questions):
        def work(definition):
            found = (questions.get(one.key, one) for one in definition.questions)
            return replace(definition, questions=tuple(one for one in found if one is not None))

        with unit_of_work(session):
            building.change(maker.context(), made.id, work)

    return do


def count(session, table):
    session.expire_all()
    return session.scalar(select(func.count()).select_from(table))


def test_an_author_answers_to_the_end_and_nothing_counts(editor, make, session):
    client, _ = editor
    made = make()
    trier = Trier(client, made)
    trier.begin()
    assert "C’est un essai" in words(trier.see("1"))
    assert trier.answer(1, reponse="oui") == "2"
    assert trier.answer(2, reponse="soir", langue="ar") == "2?lang=ar"
    assert '<html lang="ar" dir="rtl">' in trier.see("2?lang=ar")
    assert trier.answer(2, sans_reponse="incompris") == "3"
    assert trier.answer(3, retour="1", reponse=WRITTEN) == "2", "what stood on the page is kept"
    assert trier.press("1", status=303, pause="1").location == trier.at
    assert "Continuer l’essai" in words(trier.see())
    assert WRITTEN in words(trier.see("verifier"))
    shown = literal(trier.see("envoyer"))
    assert shown["version"] == 0
    assert shown["answers"] == {"visite": "oui", "moment": {"special": "incompris"}}
    assert trier.leads(trier.finish()) == "merci"
    assert "Merci (exemple)." in words(trier.see("merci"))
    assert (count(session, TrialAnswer), count(session, SentAnswer)) == (1, 0)
    page = words(trier.see())
    for told in ("1 réponse d’essai", "Oui : 1 fois", "Je ne comprends pas la question : 1 fois", WRITTEN):
        assert told in page.replace("\xa0", " ")
    assert trier.leads(client.get(trier.path("1"))) == "", "nothing is being tried any more"
    assert trier.press("", end_at="effacer").location == trier.at
    assert count(session, TrialAnswer) == 0


def test_mistakes_are_told_and_a_refused_consent_keeps_nothing(editor, make, session):
    client, _ = editor
    trier = Trier(client, make(CONSENTED))
    trier.begin()
    page = trier.press("1", status=422).get_data(as_text=True)
    assert "Choisissez une des deux réponses." in page
    assert "<title>Erreur\u00a0: Questions" in page, "a sensitive questionnaire has generic titles, here too"
    assert trier.answer(1, reponse="non") == "fin"
    assert "rien n’est gardé" in words(trier.see("fin"))
    assert trier.leads(client.get(trier.path("1"))) == ""
    assert count(session, TrialAnswer) == 0


def test_a_test_answer_sent_twice_is_one(editor, make, session):
    client, _ = editor
    trier = Trier(client, make())
    trier.begin()
    trier.answer(1, reponse="non")
    trier.answer(2, reponse="")
    trier.finish()
    trier.finish()
    assert count(session, TrialAnswer) == 1


def test_a_draft_that_changes_meanwhile_drops_what_is_gone_and_goes_on(editor, make, change):
    client, _ = editor
    made = make()
    trier = Trier(client, made)
    trier.begin()
    trier.answer(1, reponse="oui")
    trier.answer(2, reponse="soir")
    change(made, moment=None, visite=replace(read(SMALL).questions[0], hint={"fr": "Autre aide (exemple)"}))
    page = words(trier.see("2"))
    assert "vient de changer" in page
    assert "Question dire ?" in page
    assert "vient de changer" not in words(trier.see("2")), "told once"
    trier.answer(2, reponse="")
    assert literal(trier.see("envoyer"))["answers"] == {"visite": "oui"}


def test_answers_that_a_question_does_not_take_any_more_are_dropped():
    definition = read({**SMALL, "questions": [
        question("a", "one", choices=choices("oui", "non")), question("b", "integer", settings={"max": 5}), question("c", "several",
        choices=choices("x", "y", "z")), question("d", "information"), question("e", "month"), question("f", "long_text"),
    ]})  # fmt: skip
    said = {"a": "peut", "b": 9, "c": ["x", "w"], "d": "oui", "e": 3, "f": {"special": "nsp"}, "g": "parti"}
    assert still_said(definition, said) == {"f": {"special": "nsp"}}
    whole = {"a": "oui", "b": 4, "c": ["x", "z"], "d": None, "e": "2026-05", "f": None}
    assert still_said(definition, whole) == whole


def test_a_draft_that_cannot_be_walked_through_says_why(editor, make):
    client, _ = editor
    definition = read(SMALL)
    odd = replace(definition.questions[1], type="inconnu", show_if="visite =")
    made = make(replace(definition, questions=(definition.questions[0], odd)))
    trier = Trier(client, made)
    page = words(trier.see()).replace("\xa0", " ")
    assert "On ne peut pas encore essayer" in page
    assert "Le type « inconnu » n’existe pas." in page
    assert not html.fromstring(trier.see()).xpath(f"//form[@action='{trier.at}']")
    assert client.get(trier.path("1")).location == trier.at


def test_a_trial_is_for_who_builds_and_of_one_draft(editor, member, make):
    client, _ = editor
    one, other = Trier(client, make()), Trier(client, make())
    one.begin()
    assert other.leads(client.get(other.path("1"))) == ""
    stranger = member("membre", email="autre@exemple.fr")[0]
    assert [stranger.get(one.path(end)).status_code for end in ("", "1", "envoyer")] == [404] * 3


def test_so_many_test_answers_are_refused(maker, make, session, monkeypatch):
    from app.participation.record import Record
    from app.participation.rules import Channel
    from tests.participation.making import WEEK

    monkeypatch.setattr(trying, "MOST", 1)
    made, record = make(), Record(0, Channel.LINK, WEEK, {"visite": "oui"})
    with unit_of_work(session):
        trying.keep_trial(maker.context(), made.id, record, "un")
        with pytest.raises(trying.TooManyTrials):
            trying.keep_trial(maker.context(), made.id, record, "deux")

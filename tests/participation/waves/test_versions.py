"""A campaign that goes on with another version: each question tells what was otherwise, what was taken out is still read."""

import csv
import io

import pytest
from lxml import html

from app.core.unit_of_work import unit_of_work
from app.participation.models import Campaign
from app.participation.results.tabulating import merged
from app.participation.results.versions import Change, What, changes
from tests.participation.making import SMALL, choices, question, text
from tests.participation.organising.reading import BASE, words
from tests.participation.results.attacking import defined, one

pytestmark = pytest.mark.one_engine
FIRST = {**SMALL, "code": "versions", "questions": [
    question("avis", "one", choices=choices("bon", "moyen", "rien")),
    question("ancienne", "one", choices=choices("oui", "non")),
]}  # fmt: skip
SECOND = {**FIRST, "questions": [
    {**question("avis", "one", choices=choices("bon", "moyen", "neuf")), "label": text("Votre avis, mieux dit ?")},
    question("nouvelle", "one", choices=choices("oui", "non")),
]}  # fmt: skip


@pytest.fixture
def campaign(maker, session):
    """Ten people of the first version, ten of the second."""
    made, other = maker.campaign(FIRST), maker.campaign(SECOND)
    for rank in range(10):
        maker.send(made, {"avis": ("bon", "rien")[rank % 2], "ancienne": "oui"})
    maker.move(made)
    with unit_of_work(session):
        made = session.get_one(Campaign, made.id)
        made.version_id = other.version_id
    for rank in range(10):
        maker.send(made, {"avis": ("bon", "neuf")[rank % 2], "nouvelle": ("oui", "non")[rank % 2]})
    maker.end(made)
    return made


def test_results_tell_what_was_otherwise_and_put_what_was_taken_out_last(campaign, editor):
    page = words(editor[0].get(f"{BASE}/{campaign.id}/resultats"))
    said = " ".join(html.fromstring(page).text_content().split())
    for told in (
        "Jusqu’à la version 1, la question disait : « Question avis ? »",
        "La réponse « Rien » était proposée jusqu’à la version 1.",
        "La réponse « Neuf » est proposée depuis la version 2.",
        "Cette question est posée depuis la version 2.",
        "Question retirée : elle était posée jusqu’à la version 1.",
    ):
        assert said.count(told) == 1, said
    assert page.index('id="q-avis"') < page.index('id="q-nouvelle"') < page.index('id="q-ancienne"')
    assert "Votre avis, mieux dit ?" in page


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_it_holds_in_every_language(campaign, editor, lang):
    assert editor[0].get(f"{BASE}/{campaign.id}/resultats?lang={lang}").status_code == 200


def test_what_was_taken_out_is_exported_and_the_dictionary_says_each_wording(campaign, editor):
    def rows(name):
        written = editor[0].get(f"{BASE}/{campaign.id}/{name}.csv").get_data(as_text=True)
        return list(csv.DictReader(io.StringIO(written[1:]), delimiter=";"))

    told = {
        (row["question"], row["réponse (code)"]): row["personnes"]
        for row in rows("reponses")
        if row["façon de répondre (code)"] == "#toutes"
    }
    assert (told["ancienne", "oui"], told["avis", "rien"], told["avis", "neuf"]) == ("10", "5", "5")
    wordings = {row["version"]: row["Français"] for row in rows("dictionnaire") if row["question"] == "avis" and not row["code"]}
    assert wordings == {"1": text("Question avis ?")["fr"], "2": "Votre avis, mieux dit ?"}
    assert {row["version"] for row in rows("dictionnaire") if row["question"] == "ancienne"} == {"1"}


def test_words_and_answers_that_came_back_are_told_run_by_run():
    def saying(label, *codes):
        return defined({**one("a", *codes), "label": {"fr": label}})

    versions = {
        11: saying("un", "x", "y"),
        12: saying("deux", "x", "z", "y"),
        17: saying("deux", "x", "z"),
        19: saying("un", "x", "y", "z"),
    }
    (asked,) = merged(versions)
    found = changes(asked, {11: 1, 12: 2, 17: 5, 19: 6}, lambda label: label["fr"])
    assert [(each.what, each.first, each.last, each.after, each.before, each.text["fr"]) for each in found] == [
        (What.WORDS, 2, 5, 1, 6, "deux"),
        (What.ANSWER, 1, 2, None, 5, "y"),
        (What.ANSWER, 6, 6, 5, None, "y"),
        (What.ANSWER, 2, 6, 1, None, "z"),
    ]


def test_words_that_change_in_another_language_are_not_told():
    before, after = ({**one("a", "x", "y"), "label": {"fr": "un", "en": english}} for english in ("one", "one!"))
    (asked,) = merged({1: defined(before), 2: defined(after)})
    assert changes(asked, {1: 1, 2: 2}, lambda label: label["fr"]) == []
    assert changes(asked, {1: 1, 2: 2}, lambda label: label.get("en", "")) == [
        Change(What.WORDS, 1, 1, None, 2, {"fr": "un", "en": "one"}, {"fr": "un", "en": "one!"})
    ]

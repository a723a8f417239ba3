"""The poster and the questionnaire on paper, in each language, for every type of question."""

from datetime import date

import pytest
from lxml import html

from app.participation.definition import read
from app.participation.display import papers
from app.participation.models import QuestionnaireVersion
from app.participation.rules import Channel, Special
from app.participation.shipped import shipped
from app.web.translations import translator
from tests.participation.making import ALL_LANGUAGES, SMALL, choices, question, text
from tests.participation.organising.reading import BASE, text_of
from tests.support.forms import post_form

pytestmark = pytest.mark.one_engine
DIRECTIONS = {"fr": "ltr", "fr-simple": "ltr", "en": "ltr", "ar": "rtl"}
EVERY_TYPE = {
    **SMALL,
    "code": "tout",
    "questions": [
        question("lire", "information", hint=text("À lire.")),
        question("accord", "consent"),
        question("un", "one", choices=choices("oui", "non"), why=text("Pour savoir.")),
        question("plusieurs", "several", choices=choices("dormir", "manger", "aucun", exclusive="aucun"), show_if="un = 'oui'"),
        question("court", "short_text"),
        question("long", "long_text"),
        question("combien", "integer", settings={"min": 0, "max": 9, "unit": text("fois")}),
        question("age", "band", choices=choices("jeune", "moins_jeune")),
        question("depuis", "month"),
        question("ou", "commune"),
        question("rang", "ranking", choices=choices("a", "b", "c", "d"), settings={"pick": 3}),
    ],
}


def printed(client, path: str):
    """What is on the paper."""
    (leaf,) = html.fromstring(text_of(client, path)).xpath("//*[contains(concat(' ', @class, ' '), ' leaf ')]")
    return leaf


def said(leaf) -> str:
    return " ".join(leaf.text_content().split())


class TestPoster:
    @pytest.mark.parametrize("language", ALL_LANGUAGES)
    def test_is_in_the_language_asked(self, maker, editor, language) -> None:
        campaign = maker.campaign(closes_on=date(2027, 1, 5))
        leaf = printed(editor[0], f"{BASE}/{campaign.id}/affiche?langue={language}")
        assert (leaf.get("lang"), leaf.get("dir")) == (language.partition("-")[0], DIRECTIONS[language])
        assert ("Essai (exemple)" if language == "fr" else f"Essai (exemple) [{language}]") in said(leaf)
        assert f"127.0.0.1:5000/enquetes/{campaign.slug}" in said(leaf)
        assert campaign.name in said(leaf)
        assert leaf.xpath(".//*[local-name() = 'svg']")

    def test_says_what_a_person_wants_to_know(self, maker, editor) -> None:
        campaign = maker.campaign(closes_on=date(2027, 1, 5), needs_code=True)
        told = said(printed(editor[0], f"{BASE}/{campaign.id}/affiche"))
        for one in ("C’est anonyme.", "5 minutes environ", "jusqu’au 5 janvier 2027", "Il faut un code."):
            assert one in told

    @pytest.mark.parametrize("asked", ["", "xx", "fr'\"<b>", "%00", "en&langue=ar"])
    def test_is_in_french_where_the_campaign_is_not_in_what_is_asked(self, maker, editor, asked) -> None:
        campaign = maker.campaign(languages=("fr", "ar"))
        assert printed(editor[0], f"{BASE}/{campaign.id}/affiche?langue={asked}").get("lang") == "fr"

    def test_there_is_none_of_a_campaign_that_is_over_or_has_no_poster(self, maker, editor, campaign) -> None:
        client, without = editor[0], maker.campaign(channels=(Channel.LINK,))
        assert client.get(f"{BASE}/{without.id}/affiche").status_code == 404
        assert client.get(f"{BASE}/{without.id}/papier").status_code == 404
        post_form(client, f"{BASE}/{campaign.id}", action=f"{BASE}/{campaign.id}/fermer")
        page = text_of(client, f"{BASE}/{campaign.id}/affiche", 403)
        assert 'class="leaf' not in page


class TestPaper:
    @pytest.mark.parametrize("language", ALL_LANGUAGES)
    def test_every_type_is_printed_in_the_language_asked(self, maker, editor, session, language) -> None:
        campaign = maker.campaign(EVERY_TYPE)
        leaf = printed(editor[0], f"{BASE}/{campaign.id}/papier?langue={language}")
        version = session.get(QuestionnaireVersion, campaign.version_id)
        assert (leaf.get("lang"), leaf.get("dir")) == (language.partition("-")[0], DIRECTIONS[language])
        told = said(leaf)
        mark = "" if language == "fr" else f" [{language}]"
        for number, one in enumerate(EVERY_TYPE["questions"], 1):
            assert f"{number}. Question {one['key']} ?{mark}" in told
        assert version.sha256[:12] in told
        assert f"127.0.0.1:5000/enquetes/{campaign.slug}" in told

    def test_it_says_that_somebody_reads_it_and_when_to_answer(self, maker, editor) -> None:
        told = said(printed(editor[0], f"{BASE}/{maker.campaign(EVERY_TYPE).id}/papier"))
        assert "C’est confidentiel." in told
        assert "anonyme" not in told.lower()
        assert "Répondez seulement si vous avez répondu « Oui » à la question 3." in told
        assert "Numéro de la feuille" in told

    def test_it_says_what_not_to_write_and_what_is_kept_as_screens_do(self, maker, editor) -> None:
        told = said(printed(editor[0], f"{BASE}/{maker.campaign(EVERY_TYPE).id}/papier"))
        assert told.count("N’écrivez pas de nom ni de numéro de téléphone.") == len(("court", "long"))
        assert told.count("Nous gardons le groupe de communes, pas la commune.") == 1

    @pytest.mark.parametrize("language", ALL_LANGUAGES)
    def test_every_shipped_questionnaire_is_printed(self, language) -> None:
        for definition in shipped().values():
            sheet = papers.sheet(definition, translator(language))
            assert [item.number for item in sheet.items] == list(range(1, len(definition.questions) + 1))
            assert all(item.label.words for item in sheet.items)
            assert all(item.before for item, one in zip(sheet.items, definition.questions, strict=True) if one.show_if)


def test_each_type_has_the_room_that_it_needs() -> None:
    items = {
        one["key"]: item for one, item in zip(EVERY_TYPE["questions"], papers.sheet(read(EVERY_TYPE), translator("fr")).items, strict=True)
    }
    assert {key: item.draws.value for key, item in items.items()} == {
        "lire": "rien", "accord": "cases", "un": "cases", "plusieurs": "cases", "court": "lignes", "long": "lignes", "combien": "blancs",
        "age": "cases", "depuis": "blancs", "ou": "blancs", "rang": "rangs",
    }  # fmt: skip
    assert [len(items[key].boxes) for key in ("accord", "un", "plusieurs", "rang", "court")] == [2, 2, 3, 4, 0]
    assert [box.is_alone for box in items["plusieurs"].boxes] == [False, False, True]
    assert [items[key].lines for key in ("court", "long", "un")] == [1, 5, 0]
    assert (len(items["depuis"].blanks), items["combien"].unit.words) == (2, "fois")
    assert "jusqu’à 3" in items["rang"].how
    assert [len(items[key].specials) for key in ("lire", "accord", "un")] == [0, 0, len(Special)]

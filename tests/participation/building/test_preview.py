"""The preview: the respondent's own fields, in each language and on paper, and nothing that acts."""

from dataclasses import replace

import pytest
from lxml import html

from app.core.unit_of_work import unit_of_work
from app.participation.building.texts import Place, with_words
from app.participation.definition import read
from app.participation.services import building
from tests.participation.making import SMALL

pytestmark = pytest.mark.one_engine


@pytest.fixture
def make(maker, session):
    def begin(definition=None):
        who = maker.organisation()
        with unit_of_work(session):
            return building.begin(maker.context(), who.id, definition or read(SMALL), maker.by)

    return begin


def seen(client, made, query=""):
    answer = client.get(f"/mes-enquetes/questionnaires/{made.id}/apercu{query}")
    assert answer.status_code == 200
    return html.fromstring(answer.get_data(as_text=True))


def words(page, path="//main"):
    return " ".join(page.xpath(f"string({path})").split())


def test_a_question_is_shown_with_its_own_field_and_sends_nothing(editor, make):
    client, _ = editor
    page = seen(client, make(), "?question=visite")
    phone = page.xpath("//fieldset[contains(@class, 'phone')]")[0]
    assert phone.get("disabled") is not None
    assert [one.get("value") for one in phone.xpath(".//input[@type='radio']")] == ["oui", "non"]
    assert "Je ne comprends pas la question" in phone.text_content()
    assert not phone.xpath("ancestor::form | .//form")


def test_the_condition_is_told_and_screens_follow_each_other(editor, make):
    client, _ = editor
    page = seen(client, make(), "?question=moment&vue=anglais")
    assert "Répondez seulement si vous avez répondu" in words(page)
    around = page.xpath("//section//p[@class='acts-row']//a/@href")
    assert [one.partition("question=")[2] for one in around] == ["visite#ecran", "dire#ecran"]
    assert "Quelques questions (exemple)." in words(seen(client, make()))
    assert "Merci (exemple)." in words(seen(client, make(), "?question=_fin"))


def test_each_language_has_its_words_and_its_direction(editor, make):
    client, _ = editor
    made = make()
    for view, code, direction in (("facile", "fr-simple", "ltr"), ("arabe", "ar", "rtl"), ("anglais", "en", "ltr")):
        phone = seen(client, made, f"?question=dire&vue={view}").xpath("//fieldset[contains(@class, 'phone')]")[0]
        assert (phone.get("lang"), phone.get("dir")) == ("fr" if code == "fr-simple" else code, direction)
        assert f"Question dire ? [{code}]" in phone.text_content()


def test_what_is_missing_in_a_language_is_told(editor, make):
    client, _ = editor
    without = with_words(read(SMALL), Place("dire", "label"), "ar", "")
    made = make(without)
    page = seen(client, made, "?question=dire&vue=arabe")
    assert "Texte manquant" in words(page)
    assert page.xpath("//fieldset//span[@lang='fr' and @dir='ltr' and contains(., 'Question dire')]")
    assert f"/mes-enquetes/questionnaires/{made.id}/langue/ar" in page.xpath("//main//a/@href")
    assert "Texte manquant" not in words(seen(client, made, "?question=visite&vue=arabe"))


def test_a_language_that_the_draft_is_not_in_is_told(editor, make):
    client, _ = editor
    page = seen(client, make(replace(read(SMALL), languages=("fr",))), "?vue=anglais")
    assert "n’est pas écrit dans cette langue" in words(page)


def test_the_sheet_of_paper_is_shown_as_it_prints(editor, make):
    client, _ = editor
    page = seen(client, make(), "?vue=papier&langue=ar")
    assert page.xpath("//article[contains(@class, 'leaf') and @dir='rtl']")
    assert page.xpath("//*[@data-print]")
    alone = next(href for href in page.xpath("//main//a/@href") if "seule=1" in href)
    assert not seen(client, make(), "?" + alone.partition("?")[2]).xpath("//nav[@aria-label='Façons de voir']")


def test_a_question_that_cannot_be_shown_says_why(editor, make):
    client, _ = editor
    definition = read(SMALL)
    odd = replace(definition.questions[1], type="inconnu", show_if="visite =")
    made = make(replace(definition, questions=(definition.questions[0], odd, definition.questions[2])))
    page = seen(client, made, "?question=moment")
    assert "Le type « inconnu » n’existe pas" in words(page).replace("\xa0", " ")
    assert not page.xpath("//fieldset[contains(@class, 'phone')]")
    assert "ne peut pas encore être montrée" in words(seen(client, made, "?vue=papier"))


def test_a_preview_is_for_who_builds(member, make):
    made = make()
    assert member("membre", email="lire@exemple.fr")[0].get(f"/mes-enquetes/questionnaires/{made.id}/apercu").status_code == 404

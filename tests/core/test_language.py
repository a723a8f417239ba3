import pytest

from app.core.language import EASY_FRENCH, FRENCH, LANGUAGES, READABLE, mark
from app.web.translations import Catalogue, MissingCatalogue, translator


def test_french_comes_first_and_each_language_says_its_own_name():
    assert next(iter(LANGUAGES.values())) is FRENCH
    assert {code: language.name for code, language in LANGUAGES.items()} == {"fr": "Français", "en": "English", "ar": "العربية"}
    assert [code for code, language in LANGUAGES.items() if language.direction == "rtl"] == ["ar"]


def test_easy_french_is_a_form_of_french_and_none_of_the_languages_that_every_page_has():
    assert EASY_FRENCH.code not in LANGUAGES
    assert set(READABLE) == {*LANGUAGES, EASY_FRENCH.code}
    assert (EASY_FRENCH.base, EASY_FRENCH.formats, EASY_FRENCH.direction) == (FRENCH.base, FRENCH.formats, FRENCH.direction)
    assert [language.base for language in LANGUAGES.values()] == list(LANGUAGES)


def test_marking_a_text_leaves_it_as_it_is():
    assert mark("Une adresse") == "Une adresse"


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_has_texts_and_plurals(code):
    t = translator(code)

    assert t.language is LANGUAGES[code]
    assert t.gettext("Chercher")
    assert "7" in t.ngettext("%(num)s réponse", "%(num)s réponses", 7)
    assert t.gettext("Chercher jusqu’à %(km)s km", km="50").count("50") == 1


def test_in_french_zero_and_one_are_singular():
    t = translator("fr")

    assert t.ngettext("%(num)s réponse", "%(num)s réponses", 0) == "0 réponse"
    assert t.ngettext("%(num)s réponse", "%(num)s réponses", 1) == "1 réponse"
    assert t.ngettext("%(num)s réponse", "%(num)s réponses", 2) == "2 réponses"


def test_a_text_that_nobody_translated_is_told_in_french():
    assert translator("ar").gettext("Une phrase que personne n’a traduite") == "Une phrase que personne n’a traduite"


def test_a_language_without_its_catalogue_refuses_to_start(tmp_path):
    with pytest.raises(MissingCatalogue, match="make i18n"):
        Catalogue(LANGUAGES["ar"], tmp_path / "translations")

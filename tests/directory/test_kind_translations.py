import csv
import re
from functools import cache
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).parents[2]
SHOWN = ("nom", "definition_simple", "nom_actuel", "ou_demander", "famille", "publics")
TRANSLATED = ("en", "ar")
LONGEST_SENTENCE = 15
ARABIC_LETTER = re.compile(r"[\u0621-\u064a]")
EASTERN_DIGIT = re.compile(r"[\u0660-\u0669\u06f0-\u06f9]")
LATIN_OR_DIGIT = re.compile(r"[A-Za-z0-9]")
BREAKABLE_SPACE = re.compile(r" [:;?!%€»]|« ")


@cache
def kinds():
    with (ROOT / "app/directory/data/dispositifs.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def texts():
    return {kind[column] for kind in kinds() for column in SHOWN if kind[column]}


@cache
def catalogue(language):
    return polib.pofile(str(ROOT / "translations" / language / "LC_MESSAGES" / "kinds.po"), encoding="utf-8")


@cache
def translations(language):
    return {entry.msgid: entry.msgstr for entry in catalogue(language)}


def sentences(text):
    return [sentence for sentence in re.split(r"(?<=[.؟?])\s+", text) if sentence]


def words(sentence):
    return [word for word in sentence.split() if re.search(r"\w", word)]


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("column", SHOWN)
def test_every_text_of_a_kind_is_translated(language, column):
    known = translations(language)
    wanted = {kind[column] for kind in kinds() if kind[column]}
    assert wanted
    assert sorted(text for text in wanted if not known.get(text, "").strip()) == []


@pytest.mark.parametrize("language", ["fr", *TRANSLATED])
def test_a_catalogue_holds_the_texts_of_the_kinds_once_and_nothing_else(language):
    entries = [entry.msgid for entry in catalogue(language)]
    assert sorted(entries) == sorted(texts())


@pytest.mark.parametrize("language", ["fr", *TRANSLATED])
def test_no_translation_is_uncertain_or_obsolete(language):
    assert catalogue(language).fuzzy_entries() == []
    assert catalogue(language).obsolete_entries() == []
    assert not catalogue(language).metadata_is_fuzzy


@pytest.mark.parametrize(("language", "forms"), [("fr", 2), ("en", 2), ("ar", 6)])
def test_a_catalogue_says_its_language_its_encoding_and_its_plurals(language, forms):
    header = catalogue(language).metadata
    assert header["Language"] == language
    assert header["Content-Type"] == "text/plain; charset=utf-8"
    assert header["Plural-Forms"].startswith(f"nplurals={forms}; plural=")


def test_french_is_said_as_it_is_written():
    assert {text: said for text, said in translations("fr").items() if said != text} == {}


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_definition_keeps_to_short_sentences(language):
    known = translations(language)
    said = [sentence for kind in kinds() for sentence in sentences(known[kind["definition_simple"]])]
    assert [sentence for sentence in said if len(words(sentence)) > LONGEST_SENTENCE] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_name_with_an_acronym_keeps_something_to_show_at_the_counter(language):
    known = translations(language)
    named = {kind["nom"]: known[kind["nom"]] for kind in kinds() if kind["sigle"]}
    assert [said for said in named.values() if not LATIN_OR_DIGIT.search(said)] == []
    assert [name for name, said in named.items() if said == name] == []


def test_arabic_is_written_in_arabic_with_western_digits():
    said = translations("ar").values()
    assert [text for text in said if not ARABIC_LETTER.search(text)] == []
    assert [text for text in said if EASTERN_DIGIT.search(text)] == []


def test_french_typography_is_kept():
    assert sorted(text for text in texts() if "'" in text or BREAKABLE_SPACE.search(text)) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_typographic_apostrophes(language):
    assert [said for said in translations(language).values() if "'" in said] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_definition_keeps_the_figures_of_the_french(language):
    known = translations(language)
    figures = {kind["definition_simple"]: re.findall(r"\d+", kind["definition_simple"]) for kind in kinds()}
    assert {text: known[text] for text, found in figures.items() if re.findall(r"\d+", known[text]) != found} == {}

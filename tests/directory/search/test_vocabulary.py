"""Every kind is understood by every word that stands for it, one typing error forgiven in long words."""

import csv
import re
from collections import Counter

import pytest

from app.core.language import LANGUAGES
from app.core.text import fold
from app.directory.kinds import DATA, kinds
from app.directory.needs import HOME_NEEDS, NEEDS, NEEDS_OF_KIND
from app.directory.search.spelling import ALONE, NEVER_CORRECTED, SHORTEST, WITHIN
from app.directory.search.understanding import Meaning, Sort, is_known_word, understand
from app.directory.search.vocabulary import phrases, singular
from app.territory.index import name_index
from app.web.translations import translator

with (DATA / "synonymes.csv").open(encoding="utf-8", newline="") as file:
    SYNONYMS = list(csv.DictReader(file))
NAMES = [
    (name.strip(), kind.code)
    for kind in kinds().values()
    for name in (kind.name, *kind.name.split(" ou ")[:1], *kind.acronym.split(" / "), kind.today_name.partition("(")[0])
    if name.strip()
]
WORDS = [(row["mots"], row["code"]) for row in SYNONYMS if row["type"] == "type"]
PLACES_OF_ERRORS = (1, -2)


def is_found(sentence, code):
    said = understand(sentence, has_place=True)
    return code in said.kinds or (said.homonym is not None and code in said.homonym.kinds)


def is_right(word):
    """Whether an error made another word: known, of every day, or the name of a commune."""
    alone = singular([fold(word)])
    return alone in phrases() or fold(word) in phrases() or alone in NEVER_CORRECTED or fold(word) in name_index().names


def with_one_error(phrase):
    """The phrase with a letter lost, doubled, wrong, or two swapped, in each long word; alone, acronyms and short words are exempt."""
    for match in re.finditer(r"\w+", phrase):
        word, is_alone = match[0], sum(len(other) >= WITHIN for other in singular(fold(phrase).split()).split()) <= 1
        letters = len(singular([fold(word)])) if is_alone else len(word)
        if letters < SHORTEST or not fold(word).isascii():
            continue
        for place in PLACES_OF_ERRORS:
            at = place % len(word)
            start, letter, end = word[:at], word[at], word[at + 1 :]
            wrong = [start + letter * 2 + end, start + end[:1] + letter + end[1:]]
            if not is_alone or letters >= ALONE:
                wrong += [start + end, start + ("z" if letter != "z" else "k") + end]
            for spelling in wrong:
                if not is_right(spelling):
                    yield phrase[: match.start()] + spelling + phrase[match.end() :]


def test_every_phrase_of_a_kind_is_understood():
    assert [(phrase, code) for phrase, code in (*NAMES, *WORDS) if not is_found(phrase, code)] == []


@pytest.mark.parametrize("phrases_of_kinds", [NAMES, WORDS], ids=["names", "synonyms"])
def test_every_phrase_of_a_kind_is_understood_with_one_typing_error(phrases_of_kinds):
    tried = [(wrong, code) for phrase, code in phrases_of_kinds for wrong in with_one_error(phrase)]

    assert len(tried) > 5000
    assert [(wrong, code) for wrong, code in tried if not is_found(wrong, code)] == []


def test_every_need_and_urgency_is_understood_by_each_of_its_words():
    missed = []
    for row in SYNONYMS:
        said = understand(row["mots"], has_place=True)
        heard = {Sort.NEED: said.needs, Sort.URGENCY: said.urgencies, Sort.KIND: said.kinds}[Sort(row["type"])]
        if row["code"] not in heard and not said.homonym:
            missed.append((row["mots"], row["code"]))

    assert missed == []


def test_every_kind_has_several_words_in_french_besides_its_name():
    counted = Counter(row["code"] for row in SYNONYMS if row["type"] == "type" and row["langue"] == "fr")

    assert [code for code in kinds() if counted[code] < 2] == []


def test_a_synonym_stands_once_for_what_it_means_and_names_what_is():
    rows = [(fold(row["mots"]), row["type"], row["code"]) for row in SYNONYMS]

    assert len(rows) == len(set(rows))
    assert {row["langue"] for row in SYNONYMS} <= set(LANGUAGES)
    assert {row["code"] for row in SYNONYMS if row["type"] == "type"} <= set(kinds())
    assert {row["code"] for row in SYNONYMS if row["type"] == "besoin"} <= set(NEEDS)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_names_that_pages_show_are_understood_in_each_language(language):
    shown = translator(language)
    names = {kind.code: shown.gettext(kind.name).partition("(")[0] for kind in kinds().values()}

    assert {name: code for code, name in names.items() if not is_found(name, code)} == {}


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_eight_needs_have_words_in_each_language(language):
    said = {row["code"] for row in SYNONYMS if row["type"] == "besoin" and row["langue"] == language}

    assert set(HOME_NEEDS) <= said


def test_a_word_that_stands_for_something_is_no_place_by_itself():
    assert all(map(is_known_word, ("douche", "douches", "ars", "cpam")))
    assert not is_known_word("privas")
    assert phrases()["pcb"] == (Meaning(Sort.KIND, "pcb"),)


def test_eight_needs_stand_on_the_home_page_and_first_everywhere():
    assert list(HOME_NEEDS) == ["dormir", "manger", "se-laver", "se-soigner", "adresse", "droits", "budget", "parler"]
    assert list(NEEDS)[:8] == list(HOME_NEEDS)


def test_every_kind_that_can_be_searched_answers_a_need_and_few():
    assert [code for code, kind in kinds().items() if kind.can_be_searched and code not in NEEDS_OF_KIND] == []
    assert [code for code, needs in NEEDS_OF_KIND.items() if len(set(needs) - set(HOME_NEEDS)) > 2] == []

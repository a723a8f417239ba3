"""Two typings of a sheet compared, and what is kept of one: what was to be asked alone."""

import pytest

from app.participation.answers import special
from app.participation.definition import read
from app.participation.rules import Special
from app.participation.sheets import LANGUAGE, Typed, When, are_alike, chosen, differences, packed, record, unpacked
from tests.participation.paper.typing_pages import ASKED, KEPT

pytestmark = pytest.mark.one_engine
DEFINITION = read(ASKED)
WHOLE = {**KEPT, "dire": "une phrase"}


def typed(language="fr", **changed):
    return Typed({key: answer for key, answer in {**WHOLE, **changed}.items() if answer is not None}, language)


def test_what_was_not_to_be_asked_is_dropped_and_what_was_left_empty_is_not_kept():
    kept = record(DEFINITION, typed(visite="non", age=None, dire=None), When(3, "2026-W47"))
    assert kept is not None
    assert (kept.answers, kept.texts) == ({"accord": "oui", "visite": "non", "choix": ["a", "c"]}, ())
    assert (kept.version, kept.week, kept.channel) == (3, "2026-W47", "papier")


@pytest.mark.parametrize("consent", ["non", None])
def test_without_a_yes_nothing_is_kept(consent):
    assert record(DEFINITION, typed(accord=consent), When(3, "2026-W47")) is None


@pytest.mark.parametrize(
    ("changed", "is_alike"),
    [
        ({}, True),
        ({"dire": " une   phrase\n"}, True),
        ({"dire": "une  phrase."}, False),
        ({"choix": ["a"]}, False),
        ({"age": special(Special.DONT_KNOW)}, False),
        ({"age": None}, False),
        ({"language": "ar"}, False),
        ({"language": "ar", "dire": None}, False),
    ],
)
def test_two_typings_are_alike_when_the_same_would_be_kept(changed, is_alike):
    assert are_alike(DEFINITION, typed(), typed(**changed)) is is_alike


def test_what_was_not_to_be_asked_and_the_language_of_no_text_make_no_difference():
    one, other = typed(visite="non", dire=None), typed("ar", visite="non", moment=None, dire=None)
    assert are_alike(DEFINITION, one, other)


def test_differences_come_in_the_order_of_the_sheet():
    assert differences(DEFINITION, typed(), typed("ar", dire="autre", choix=["b"])) == [LANGUAGE, "choix", "dire"]
    assert differences(DEFINITION, typed(dire=None), typed("ar", dire=None, age=7)) == ["age"]


def test_each_answer_is_taken_from_the_typing_that_was_chosen():
    one, other = typed(age=41, moment=None), typed("en", age=None, dire="autre")
    right = chosen(one, other, {LANGUAGE: 2, "age": 2, "dire": 1, "moment": 2})
    assert right == Typed({"accord": "oui", "visite": "oui", "moment": "soir", "choix": ["a", "c"], "dire": "une phrase"}, "en")


@pytest.mark.parametrize("text", [None, "{}", '{"answers":{"inconnue":"x"},"language":"xx"}'])
def test_what_cannot_be_read_is_an_empty_sheet(text):
    assert record(DEFINITION, unpacked(text), When(1, "2026-W47")) is None
    assert unpacked(packed(typed("ar"))) == typed("ar")

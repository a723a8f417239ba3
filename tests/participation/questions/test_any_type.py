"""What holds for every type."""

import json

import pytest
from hypothesis import given as giving
from hypothesis import settings as running
from hypothesis import strategies as st

from app.participation.definition import Choice
from app.participation.questions import REGISTRY, type_of
from app.participation.questions.base import NO_CHOICES, UNKNOWN_PICTO, UNKNOWN_SETTING, Mistake, Shape
from app.participation.rules import Special
from tests.participation.questions.wording import CHOICES, problems, question, words

NAMES = (
    "information", "consent", "one", "several", "scale", "short_text", "long_text", "integer", "band", "month", "commune", "ranking",
)  # fmt: skip
ODD = [
    "",
    " ",
    "\x00",
    "\ud800",
    "\u202e",
    "\u200f12",
    "-1",
    "12",
    "١٢",
    "9" * 400,
    "x" * 5000,
    "saint",
    "2026",
    "5",
    "oui",
    "manger",
    "aucun",
    "1",
    "01300",
]
VALUES = st.sampled_from(ODD) | st.text(max_size=30)
FORMS = st.dictionaries(st.sampled_from(["reponse", "reponse-2", "reponse-3", "reponse-99", "autre"]), st.lists(VALUES, max_size=4))


def test_the_types_are_those_of_questionnaires():
    assert set(REGISTRY) == set(NAMES)


def tried(asked, form):
    """What a type says against a form, and the answer that it takes."""
    try:
        return None, type_of(asked).check(asked, form)
    except Mistake as mistake:
        return mistake, None


@pytest.mark.parametrize("kind", NAMES)
@running(max_examples=60, deadline=None)
@giving(FORMS)
def test_a_form_is_taken_or_refused_in_words_whatever_it_brings(kind, form):
    asked = question(kind)
    refused, answer = tried(asked, form)
    if refused is not None:
        assert refused.message % refused.values if refused.values else refused.message
        assert refused.control in ("reponse", "reponse-2", "reponse-3")
        return
    assert json.loads(json.dumps(answer)) == answer
    assert type_of(asked).check(asked, type_of(asked).shown(asked, answer)) == answer
    assert all(text["fr"] for text in type_of(asked).words(asked, answer))
    counted = type_of(asked).counted(asked, answer)
    assert set(counted) <= {category.code for category in type_of(asked).categories(asked, [answer])}
    assert type_of(asked).shape is not Shape.ONE or len(counted) == 1


@pytest.mark.parametrize("kind", NAMES)
def test_what_is_listed_for_conditions_can_be_answered(kind):
    asked = question(kind)
    for value in type_of(asked).values(asked) or ():
        assert type_of(asked).check(asked, type_of(asked).shown(asked, value)) == value


@pytest.mark.parametrize("kind", NAMES)
@pytest.mark.parametrize("answer", [None, {"special": Special.DONT_KNOW}, 7.5, [], ["zz"], "zz", True])
def test_what_is_not_of_a_type_is_neither_counted_nor_a_cause_of_failure(kind, answer):
    asked = question(kind)
    assert list(type_of(asked).counted(asked, answer)) == []
    type_of(asked).shown(asked, answer)
    type_of(asked).words(asked, answer)
    type_of(asked).categories(asked, [answer])


@pytest.mark.parametrize("kind", NAMES)
def test_a_question_says_what_is_set_up_badly(kind):
    assert problems(question(kind)) == []
    assert UNKNOWN_SETTING in problems(question(kind, settings={"couleur": "bleu"}))
    assert UNKNOWN_PICTO in problems(question(kind, picto="licorne"))
    assert problems(question(kind, picto="house")) == []
    if kind not in CHOICES:
        assert NO_CHOICES in problems(question(kind, choices=(Choice("a", words("A")),)))


def test_only_information_asks_nothing_and_only_it_and_consent_take_no_special_answer():
    assert [name for name in NAMES if not REGISTRY[name].asks] == ["information"]
    assert [name for name in NAMES if not REGISTRY[name].takes_specials] == ["information", "consent"]
    assert [name for name in NAMES if REGISTRY[name].is_text] == ["short_text", "long_text"]

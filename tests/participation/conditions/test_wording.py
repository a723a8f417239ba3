"""A condition in plain words."""

import pytest
from hypothesis import given

from app.participation.conditions import BadCondition, Wanted, in_words, parse, wanted_at
from app.participation.conditions.wording import MET, MISSED, WANTED
from app.participation.definition import read
from app.web.translations import translator
from tests.participation.conditions.trees import TREES
from tests.participation.making import SMALL, choices, question

pytestmark = pytest.mark.one_engine
MORE = [
    question("age", "integer"),
    question("besoins", "several", choices=choices("dormir", "manger")),
    question("accord", "consent"),
]
ASKED = read({**SMALL, "questions": [*SMALL["questions"][:2], *MORE]})


def told(text, code="fr"):
    return in_words(parse(text), ASKED, translator(code)).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("visite = 'oui'", "si vous avez répondu « Oui » à la question 1"),
        ("not visite = 'oui'", "si vous n’avez pas répondu « Oui » à la question 1"),
        ("visite != 'oui'", "si vous avez répondu autre chose que « Oui » à la question 1"),
        ("not visite != 'oui'", "si vous avez répondu « Oui » à la question 1, ou rien"),
        ("known(age)", "si vous avez répondu à la question 3"),
        ("not known(age)", "si vous n’avez pas répondu à la question 3"),
        ("age = 18", "si vous avez répondu 18 à la question 3"),
        ("age >= 18", "si vous avez répondu 18 ou plus à la question 3"),
        ("not age < 18", "si vous n’avez pas répondu moins de 18 à la question 3"),
        ("besoins has 'dormir'", "si vous avez choisi « Dormir » à la question 4"),
        ("accord = 'oui'", "si vous avez répondu « Oui, je suis d’accord » à la question 5"),
        ("besoins has 'dormir' or besoins has 'manger'", "si vous avez choisi « Dormir » ou « Manger » à la question 4"),
        (
            "visite = 'oui' and (known(age) or besoins has 'dormir')",
            (
                "si vous avez répondu « Oui » à la question 1"
                " et (si vous avez répondu à la question 3 ou si vous avez choisi « Dormir » à la question 4)"
            ),
        ),
        (
            "known(age) and (visite = 'oui' or visite = 'non')",
            "si vous avez répondu à la question 3 et si vous avez répondu « Oui » ou « Non » à la question 1",
        ),
        (
            "not (visite = 'oui' or not (known(age) and not not known(moment)))",
            (
                "si vous n’avez pas répondu « Oui » à la question 1"
                " et si vous avez répondu à la question 3 et si vous avez répondu à la question 2"
            ),
        ),
        ("inconnue = 'ailleurs'", "si vous avez répondu « ailleurs » à la question inconnue"),
        ("visite = 'ailleurs'", "si vous avez répondu « ailleurs » à la question 1"),
    ],
)
def test_a_condition_is_told_in_plain_words(text, words):
    assert told(text) == words


def test_answers_are_told_in_the_language_of_the_reader():
    assert "Oui [ar]" in told("visite = 'oui'", "ar")
    assert "Oui [fr-simple]" in told("visite = 'oui'", "fr-simple")


@given(TREES)
def test_any_condition_can_be_told(tree):
    assert "si vous " in in_words(tree, ASKED, translator("fr"))


def test_every_sign_has_its_words_and_its_contrary():
    assert MET.keys() == MISSED.keys()
    assert MET.keys() == {"known", "has", "=", "!=", "<", "<=", ">", ">="}


def test_what_cannot_be_read_is_told_to_its_author():
    assert WANTED.keys() == set(Wanted)
    for wanted in Wanted:
        message, values = wanted_at(BadCondition(wanted, 4))
        said = translator("fr").gettext(message, **values)
        assert "%" not in said
        assert ("5" in said) == bool(values)

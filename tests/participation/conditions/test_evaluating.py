"""Whether a condition holds: as a reader who takes every step slowly finds it, whatever the answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.participation.answers import special
from app.participation.conditions import holds, parse
from app.participation.conditions.tree import And, Known, Not, Or
from app.participation.rules import Special
from tests.participation.conditions.trees import ANSWERS, TREES

pytestmark = pytest.mark.one_engine


def slowly(tree, answers):
    """The naive reference."""
    match tree:
        case Not(of):
            return not slowly(of, answers)
        case And(of):
            return False not in [slowly(one, answers) for one in of]
        case Or(of):
            return True in [slowly(one, answers) for one in of]
        case Known(key):
            return answers.get(key) is not None and not isinstance(answers[key], dict)
    return slowly_compared(answers.get(tree.key), tree.by, tree.value)


def slowly_compared(answer, by, value):
    if by == "has":
        return isinstance(answer, list) and any(one == value for one in answer)
    if type(answer) not in (str, int) or type(answer) is not type(value):
        return False
    return {
        "=": answer == value,
        "!=": answer != value,
        "<": type(value) is int and answer < value,
        "<=": type(value) is int and answer <= value,
        ">": type(value) is int and answer > value,
        ">=": type(value) is int and answer >= value,
    }[by]


@given(TREES, st.data())
def test_it_holds_as_a_slow_reader_finds(tree, data):
    answers = data.draw(st.dictionaries(st.sampled_from(["visite", "besoins", "age", "not_now", "a1"]), ANSWERS))
    assert holds(tree, answers) is slowly(tree, answers)


@pytest.mark.parametrize("answer", [None, *map(special, Special)])
@pytest.mark.parametrize("text", ["a = 'oui'", "a != 'oui'", "a < 18", "a >= 18", "a has 'oui'", "known(a)"])
def test_nothing_and_special_answers_meet_no_comparison(text, answer):
    assert not holds(parse(text), {"a": answer})
    assert not holds(parse(text), {})
    assert holds(parse(f"not {text}"), {"a": answer})


@pytest.mark.parametrize(
    ("text", "answer", "does"),
    [
        ("a = 'oui'", "oui", True),
        ("a != 'oui'", "non", True),
        ("a = 1", "1", False),
        ("a = '1'", 1, False),
        ("a = 1", True, False),
        ("a <= 1", True, False),
        ("a <= 18", 18, True),
        ("a < 18", 18, False),
        ("a > -1", 0, True),
        ("a has 'dormir'", ["manger", "dormir"], True),
        ("a has 'dormir'", "dormir", False),
        ("a has 'dor'", ["dormir"], False),
        ("a = 'dormir'", ["dormir"], False),
        ("known(a)", 0, True),
    ],
)
def test_an_answer_meets_a_comparison(text, answer, does):
    assert holds(parse(text), {"a": answer}) is does

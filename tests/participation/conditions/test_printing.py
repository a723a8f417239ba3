"""Writing a condition: one text for one tree, which reads as the tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.participation.conditions import keys_of, parse, printed
from app.participation.conditions.parsing import DEEPEST, MOST_PIECES
from tests.participation.conditions.trees import TREES

pytestmark = pytest.mark.one_engine


@given(TREES)
def test_what_is_written_reads_as_the_same_tree(tree):
    text = printed(tree)
    assert parse(text) == tree
    assert printed(parse(text)) == text


@given(TREES, st.data())
def test_no_pair_of_brackets_could_go(tree, data):
    text = printed(tree)
    pairs = brackets(text)
    if pairs:
        opening, closing = data.draw(st.sampled_from(pairs))
        assert parse(text[:opening] + text[opening + 1 : closing] + text[closing + 1 :]) != tree


def brackets(text):
    """The pairs of brackets that group, those of `known(…)` left aside."""
    opened, pairs, is_quoted = [], [], False
    for at, sign in enumerate(text):
        is_quoted ^= sign == "'"
        if is_quoted:
            continue
        if sign == "(":
            opened.append(at)
        elif sign == ")":
            start = opened.pop()
            if not text[:start].endswith("known"):
                pairs.append((start, at))
    return pairs


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("((a=1)and(b  !='x'or c has 'y'))", "a = 1 and (b != 'x' or c has 'y')"),
        ("(a = 1 and b = 1) or (c = 1)", "a = 1 and b = 1 or c = 1"),
        ("not(not(known( a )))", "not not known(a)"),
        ("a = -0 or a < 007", "a = 0 or a < 7"),
    ],
)
def test_a_text_has_one_canonical_form(text, canonical):
    assert printed(parse(text)) == canonical
    assert printed(parse(canonical)) == canonical


def test_what_is_read_at_the_limits_is_read_again_once_written():
    most = " or ".join(["a=1"] * (MOST_PIECES // 4))
    deepest = "".join(f"(a=1 {('or', 'and')[at % 2]} " for at in range(DEEPEST - 1)) + "b=1" + ")" * (DEEPEST - 1)
    for text in (most, deepest):
        assert parse(printed(parse(text))) == parse(text)


def test_the_keys_of_a_condition_are_told():
    assert keys_of(parse("a = 1 and not (known(b) or c has 'x') or a = 2")) == {"a", "b", "c"}

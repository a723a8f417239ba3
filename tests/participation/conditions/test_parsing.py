"""Reading a condition: what is meant, or where it stops being read and what was to stand there."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.participation.conditions import BadCondition, Wanted, parse
from app.participation.conditions.parsing import DEEPEST, LONGEST, MOST_PIECES
from app.participation.conditions.tree import And, Compared, Known, Not, Or

pytestmark = pytest.mark.one_engine
A, B, C = (Compared(key, "=", 1) for key in "abc")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a = 1 or b = 1 and c = 1", Or((A, And((B, C))))),
        ("(a = 1 or b = 1) and c = 1", And((Or((A, B)), C))),
        ("not a = 1 and b = 1", And((Not(A), B))),
        ("not (a = 1 and b = 1)", Not(And((A, B)))),
        ("a = 1 and (b = 1 and ((c = 1)))", And((A, B, C))),
        ("  a=1\n\tand\u00a0known( b )", And((A, Known("b")))),
        ("besoins has 'dormir'", Compared("besoins", "has", "dormir")),
        ("age >= -18", Compared("age", ">=", -18)),
        ("age!='oui'", Compared("age", "!=", "oui")),
        ("mois = '2026-05'", Compared("mois", "=", "2026-05")),
        ("notes = 1", Compared("notes", "=", 1)),
        ("note = 007", Compared("note", "=", 7)),
    ],
)
def test_a_condition_is_read(text, tree):
    assert parse(text) == tree


def stop(text):
    with pytest.raises(BadCondition) as refused:
        parse(text)
    return refused.value.wanted, refused.value.at


@pytest.mark.parametrize(
    ("text", "wanted", "at"),
    [
        ("", Wanted.KEY, 0),
        ("   ", Wanted.KEY, 3),
        ("a", Wanted.COMPARISON, 1),
        ("a b", Wanted.COMPARISON, 2),
        ("a =", Wanted.VALUE, 3),
        ("a = b", Wanted.VALUE, 4),
        ("a = 'b", Wanted.SIGN, 4),
        ("a = ’b’", Wanted.SIGN, 4),
        ('a = "b"', Wanted.SIGN, 4),
        ("a = 'b\0'", Wanted.SIGN, 4),
        ("a = ٣", Wanted.SIGN, 4),
        ("A = 1", Wanted.SIGN, 0),
        ("été = 1", Wanted.SIGN, 0),
        (f"{'a' * 41} = 1", Wanted.SIGN, 0),
        ("a < 'b'", Wanted.NUMBER, 4),
        ("a has 3", Wanted.CODE, 6),
        ("known_for = 0999999999", Wanted.SMALLER, 12),
        ("a = 1234567890", Wanted.SMALLER, 4),
        (f"a = {'9' * 5000}", Wanted.SMALLER, 4),
        ("a = 1 b = 2", Wanted.JOIN, 6),
        ("a = 1.5", Wanted.SIGN, 5),
        ("a = 1 and", Wanted.KEY, 9),
        ("and = 1", Wanted.KEY, 0),
        ("known a", Wanted.OPENING, 6),
        ("known('a')", Wanted.KEY, 6),
        ("known(a", Wanted.CLOSING, 7),
        ("(a = 1", Wanted.CLOSING, 6),
        ("a = 1)", Wanted.JOIN, 5),
        ("(" * (DEEPEST + 1) + "a = 1" + ")" * (DEEPEST + 1), Wanted.SIMPLER, DEEPEST + 1),
        ("not " * 200 + "a = 1", Wanted.SIMPLER, 4 * (DEEPEST + 1)),
        ("(" * 5000, Wanted.SHORTER, MOST_PIECES),
        (" " * LONGEST + "a = 1", Wanted.SHORTER, LONGEST),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(text, wanted, at):
    assert stop(text) == (wanted, at)


PIECES = st.sampled_from(
    ["a", "known", "not", "and", "or", "has", "(", ")", "'oui'", "18", "-1", "=", "!=", "<=", ">", "'", "é", "\0", "9" * 12]
)


@given(st.text() | st.lists(PIECES, max_size=40).map(" ".join) | st.lists(PIECES, max_size=40).map("".join))
@example("\x1c")
@example("\ud800")
def test_any_text_is_read_or_refused(text):
    try:
        parse(text)
    except BadCondition as refused:
        at = refused.at
    else:
        at = 0
    assert 0 <= at <= len(text)


@pytest.mark.parametrize(
    "make",
    [
        lambda: And((A,)),
        lambda: Or(()),
        lambda: Compared("a", "<", "b"),
        lambda: Compared("a", "has", 1),
        lambda: Compared("a", "=", bool(1)),
        lambda: Compared("a", "=", "it's"),
        lambda: Compared("a", "=", 10**9),
        lambda: Compared("a", "~", 1),
        lambda: Compared("not", "=", 1),
        lambda: Known("A"),
    ],
)
def test_a_tree_that_no_text_says_is_not_made(make):
    with pytest.raises(ValueError, match=r"no text says|does not take|two conditions"):
        make()

"""Conditions drawn at random, and what they may meet."""

from hypothesis import strategies as st

from app.participation.conditions.tree import RESERVED, And, Compared, Known, Not, Or

KEYS = st.sampled_from(["visite", "besoins", "age", "not_now", "a1"]) | st.from_regex(r"[a-z][a-z0-9_]{0,39}", fullmatch=True).filter(
    lambda key: key not in RESERVED
)
CODES = st.sampled_from(["oui", "non", "1", "2026-05", "and", "l’été", "«\u00a0»", "٣", ""])
NUMBERS = st.integers(-999_999_999, 999_999_999) | st.sampled_from([0, 17, 18])
ATOMS = st.one_of(
    st.builds(Compared, KEYS, st.sampled_from(["=", "!="]), CODES | NUMBERS),
    st.builds(Compared, KEYS, st.sampled_from(["<", "<=", ">", ">="]), NUMBERS),
    st.builds(Compared, KEYS, st.just("has"), CODES),
    st.builds(Known, KEYS),
)


def _several(of):
    return st.lists(of, min_size=2, max_size=4).map(tuple)


TREES = st.recursive(ATOMS, lambda of: st.builds(Not, of) | st.builds(And, _several(of)) | st.builds(Or, _several(of)), max_leaves=12)
ANSWERS = st.one_of(
    CODES,
    NUMBERS,
    st.none(),
    st.booleans(),
    st.floats(),
    st.lists(CODES | NUMBERS, max_size=4),
    st.sampled_from([{"special": "nsp"}, {"special": "incompris"}, {}, {"odd": []}]),
)

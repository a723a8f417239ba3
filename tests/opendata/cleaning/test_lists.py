"""Lists, however they were written."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.opendata.cleaning.lists import Codes, items, one_of

codes = st.lists(
    st.from_regex(r"[a-z0-9]+(?:-{1,2}[a-z0-9]+){0,3}", fullmatch=True).filter(lambda code: code not in {"nan", "none", "null", "nat"})
)
labels = st.text(st.characters(codec="utf-8"), min_size=1).map(str.strip).filter(lambda text: len(text) > 5)


@given(codes)
def test_codes_come_back_from_every_writing(found):
    expected = tuple(found)
    assert items(repr(found)) == expected
    assert items(json.dumps(found)) == expected
    assert items("{" + ",".join(found) + "}") == expected
    assert items(", ".join(found)) == expected
    assert items("|".join(found)) == expected
    assert items(found) == items(expected) == expected
    assert items(str(np.array(found, dtype=object))) == expected
    assert items(repr(np.array(found, dtype=object))) == expected


@given(st.lists(labels))
def test_any_text_comes_back_from_python_and_from_real_lists(found):
    assert items(repr(found)) == tuple(found)
    assert items(found) == tuple(found)


@pytest.mark.parametrize(
    "absent", [None, "", "  ", "nan", "None", "NaN", "[]", "{}", "set()", "array([], dtype=object)", float("nan"), [], (), [None]]
)
def test_nothing_is_read_of_what_says_nothing(absent):
    assert items(absent) == ()


@pytest.mark.parametrize(
    "written",
    [
        "['femmes' 'jeunes']",
        "['femmes'\n 'jeunes']",
        '["femmes","jeunes"]',
        "{femmes,jeunes}",
        '{"femmes",jeunes}',
        "femmes; jeunes",
        "('femmes', 'jeunes')",
        "{'femmes', 'jeunes'}",
        "['femmes', None, 'jeunes']",
        "array(['femmes', 'jeunes'], dtype=object)",
        "femmes\njeunes",
    ],
)
def test_every_writing_seen_in_the_wild_is_read(written):
    assert sorted(items(written)) == ["femmes", "jeunes"]


def test_codes_are_sorted_without_doubles_and_the_unknown_is_named():
    read = Codes({"a", "b"}, {"alpha": "a", "rien": None})
    assert read("['b', 'a', 'b', 'alpha']") == (["a", "b"], "")
    assert read("['rien']") == ([], "")
    found, problem = read(["b", "z"])
    assert found == ["b"]
    assert "« z »" in problem


def test_a_list_given_twice_is_not_shared():
    read = Codes({"a"})
    read("['a']")[0].append("x")
    assert read("['a']") == (["a"], "")


def test_the_first_of_several_is_kept_where_one_is_wanted():
    read = one_of({"a", "b"}, {"z": None})
    assert read("b") == ("b", "")
    assert read("['z', 'b']") == ("b", "")
    assert read("['b', 'a']")[0] == "b"
    assert read("['b', 'a']")[1]
    assert read("c")[0] is None
    assert read(None) == (None, "")

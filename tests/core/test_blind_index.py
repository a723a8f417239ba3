"""Equal values have equal marks, whoever wrote them and however; nothing else can be told from a mark."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.blind_index import mark_of, marks_of, name_form, phone_form
from app.core.keys import Keyring

OLD, NEW = Keyring({"k1": b"a" * 32}), Keyring({"k2": b"b" * 32, "k1": b"a" * 32})
PLACE = "orientation_person.name"


@pytest.mark.parametrize("written", ["Zoé Exemplaire", "EXEMPLAIRE zoe", " exemplaire,  Zoë "])
def test_the_spellings_of_a_name_are_one(written):
    assert name_form(written) == "exemplaire zoe"


@pytest.mark.parametrize("written", ["06 39 98 01 02", "06.39.98.01.02", "+33 6 39 98 01 02", "0033 639980102", "+33 (0)6 39 98 01 02"])
def test_the_writings_of_a_number_are_one(written):
    assert phone_form(written) == "0639980102"


@pytest.mark.parametrize(("written", "expected"), [("+44 7700 900123", "447700900123"), ("33", "33"), ("", ""), ("33 12 34", "331234")])
def test_other_numbers_stay_as_they_are(written, expected):
    assert phone_form(written) == expected


@given(st.text())
def test_any_text_has_a_form_and_its_form_is_its_own(text):
    for form in (name_form, phone_form):
        assert form(form(text)) == form(text)


def test_a_mark_tells_equal_values_of_one_place_under_one_key():
    assert mark_of(OLD, PLACE, "zoe") == mark_of(OLD, PLACE, "zoe")
    others = [mark_of(OLD, PLACE, "zoé"), mark_of(OLD, "orientation_person.phone", "zoe"), mark_of(NEW, PLACE, "zoe")]
    assert mark_of(OLD, PLACE, "zoe") not in others


def test_a_mark_is_not_what_encrypting_would_give():
    assert "zoe" not in mark_of(OLD, PLACE, "zoe")
    assert len(mark_of(OLD, PLACE, "zoe")) == len(mark_of(OLD, PLACE, "zoe" * 100)) == 64


def test_place_and_value_do_not_run_into_each_other():
    assert mark_of(OLD, "a", "bc") != mark_of(OLD, "ab", "c")


def test_while_keys_change_a_search_finds_what_either_marked():
    assert mark_of(OLD, PLACE, "zoe") in marks_of(NEW, PLACE, "zoe")
    assert mark_of(NEW, PLACE, "zoe") in marks_of(NEW, PLACE, "zoe")
    assert len(marks_of(NEW, PLACE, "zoe")) == 2

"""Whole numbers, as people type them."""

import pytest
from hypothesis import given as giving
from hypothesis import strategies as st

from app.participation.questions import type_of
from app.participation.questions.integer import BAD_BOUNDS, BAD_UNIT, WRITE_NUMBER
from tests.participation.questions.wording import answer, given, mistake, problems, question, said, words


@pytest.mark.parametrize("typed", ["12", " 12 ", "١٢", "۱۲", "1 2", "1\u202f2", "\u200f12", "012", "12\x00"])
def test_a_number_is_read_in_any_figures(typed):
    assert answer(question("integer"), given(typed)) == 12


@pytest.mark.parametrize("typed", ["", "douze", "12,5", "12.5", "1_2", "²", "½", "--1", "+1", "9" * 5000, "1e3", "0x1", "Ⅻ"])
def test_what_is_not_a_whole_number_is_refused(typed):
    assert mistake(question("integer"), given(typed)) == (WRITE_NUMBER, "reponse")


def test_bounds_are_said():
    asked = question("integer", settings={"min": 18, "max": 99})
    assert answer(asked, given("18")) == 18
    assert answer(asked, given("99")) == 99
    assert mistake(asked, given("17"))[0] == "Ce nombre est trop petit. Écrivez 18 ou plus."
    assert mistake(asked, given("100"))[0] == "Ce nombre est trop grand. Écrivez 99 ou moins."
    assert answer(question("integer", settings={"min": -10, "max": 10}), given("−3")) == -3


def test_a_number_is_said_with_its_unit_in_each_language():
    assert said(question("integer"), 0) == ["0"]
    asked = question("integer", settings={"unit": words("ans")})
    assert type_of(asked).words(asked, 30) == [{"fr": "30\u00a0ans", "ar": "30\u00a0ans (ar)"}]


def test_bounds_are_whole_and_in_order_and_units_are_words():
    assert problems(question("integer")) == problems(question("integer", settings={"min": -5, "max": 5, "unit": words("ans")})) == []
    for settings in ({"min": 5, "max": 5}, {"max": -1}, {"min": "1"}, {"min": True}, {"max": 10**9}, {"max": 1.5}):
        assert problems(question("integer", settings=settings)) == [BAD_BOUNDS]
    assert problems(question("integer", settings={"unit": "ans"})) == [BAD_UNIT]


def test_all_numbers_are_listed_while_they_are_few():
    few, many = question("integer"), question("integer", settings={"max": 100_000})
    assert type_of(few).values(few) == list(range(121))
    listed = type_of(many).values(many)
    assert listed == sorted(set(listed))
    assert (listed[0], listed[-1]) == (0, 100_000)
    assert len(listed) <= 250


@giving(st.integers(-999_999_999, 999_999_998), st.integers(1, 2_000_000_000), st.data())
def test_each_number_is_in_one_band_and_bands_are_few(least, more, data):
    most = min(least + more, 999_999_999)
    asked = question("integer", settings={"min": least, "max": most})
    bands = [category.code for category in type_of(asked).categories(asked, ())]
    assert 1 <= len(bands) <= 9
    for number in (least, most, data.draw(st.integers(least, most))):
        counted = type_of(asked).counted(asked, number)
        assert len(counted) == 1
        assert counted[0] in bands


def test_bands_are_even_and_said_in_words():
    asked = question("integer", settings={"unit": words("ans")})
    assert [said["fr"] for _, said in type_of(asked).categories(asked, ())][:2] == ["0–19\u00a0ans", "20–39\u00a0ans"]

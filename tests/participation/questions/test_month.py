"""A month and a year."""

import pytest
import time_machine

from app.participation.questions import type_of
from app.participation.questions.month import BAD_MONTHS, CHOOSE_MONTH, month_names
from tests.participation.questions.wording import answer, given, mistake, problems, question

NOVEMBER = time_machine.travel("2026-11-21 12:00", tick=False)


def test_a_month_is_chosen_and_a_year_typed_in_any_figures():
    for year in ("2026", "٢٠٢٦", " 2026 "):
        assert answer(question("month"), given("5", second=year)) == "2026-05"


@pytest.mark.parametrize("form", [{}, given(""), given("0", second="2026"), given("13", second="2026"), given("mai", second="2026")])
def test_a_month_is_one_of_twelve(form):
    assert mistake(question("month"), form) == (CHOOSE_MONTH, "reponse")


@NOVEMBER
@pytest.mark.parametrize("year", ["", "26", "deux mille", "1066", "20260", "9" * 500])
def test_a_year_has_four_figures(year):
    assert mistake(question("month"), given("5", second=year)) == (
        "Écrivez l’année avec quatre chiffres, par exemple 2026.",
        "reponse-2",
    )


@NOVEMBER
def test_bounds_hold_and_now_is_the_month_that_it_is():
    asked = question("month", settings={"earliest": "2020-03", "latest": "now"})
    assert answer(asked, given("11", second="2026")) == "2026-11"
    assert answer(asked, given("3", second="2020")) == "2020-03"
    assert mistake(asked, given("12", second="2026"))[1] == "reponse-2"
    assert mistake(asked, given("2", second="2020"))[1] == "reponse-2"


def test_a_month_is_said_in_each_language():
    asked = question("month")
    (said,) = type_of(asked).words(asked, "2026-05")
    assert said["fr"] == "mai 2026"
    assert said["en"] == "May 2026"
    assert "2026" in said["ar"]
    assert month_names("fr-simple")[5] == "mai"


def test_bounds_are_months_in_order():
    assert problems(question("month", settings={"earliest": "2020-01", "latest": "now"})) == []
    for settings in (
        {"earliest": "2020"},
        {"latest": "2020-13"},
        {"earliest": "now"},
        {"earliest": "2021-01", "latest": "2020-01"},
        {"latest": 3},
    ):
        assert problems(question("month", settings=settings)) == [BAD_MONTHS]


def test_months_are_counted_by_year_unless_they_are_few_and_fixed():
    answers = ["2026-05", "2024-12", "2026-01"]
    years, months = question("month"), question("month", settings={"earliest": "2024-12", "latest": "2026-05"})
    assert [code for code, _ in type_of(years).categories(years, answers)] == ["2024", "2026"]
    assert [code for code, _ in type_of(months).categories(months, answers)] == ["2024-12", "2026-01", "2026-05"]

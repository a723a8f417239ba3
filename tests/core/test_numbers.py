"""Numbers of rows, as addresses and forms bring them."""

import pytest

from app.core.numbers import row_number


@pytest.mark.parametrize(("text", "number"), [("7", 7), (" 12 ", 12), ("999999999", 999_999_999)])
def test_plain_figures_are_a_number(text: str, number: int) -> None:
    assert row_number(text) == number


@pytest.mark.parametrize("text", ["", None, "²", "٣", "-1", "1.5", "1e3", "9" * 10, "9" * 5000, "1 2", "0x1"])
def test_anything_else_is_none(text: str | None) -> None:
    assert row_number(text) is None

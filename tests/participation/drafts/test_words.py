"""The list of words that open answers put aside, and how they are understood."""

from itertools import combinations
from math import log2

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from app.core.text import fold
from app.participation import words

ENDINGS = ("e", "s", "x", "es", "ne", "nes", "se", "te", "le", "esse", "ette")
"""What makes a feminine or a plural of a word."""


def test_the_list_has_enough_short_words_that_no_accent_tells_apart() -> None:
    written = words.FILE.read_text(encoding="utf-8").split()
    assert written == sorted(written, key=fold)
    assert len(words.known()) == len(written) >= 1024
    assert [word for word in words.known() if not (word.isascii() and word.isalpha() and 4 <= len(word) <= 8)] == []
    assert words.HOW_MANY * log2(len(written)) > 30


def test_no_two_words_are_a_letter_apart_nor_one_of_the_same_family() -> None:
    alike = [
        (one, other) for one, other in combinations(words.known(), 2) if abs(len(one) - len(other)) < 2 and OSA.distance(one, other) < 2
    ]
    assert alike == []
    assert [(one, end) for one in words.known() for end in ENDINGS if one + end in words.known()] == []


def test_a_secret_draws_the_same_three_words_and_another_one_others() -> None:
    drawn = words.draw(b"one secret")
    assert len(drawn) == 3
    assert set(drawn) <= set(words.known().values())
    assert words.draw(b"one secret") == drawn != words.draw(b"another secret")
    assert len({word for number in range(2000) for word in words.draw(bytes([number % 256, number // 256]))}) > len(words.known()) * 0.97


def test_words_are_understood_however_they_are_typed() -> None:
    for typed in (
        "école tortue zèbre",
        " ECOLE-TORTUE-ZEBRE ",
        "École, tortue ; zèbre.",
        "l’école\nla tortue\tle zébre",
        "ecole tortues zbre",
    ):
        assert words.normal(typed) == "ecole-tortue-zebre", typed
    assert words.normal("tortue école zèbre") != "ecole-tortue-zebre"
    assert words.strangers("école xylotruc zèbre") == ["xylotruc"]


@given(st.text(max_size=60))
def test_nothing_typed_is_a_failure(typed: str) -> None:
    assert isinstance(words.normal(typed), str)
    assert words.normal(words.normal(typed)) == words.normal(typed)

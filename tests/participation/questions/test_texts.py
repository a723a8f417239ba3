"""Somebody's own words: taken whole, or refused; never cut."""

import pytest

from app.participation.questions.texts import BAD_REQUIRED, WRITE
from app.participation.rules import LONGEST_SHORT_TEXT, LONGEST_TEXT
from tests.participation.questions.wording import answer, given, mistake, problems, question

KINDS = [("short_text", LONGEST_SHORT_TEXT), ("long_text", LONGEST_TEXT)]


@pytest.mark.parametrize(("kind", "longest"), KINDS)
def test_a_text_is_taken_whole_up_to_its_length_and_refused_beyond_with_a_count(kind, longest):
    assert answer(question(kind), given("é" * longest)) == "é" * longest
    message, control = mistake(question(kind), given("é" * (longest + 1)))
    assert control == "reponse"
    assert str(longest + 1) in message
    assert str(longest) in message


@pytest.mark.parametrize(("kind", "_longest"), KINDS)
def test_a_text_may_be_left_empty_unless_it_is_wanted(kind, _longest):
    for form in ({}, given(""), given(" \r\n\t"), given("\x00\x07")):
        assert answer(question(kind), form) is None
        assert mistake(question(kind, settings={"required": True}), form) == (WRITE, "reponse")


def test_signs_that_nothing_shows_are_put_aside():
    assert answer(question("long_text"), given(" a\x00b\ufffe\ufdd0\ud800\r\nc\rd\x1b ")) == "ab\nc\nd"
    assert answer(question("short_text"), given(" a\r\nb\t c ")) == "a b c"
    assert answer(question("long_text"), given("\u200fسلام")) == "\u200fسلام"


def test_a_text_that_fits_once_tidied_is_taken():
    assert answer(question("short_text"), given("a" + " " * 200 + "\r\n" * 50 + "b")) == "a b"
    assert len(answer(question("long_text"), given("a\r\n" * (LONGEST_TEXT // 2)))) < LONGEST_TEXT


def test_wanted_is_true_or_false():
    assert problems(question("long_text", settings={"required": True})) == []
    assert problems(question("short_text", settings={"required": "oui"})) == [BAD_REQUIRED]

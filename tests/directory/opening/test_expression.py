import re
from contextlib import suppress
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.directory.opening.expression import MAX_LENGTH, check
from app.directory.opening.labels import refusal_text
from app.directory.opening.rules import InvalidHours, Refusal
from tests.directory.opening.identity import FRENCH_TEXTS


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Mo-Fr 09:00-12:00", "Mo-Fr 09:00-12:00"),
        ("  Mo-Fr  09:00-12:00 ; ", "Mo-Fr 09:00-12:00"),
        ("Mo-Fr 09:00 - 12:00", "Mo-Fr 09:00-12:00"),
        ("Mo-Fr 9:00–12:00", "Mo-Fr 9:00-12:00"),
        ("Mo, We 09:00-12:00", "Mo,We 09:00-12:00"),
        ("Mo[1], Th[3] 09:00-12:00", "Mo[1],Th[3] 09:00-12:00"),
        ("Mo-Fr,PH 09:00-12:00", "Mo-Fr,PH 09:00-12:00"),
        ("Mo-Fr 09:00-12:00, 14:00-17:00; PH off", "Mo-Fr 09:00-12:00, 14:00-17:00; PH off"),
        ('Mo-Fr 09:00-12:00 "sur rendez-vous; SH Mo"', 'Mo-Fr 09:00-12:00 "sur rendez-vous; SH Mo"'),
        ("24/7", "24/7"),
        ("Feb 29 10:00-12:00", "Feb 29 10:00-12:00"),
    ],
)
def test_hours_that_can_be_read_are_stored_tidied(typed, stored):
    assert check(typed) == stored
    assert check(stored) == stored


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", Refusal.EMPTY),
        (" ; ", Refusal.EMPTY),
        ("Mo-Fr 09:00-12:00; " * 30, Refusal.TOO_LONG),
        (";".join(["Mo 09:00-10:00"] * 21), Refusal.TOO_MANY_RULES),
        ("Mo " + ",".join(f"{hour:02}:00-{hour:02}:30" for hour in range(17)), Refusal.TOO_MANY_TIMES),
        ("Mo-Fr 09:00-12:00; SH off", Refusal.SCHOOL_HOLIDAYS),
        ("SH Mo-Fr 09:00-12:00", Refusal.SCHOOL_HOLIDAYS),
        ("Mo-Fr 09:00-12:00; PH Mo off", Refusal.PUBLIC_HOLIDAYS_AND_DAYS),
        ("sunrise-sunset", Refusal.SUN),
        ("Mo (sunset-01:00)-22:00", Refusal.SUN),
        ("Fr 22:00+", Refusal.OPEN_END),
        ("Mo-Fr", Refusal.NO_TIMES),
        ('"sur rendez-vous"', Refusal.NO_TIMES),
        ('Mo-Fr 09:00-12:00 || "sur rendez-vous"', Refusal.NO_TIMES),
        ("Nov 31 10:00-12:00", Refusal.IMPOSSIBLE_DATE),
        ("Feb 28-30 10:00-12:00", Refusal.IMPOSSIBLE_DATE),
        ("lundi 9h-12h", Refusal.UNREADABLE),
        ("Mo-Fr 09h00-12h00", Refusal.UNREADABLE),
        ("Mo 25:00-26:00", Refusal.UNREADABLE),
        ("\x00", Refusal.UNREADABLE),
        ("\ud800", Refusal.UNREADABLE),
    ],
)
def test_hours_that_would_be_misread_are_refused_with_a_code(typed, code):
    with pytest.raises(InvalidHours) as refused:
        check(typed)
    assert refused.value.code == code


@pytest.mark.parametrize("code", Refusal)
def test_each_refusal_says_what_to_write(code):
    text = refusal_text(InvalidHours(code), FRENCH_TEXTS)
    assert text.endswith(".")
    assert " :" not in text, "an ordinary space before a colon may break the line"


def test_the_examples_of_the_refusals_can_be_taken():
    texts = [refusal_text(InvalidHours(code), FRENCH_TEXTS) for code in Refusal]
    examples = [example for text in texts for example in re.findall(r"\b(?:Mo|Nov)\b[^.]*\d\d:\d\d[^.]*", text)]
    assert len(examples) >= 8
    for example in examples:
        assert check(example) == example


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60) | st.text(alphabet='MoTuWePHSH0123456789:-,;|[]+ "off/', max_size=80))
def test_any_text_is_taken_or_refused(text):
    with suppress(InvalidHours):
        stored = check(text)
        assert check(stored) == stored, "what was taken once is taken again, as it is"


def spent(act):
    """Seconds of processor, whatever else the machine does."""
    started = process_time()
    act()
    return process_time() - started


def refused(text):
    with pytest.raises(InvalidHours):
        check(text)


def test_a_long_text_is_refused_at_once():
    text = '"Mo ,' * 2_000_000
    assert spent(lambda: refused(text)) < 0.02


@pytest.mark.parametrize("text", ['"' * MAX_LENGTH, "Mo, " * (MAX_LENGTH // 4), "(" * MAX_LENGTH, "Mo[1] " * 80, "9:00 - 9:00" * 45])
def test_the_longest_texts_are_read_in_bounded_time(text):
    assert spent(lambda: refused(text)) < 0.02

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.directory.opening.expression import parse
from app.directory.opening.slots import Hours, _Rule, _rules, hours, midnight
from tests.directory.opening.identity import paris

FRIDAY = date(2026, 11, 20)
DAY = timedelta(days=1)


def told(text, first=FRIDAY, days=4):
    """Slots as « Fr 20:00-08:00 », the day being that of the start."""
    found = hours(text)
    assert found is not None
    return [f"{slot.start:%a %H:%M}-{slot.end:%H:%M}" for slot in found.slots(first, first + (days - 1) * DAY)]


def test_the_night_of_a_shelter_survives_the_rule_of_the_next_day():
    assert told("Mo-Fr 20:00-08:00; Sa-Su 19:00-09:00") == ["Fri 20:00-08:00", "Sat 19:00-09:00", "Sun 19:00-09:00", "Mon 20:00-08:00"]


def test_a_day_off_does_not_cut_the_night_before():
    assert told("Fr 22:00-02:00; Sa off") == ["Fri 22:00-02:00"]


def test_a_day_off_takes_the_night_that_starts_on_it():
    assert told("Mo-Su 22:00-02:00; Sa off") == ["Fri 22:00-02:00", "Sun 22:00-02:00", "Mon 22:00-02:00"]


def test_a_public_holiday_off_keeps_the_night_of_its_eve():
    christmas_eve = date(2026, 12, 24)
    assert told("Mo-Su 20:00-08:00; PH off", christmas_eve, 3) == ["Thu 20:00-08:00", "Sat 20:00-08:00"]


def test_hours_off_are_taken_out_of_a_night():
    assert told("Mo-Su 20:00-02:00; Sa 21:00-22:00 off", days=2) == ["Fri 20:00-02:00", "Sat 20:00-21:00", "Sat 22:00-02:00"]


def test_an_added_rule_adds_and_what_meets_is_one():
    assert told("Fr-Sa 20:00-02:00; Su 10:00-12:00, Fr-Su 18:00-20:00") == [
        "Fri 18:00-02:00",
        "Sat 18:00-02:00",
        "Sun 10:00-12:00",
        "Sun 18:00-20:00",
    ]


def test_hours_past_midnight_may_be_written_past_twenty_four():
    assert told("Fr 22:00-26:00; Sa 10:00-12:00") == ["Fri 22:00-02:00", "Sat 10:00-12:00"]


def test_a_place_always_open_has_one_slot_a_day():
    assert told("24/7", days=2) == ["Fri 00:00-00:00", "Sat 00:00-00:00"]
    assert told("24/7; Sa off", days=3) == ["Fri 00:00-00:00", "Sun 00:00-00:00"]


def test_a_slot_of_the_night_before_the_first_day_is_left_out():
    assert told("Th 22:00-02:00") == []


@pytest.mark.parametrize("text", ["Mo-Fr", "SH off", "abc", "", "x" * 501])
def test_hours_that_cannot_be_taken_are_none(text):
    assert hours(text) is None


def test_clocks_going_forward_skip_what_they_skip():
    sunday = date(2026, 3, 29)
    found = hours("02:15-02:45,02:30-06:00")
    assert found is not None
    assert [(slot.start, slot.end) for slot in found.slots(sunday, sunday)] == [(paris("2026-03-29 03:00"), paris("2026-03-29 06:00"))]


def test_clocks_going_back_start_and_end_slots_in_the_second_passing():
    sunday = date(2026, 10, 25)
    found = hours("02:15-02:45")
    assert found is not None
    (slot,) = found.slots(sunday, sunday)
    assert slot.start.utcoffset() == slot.end.utcoffset() == timedelta(hours=1)


def test_midnight_is_in_paris():
    assert midnight(FRIDAY) == paris("2026-11-20 00:00")


SELECTORS = st.sampled_from(["Mo-Fr ", "Sa ", "Su,We ", "PH ", "Mo[1] ", "week 1-53/2 ", "Nov ", "Dec 01-Dec 10 ", "2026 ", ""])
TIMES = st.sampled_from(["09:00-12:00", "08:00-11:30,13:00-17:00", "10:00-10:45", "00:00-24:00", "off", "10:00-11:00 off"])
RULES = st.lists(st.tuples(SELECTORS, TIMES).map("".join), min_size=1, max_size=5)


@settings(max_examples=200, deadline=None)
@given(rules=RULES, shift=st.integers(0, 300))
def test_rules_combined_one_by_one_say_what_the_library_says_of_the_whole(rules, shift):
    text, first = "; ".join(rules), FRIDAY + shift * DAY
    last = first + 10 * DAY
    alone = Hours(tuple(_rules(text, text))).slots(first, last)
    whole = list(_Rule(parse(text), timedelta()).slots(first, last))
    assert _quarters(alone, first) == _quarters(whole, first), text


def _quarters(found, first):
    """The quarters of an hour that slots cover, by number: what is open, however it is cut."""
    start = midnight(first).replace(tzinfo=None)
    return {
        number
        for slot in found
        for number in range(
            (slot.start.replace(tzinfo=None) - start) // timedelta(minutes=15),
            (slot.end.replace(tzinfo=None) - start) // timedelta(minutes=15),
        )
    }

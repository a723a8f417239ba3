"""The grid of hours: what it writes it reads back, and the public reads the same slots."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.directory.opening.days import is_public_holiday
from app.directory.opening.expression import check
from app.directory.opening.rules import Schedule
from app.directory.opening.timeline import slots as public_slots
from app.listings.grid import (
    DAY_MINUTES,
    LAST,
    NUMBERS,
    Grid,
    Monthly,
    Slot,
    are_in_order,
    is_past_the_day,
    read,
    time_read,
    time_written,
    written,
)

FIRST = date(2026, 11, 2)
QUARTERS = DAY_MINUTES // 15


@st.composite
def slots(draw, least=0):
    cuts = sorted(draw(st.lists(st.integers(0, QUARTERS), min_size=2 * least, max_size=6, unique=True)))
    pairs = [Slot(start * 15, end * 15) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
    if pairs and draw(st.booleans()) and pairs[0].start > 15 and pairs[-1].start > pairs[0].start - 15:
        night = Slot(pairs[-1].start, pairs[0].start - 15)
        pairs[-1] = pairs[-1] if night.is_backwards else night
    return tuple(pairs) if are_in_order(pairs) else tuple(slot for slot in pairs if slot.end > slot.start)


def monthlies():
    numbers = st.lists(st.sampled_from(NUMBERS), min_size=1, unique=True).map(lambda found: tuple(n for n in NUMBERS if n in found))
    return st.builds(Monthly, numbers, st.integers(0, 6), slots(least=1).filter(bool))


GRIDS = st.builds(Grid, st.tuples(*[slots()] * 7), st.lists(monthlies(), max_size=3).map(tuple), st.booleans()).filter(
    lambda grid: not grid.is_empty
)


@given(GRIDS)
@settings(max_examples=80, deadline=None)
def test_what_the_editor_writes_it_reads_back(grid):
    assert read(written(grid)) == grid
    assert check(written(grid)) == written(grid)


@given(GRIDS)
@settings(max_examples=30, deadline=None)
def test_the_public_reads_the_slots_of_the_grid(grid):
    found = public_slots(Schedule(written(grid)), FIRST, FIRST + timedelta(days=62))
    by_day: dict[date, list[tuple[int, int]]] = {}
    for slot in found:
        start = slot.start.hour * 60 + slot.start.minute
        until = (slot.end.date() - slot.start.date()).days * DAY_MINUTES + slot.end.hour * 60 + slot.end.minute
        by_day.setdefault(slot.start.date(), []).append((start, until))
    for number in range(62):
        day = FIRST + timedelta(days=number)
        is_closed = grid.is_closed_on_holidays and is_public_holiday(day)
        assert by_day.get(day, []) == ([] if is_closed else _joined(grid.slots_on(day))), (day, written(grid))


def _joined(said):
    told: list[tuple[int, int]] = []
    for slot in said:
        if told and told[-1][1] == slot.start:
            told[-1] = (told[-1][0], slot.until)
        else:
            told.append((slot.start, slot.until))
    return told


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("9h", 540), ("9:00", 540), ("9h30", 570), ("09 h 30", 570), ("9", 540), ("24h", 1440), ("0h", 0), ("25h", None), ("9h75", None),
     ("midi", None), ("", None)],
)  # fmt: skip
def test_times_are_read_as_people_type_them(typed, minutes):
    assert time_read(typed) == minutes
    assert minutes is None or time_read(time_written(minutes)) == minutes


@pytest.mark.parametrize(
    "expression",
    ["Mo-Fr 09:00-12:00; Dec 25 off", "week 1-53/2 Mo 09:00-12:00", "Tu[1] 09:00-12:00; Tu 14:00-16:00", "PH off; Mo 09:00-12:00",
     "Mo 09:00-10:00,11:00-12:00,13:00-14:00,15:00-16:00", "Mo 09:00-11:00,10:00-12:00", "Mo[-2] 09:00-12:00",
     "n’importe quoi", "Mo 20:00-26:00"],
)  # fmt: skip
def test_what_no_grid_can_say_is_left_to_its_own_words(expression):
    assert read(expression) is None


def test_the_first_and_third_tuesday_are_written_as_osm_does():
    grid = Grid(((Slot(540, 720),), (), (Slot(540, 720),), (), (), (), ()), (Monthly((1, 3, LAST), 1, (Slot(840, 960),)),))

    assert written(grid) == "Mo,We 09:00-12:00; Tu[1,3,-1] 14:00-16:00; PH off"


@pytest.mark.parametrize(
    ("start", "end", "is_backwards"),
    [(14, 12, True), (16, 9, True), (20, 11, True), (14, 7, True), (20, 8, False), (17, 10, False), (22, 2, False), (14, 6, False),
     (9, 12, False), (20, 24, False)],
)  # fmt: skip
def test_only_a_night_goes_past_midnight(start, end, is_backwards):
    assert Slot(start * 60, end * 60).is_backwards is is_backwards


def test_a_time_past_the_day_is_told_from_what_is_no_time():
    assert [is_past_the_day(text) for text in ("25h", "24h30", "99", "24h", "9h75", "midi")] == [True, True, True, False, False, False]

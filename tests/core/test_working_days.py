"""Working days of France, and the mornings on which people are written to."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import PARIS
from app.core.working_days import after_working_days, is_time_to_write, is_working_day, working_day_from, working_day_until
from app.directory.opening.days import is_public_holiday

DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
EASTER_MONDAY = date(2027, 3, 29)


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        (date(2027, 3, 26), True),  # Good Friday is worked outside Alsace and Moselle
        (date(2027, 3, 27), False),
        (EASTER_MONDAY, False),
        (date(2027, 3, 30), True),
        (date(2027, 5, 6), False),  # Ascension
        (date(2027, 5, 17), False),  # Whit Monday
        (date(2027, 7, 14), False),
        (date(2027, 12, 24), True),
    ],
)
def test_a_working_day_is_neither_of_the_week_end_nor_a_holiday(day, is_working):
    assert is_working_day(day, is_public_holiday) is is_working


@pytest.mark.parametrize(
    ("moment", "is_time"),
    [
        ("2027-03-30 08:59", False),
        ("2027-03-30 09:00", True),
        ("2027-03-30 11:59", True),
        ("2027-03-30 12:00", False),
        ("2027-03-29 10:00", False),
        ("2027-10-31 10:00", False),
    ],
)
def test_mails_leave_in_the_morning_of_working_days(moment, is_time):
    assert is_time_to_write(datetime.fromisoformat(moment).replace(tzinfo=PARIS), is_public_holiday) is is_time


@given(DAYS)
def test_the_next_working_day_is_the_first_one(day):
    found = working_day_from(day, is_public_holiday)
    assert found >= day
    assert is_working_day(found, is_public_holiday)
    assert not any(is_working_day(date.fromordinal(n), is_public_holiday) for n in range(day.toordinal(), found.toordinal()))


@given(DAYS)
def test_the_working_day_before_is_the_last_one(day):
    found = working_day_until(day, is_public_holiday)
    assert found <= day
    assert is_working_day(found, is_public_holiday)
    assert not any(is_working_day(date.fromordinal(n), is_public_holiday) for n in range(found.toordinal() + 1, day.toordinal() + 1))


@given(DAYS, st.integers(0, 12))
def test_working_days_are_counted_one_by_one(day, count):
    found = after_working_days(day, count, is_public_holiday)
    between = [n for n in range(day.toordinal() + 1, found.toordinal() + 1) if is_working_day(date.fromordinal(n), is_public_holiday)]
    assert is_working_day(found, is_public_holiday)
    assert len(between) == count or (count == 0 and len(between) <= 1)


def test_two_working_days_after_the_eve_of_easter():
    assert after_working_days(date(2027, 3, 26), 2, is_public_holiday) == date(2027, 3, 31)

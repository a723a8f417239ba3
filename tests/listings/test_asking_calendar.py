"""When a listing is asked about, and what."""

from datetime import date, datetime, timedelta

import pytest

from app.core.working_days import is_time_to_write
from app.listings.asking_calendar import SEASONS, Standing, drawn_day, due, oldest, worth_asking
from app.listings.rules import Occasion, Part

ALL = tuple(Part)
AGREED = date(2025, 1, 6)


def never(_day: date) -> bool:
    return False


def bastille(day: date) -> bool:
    return (day.month, day.day) == (7, 14)


def standing(confirmed: date | None = date(2026, 1, 5), **values) -> Standing:
    known = {"recipient": "r", "agreed": AGREED, "unanswered": 0, "asked": None, "answered": None, **values}
    return Standing(confirmed=dict.fromkeys(Part, confirmed), **known)


@pytest.mark.parametrize(
    ("moment", "leaves"),
    [
        ("2026-07-13 09:00", True),
        ("2026-07-13 11:59", True),
        ("2026-07-13 08:59", False),
        ("2026-07-13 12:00", False),
        ("2026-07-13 03:00", False),
        ("2026-07-14 10:00", False),
        ("2026-07-18 10:00", False),
        ("2026-07-19 10:00", False),
    ],
)
def test_mails_leave_in_the_morning_of_a_working_day(moment: str, *, leaves: bool) -> None:
    assert is_time_to_write(datetime.fromisoformat(moment), bastille) is leaves


@pytest.mark.parametrize("season", SEASONS)
def test_each_recipient_has_a_working_day_of_their_own_in_the_window(season) -> None:
    days = [drawn_day(str(number), season, 2027, never) for number in range(300)]
    assert days == [drawn_day(str(number), season, 2027, never) for number in range(300)]
    assert all(date(2027, *season.first) <= day <= date(2027, *season.last) and day.weekday() < 5 for day in days)
    assert len(set(days)) > 10


@pytest.mark.parametrize("season", SEASONS)
def test_before_a_season_everybody_is_asked_about_hours_once(season) -> None:
    drawn = drawn_day("r", season, 2026, never)
    fresh = standing(confirmed=date(2026, *season.first) - timedelta(days=40))
    assert due(fresh, drawn - timedelta(days=1), never) is None
    assert due(fresh, drawn, never) == (season.occasion, (Part.HOURS,))
    assert due(fresh, date(2026, *season.until), never) == (season.occasion, (Part.HOURS,))
    assert due(standing(confirmed=fresh.confirmed[Part.HOURS], asked=drawn), drawn + timedelta(days=31), never) is None


def test_hours_confirmed_since_the_window_opened_are_not_asked_again() -> None:
    assert due(standing(confirmed=date(2026, 6, 15)), date(2026, 7, 10), never) is None


def test_an_old_part_is_asked_along_before_a_season() -> None:
    asked = due(standing(confirmed=date(2025, 12, 1)), date(2026, 7, 10), never)
    assert asked == (Occasion.SUMMER, ALL)


def test_an_old_part_is_asked_because_of_its_age_over_three_weeks() -> None:
    confirmed = date(2026, 2, 2)
    first = [
        next(
            day
            for day in (date(2026, 8, 1) + timedelta(days=n) for n in range(60))
            if due(standing(confirmed, recipient=str(r), asked=date(2026, 6, 20)), day, never)
        )
        for r in range(50)
    ]
    assert min(first) >= confirmed + timedelta(days=183)
    assert max(first) <= confirmed + timedelta(days=183 + 21)
    assert len(set(first)) > 5


def test_nothing_is_asked_of_age_in_the_month_before_the_day_of_a_season() -> None:
    drawn = drawn_day("r", SEASONS[0], 2026, never)
    old = standing(confirmed=None)
    assert due(old, drawn - timedelta(days=20), never) is None
    assert due(old, drawn, never) == (Occasion.SUMMER, ALL)


def test_who_has_just_agreed_has_a_week_to_write_the_listing() -> None:
    new = standing(confirmed=None, agreed=date(2026, 2, 2))
    assert due(new, date(2026, 2, 8), never) is None
    assert due(new, date(2026, 3, 3), never) == (Occasion.AGE, ALL)


def test_what_was_answered_is_not_asked_again_before_its_period() -> None:
    answered = standing(confirmed=None, asked=date(2026, 1, 12), answered=date(2026, 1, 13))
    assert due(answered, date(2026, 4, 1), never) is None


def test_who_never_answers_is_asked_again_after_a_year() -> None:
    silent = standing(confirmed=None, unanswered=3, asked=date(2026, 3, 2))
    assert due(silent, date(2026, 7, 10), never) is None
    assert due(silent, date(2027, 3, 2), never) is not None


def test_who_was_asked_least_recently_comes_first_then_the_oldest() -> None:
    never_asked, older = standing(), standing(confirmed=date(2024, 1, 1))
    asked = standing(confirmed=None, asked=date(2026, 1, 1))
    assert sorted((asked, never_asked, older), key=oldest) == [older, never_asked, asked]


def test_who_is_answering_is_offered_what_is_old_or_of_the_season() -> None:
    assert worth_asking(standing(confirmed=date(2026, 3, 2)), date(2026, 4, 1)) == ()
    assert worth_asking(standing(confirmed=date(2026, 3, 2)), date(2026, 6, 20)) == (Part.HOURS,)
    assert worth_asking(standing(confirmed=None), date(2026, 4, 1)) == ALL

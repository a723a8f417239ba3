"""Hours of a round: what is of the next morning, and the nights when clocks change."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.outreach.round_hours import DAY, Hours, hour_of

SPRING, AUTUMN = date(2026, 3, 28), date(2026, 10, 24)
"""Saturdays before the nights when clocks change."""
NIGHT = (time(21), time(4))
TODAY = date(2026, 11, 23)


class TestHours:
    def test_an_hour_before_the_start_is_of_the_next_morning(self) -> None:
        hours = Hours(TODAY, *NIGHT)
        assert hours.at(time(1, 30)) == datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
        assert hours.at(time(21, 30)) == datetime(2026, 11, 23, 20, 30, tzinfo=UTC)
        assert hours.ends_at == datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
        assert (hours.is_by_night, Hours(TODAY, time(20), time(23)).is_by_night) == (True, False)

    @pytest.mark.parametrize(
        ("hour", "instant"),
        [(time(1, 30), (0, 30)), (time(2, 30), (1, 0)), (time(3), (1, 0)), (time(3, 30), (1, 30)), (time(4), (2, 0))],
    )
    def test_in_spring_an_hour_that_never_is_is_the_next_that_exists(self, hour, instant) -> None:
        assert Hours(SPRING, *NIGHT).at(hour) == datetime(2026, 3, 29, *instant, tzinfo=UTC)

    def test_in_spring_the_hour_that_never_is_is_told(self) -> None:
        hours = Hours(SPRING, *NIGHT)
        assert [hours.is_real(time(*at)) for at in ((1, 59), (2,), (2, 59), (3,))] == [True, False, False, True]
        assert Hours(TODAY, *NIGHT).is_real(time(2, 30))

    def test_in_autumn_the_first_of_two_equal_hours_is_meant_and_the_round_ends_at_the_second(self) -> None:
        hours = Hours(AUTUMN, time(21), time(2, 30))
        assert hours.at(time(2, 15)) == datetime(2026, 10, 25, 0, 15, tzinfo=UTC)
        assert hours.ends_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
        assert hours.is_real(time(2, 15))

    def test_an_hour_is_within_the_round_or_not(self) -> None:
        night, evening = Hours(TODAY, *NIGHT), Hours(TODAY, time(19), time(22))
        assert [night.holds(time(*at)) for at in ((21,), (0,), (4,), (4, 1), (20, 59), (12,))] == [True, True, True, False, False, False]
        assert [evening.holds(time(*at)) for at in ((19,), (22,), (22, 1), (18, 59), (1,))] == [True, True, False, False, False]

    @given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.times(), st.times(), st.times(), st.times())
    def test_hours_of_a_round_keep_their_order_on_every_night(self, day, starts, ends, one, other) -> None:
        starts, ends, one, other = (at.replace(second=0, microsecond=0) for at in (starts, ends, one, other))
        hours = Hours(day, starts, ends)
        first, then = sorted((one, other), key=hours.after)
        assert hours.begins_at <= hours.at(first) <= hours.at(then)
        assert 0 < hours.length <= DAY
        assert not hours.holds(then) or hours.at(then) <= hours.ends_at
        assert not hours.is_real(first) or hour_of(hours.at(first)) == first

from datetime import UTC, date, datetime, timedelta

import pytest

from app.core import clock


def test_now_is_an_aware_instant_of_paris(at):
    at("2026-11-23 10:00")

    assert clock.now().tzinfo is clock.PARIS
    assert clock.now() == datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    assert clock.utc_now() == clock.now()


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-23 00:00", date(2026, 11, 23)),
        ("2026-07-01 00:30", date(2026, 7, 1)),
        ("2026-12-31 23:59", date(2026, 12, 31)),
    ],
)
def test_today_is_the_civil_day_of_paris_and_not_of_greenwich(moment, day, at):
    at(moment)

    assert clock.today() == day


def test_the_minute_changes_with_the_minute_even_when_clocks_go_back(at):
    at("2026-10-25 01:59")
    before = clock.epoch_minute()
    at("2026-10-25 04:00")

    assert clock.epoch_minute() - before == 181


def test_minutes_follow_each_other(monday):
    first = clock.epoch_minute()
    monday.shift(timedelta(seconds=59))
    same = clock.epoch_minute()
    monday.shift(timedelta(seconds=1))

    assert (same - first, clock.epoch_minute() - first) == (0, 1)

from datetime import UTC, date, datetime, timedelta

import pytest

from app.core.clock import PARIS
from app.directory.opening.rules import ChangeKind, Interval, Schedule, State, TemporaryChange
from app.directory.opening.status import MAX_INTERVAL_DAYS, intervals, status
from tests.directory.opening.identity import paris

OFFICE = Schedule("Mo-Fr 08:30-12:00,13:30-17:30; Sa 09:00-12:00")
CLOSURE = TemporaryChange(ChangeKind.CLOSURE, date(2026, 11, 23), date(2026, 11, 24))


def test_an_open_place_says_when_it_closes():
    found = status(OFFICE, paris("2026-11-20 10:00"))
    assert (found.state, found.until, found.valid_until) == (State.OPEN, paris("2026-11-20 12:00"), paris("2026-11-20 12:00"))
    assert [(slot.start.hour, slot.end.hour) for slot in found.today] == [(8, 12), (13, 17)]
    assert found.next_slots == ()


def test_a_closed_place_says_when_it_opens_and_until_when_that_day():
    found = status(OFFICE, paris("2026-11-21 12:00"))
    assert (found.state, found.until) == (State.CLOSED, paris("2026-11-23 08:30"))
    assert found.next_slots == (
        Interval(paris("2026-11-23 08:30"), paris("2026-11-23 12:00")),
        Interval(paris("2026-11-23 13:30"), paris("2026-11-23 17:30")),
    )
    assert found.valid_until == paris("2026-11-22 00:00"), "« lundi » may become « demain » at midnight"


def test_a_place_opens_at_its_first_instant_and_is_closed_at_its_last():
    assert status(OFFICE, paris("2026-11-20 08:30")).state is State.OPEN
    assert status(OFFICE, paris("2026-11-20 12:00") - timedelta(microseconds=1)).state is State.OPEN
    assert status(OFFICE, paris("2026-11-20 12:00")).state is State.CLOSED


def test_the_night_is_open_after_midnight():
    night = Schedule("Mo-Fr 20:00-08:00; Sa-Su 19:00-09:00")
    found = status(night, paris("2026-11-21 03:00"))
    assert (found.state, found.until) == (State.OPEN, paris("2026-11-21 08:00"))
    assert found.today == (Interval(paris("2026-11-21 19:00"), paris("2026-11-22 09:00")),)


def test_a_place_always_open_never_closes():
    found = status(Schedule("24/7"), paris("2026-11-20 10:00"))
    assert (found.state, found.until) == (State.OPEN, None)


def test_an_opening_further_than_a_fortnight_is_not_told():
    assert status(Schedule("Dec 04 09:00-10:00"), paris("2026-11-20 23:00")).until == paris("2026-12-04 09:00")
    assert status(Schedule("Dec 05 09:00-10:00"), paris("2026-11-20 23:00")).until is None


@pytest.mark.parametrize("text", [None, "", "lundi", "SH off", "24/7 " * 500, "sunrise-sunset", '"sur rendez-vous"', "\ud800"])
def test_hours_that_nobody_can_read_are_unknown(text):
    found = status(Schedule(text), paris("2026-11-20 10:00"))
    assert (found.state, found.until, found.today, found.next_slots) == (State.UNKNOWN, None, (), ())
    assert found.valid_until == paris("2026-11-21 00:00")


def test_what_the_hours_call_unknown_is_unknown_then_only():
    part = Schedule("Fr 10:00-12:00 unknown; Sa 10:00-12:00")
    at_nine = status(part, paris("2026-11-20 09:00"))
    assert (at_nine.state, at_nine.until, at_nine.valid_until) == (State.CLOSED, paris("2026-11-21 10:00"), paris("2026-11-20 10:00"))
    at_ten = status(part, paris("2026-11-20 10:00"))
    assert (at_ten.state, at_ten.valid_until) == (State.UNKNOWN, paris("2026-11-20 12:00"))


def test_the_public_holidays_of_france_count():
    assert status(Schedule("Mo-Su 09:00-12:00; PH off"), paris("2026-12-25 10:00")).state is State.CLOSED
    assert status(Schedule("PH 09:00-12:00"), paris("2027-07-14 10:00")).state is State.OPEN


@pytest.mark.parametrize("zone", ["A", "B", "C"])
def test_school_holidays_have_their_own_hours(zone):
    schedule = Schedule("Mo-Fr 09:00-12:00", school_holidays="Mo-Fr 14:00-16:00", zone=zone)
    assert status(schedule, paris("2026-12-18 10:00")).state is State.OPEN, "the last day of school"
    assert status(schedule, paris("2026-12-21 10:00")).until == paris("2026-12-21 14:00")


@pytest.mark.parametrize(("zone", "winter"), [("A", "2027-02-15"), ("B", "2027-02-22"), ("C", "2027-02-08")])
def test_each_zone_has_its_own_holidays(zone, winter):
    holidays_only = Schedule("off", school_holidays="24/7", zone=zone)
    first, day = paris(f"{winter} 10:00"), timedelta(days=1)
    assert [status(holidays_only, first + n * day).state is State.OPEN for n in (-3, 0, 13, 14)] == [False, True, True, False]


def test_after_the_known_school_holidays_ordinary_hours_hold():
    schedule = Schedule("Mo-Su 09:00-12:00", school_holidays="off")
    assert status(schedule, paris("2028-07-20 10:00")).state is State.CLOSED
    for instant in ("2028-12-28 10:00", "2031-07-20 10:00"):
        assert status(schedule, paris(instant)).state is State.OPEN
    assert status(Schedule("24/7", school_holidays="off", zone="Corse"), paris("2026-12-25 10:00")).state is State.OPEN


def test_the_night_before_school_holidays_ends_as_it_started():
    schedule = Schedule("Mo-Su 20:00-08:00", school_holidays="Mo-Su 22:00-06:00")
    assert status(schedule, paris("2026-12-19 07:00")).until == paris("2026-12-19 08:00")
    assert status(schedule, paris("2026-12-20 07:00")).state is State.CLOSED


def test_a_closure_closes_both_its_first_and_last_day():
    assert status(OFFICE, paris("2026-11-20 18:00"), [CLOSURE]).until == paris("2026-11-21 09:00")
    for instant in ("2026-11-21 12:00", "2026-11-23 09:00", "2026-11-24 17:00"):
        found = status(OFFICE, paris(instant), [CLOSURE])
        assert (found.state, found.until) == (State.CLOSED, paris("2026-11-25 08:30"))


def test_a_closure_is_certain_even_where_hours_are_unknown():
    assert status(Schedule(None), paris("2026-11-23 09:00"), [CLOSURE]).state is State.CLOSED
    assert status(Schedule(None), paris("2026-11-25 09:00"), [CLOSURE]).state is State.UNKNOWN


def test_other_hours_replace_the_ordinary_ones():
    other = TemporaryChange(ChangeKind.HOURS, date(2026, 11, 23), date(2026, 11, 24), "Mo-Fr 18:00-20:00")
    assert status(OFFICE, paris("2026-11-23 09:00"), [other]).until == paris("2026-11-23 18:00")
    assert status(OFFICE, paris("2026-11-25 09:00"), [other]).state is State.OPEN
    assert status(OFFICE, paris("2026-11-23 19:00"), [other, CLOSURE]).state is State.CLOSED, "a closure beats other hours"


def test_other_hours_that_cannot_be_read_are_unknown():
    other = TemporaryChange(ChangeKind.HOURS, date(2026, 11, 23), date(2026, 11, 24), "le matin")
    assert status(OFFICE, paris("2026-11-23 09:00"), [other]).state is State.UNKNOWN


def test_a_message_changes_no_hours_but_is_carried_along():
    message = TemporaryChange(ChangeKind.MESSAGE, date(2026, 11, 20), date(2026, 11, 20), message="Entrée par la cour")
    found = status(OFFICE, paris("2026-11-20 10:00"), [message])
    assert (found.state, found.temporary) == (State.OPEN, message)


def test_a_change_is_announced_fifteen_days_ahead_until_its_end():
    assert status(OFFICE, paris("2026-11-07 10:00"), [CLOSURE]).temporary is None
    assert status(OFFICE, paris("2026-11-08 10:00"), [CLOSURE]).temporary == CLOSURE
    assert status(OFFICE, paris("2026-11-24 23:59"), [CLOSURE]).temporary == CLOSURE
    assert status(OFFICE, paris("2026-11-25 00:00"), [CLOSURE]).temporary is None


def test_what_holds_today_is_announced_before_what_comes():
    message = TemporaryChange(ChangeKind.MESSAGE, date(2026, 11, 1), date(2026, 11, 30), message="Entrée par la cour")
    assert status(OFFICE, paris("2026-11-20 10:00"), [CLOSURE, message]).temporary == message
    assert status(OFFICE, paris("2026-11-23 10:00"), [message, CLOSURE]).temporary == CLOSURE


def test_rows_may_give_the_kind_as_text():
    closure = TemporaryChange("closure", date(2026, 11, 20), date(2026, 11, 20))  # type: ignore[arg-type]
    assert status(OFFICE, paris("2026-11-20 10:00"), [closure]).state is State.CLOSED


def test_any_time_zone_will_do_but_there_must_be_one():
    assert status(OFFICE, datetime(2026, 11, 20, 7, 30, tzinfo=UTC)).state is State.OPEN
    with pytest.raises(ValueError, match="aware"):
        status(OFFICE, datetime(2026, 11, 20, 10))  # noqa: DTZ001 - what is refused


def test_an_answer_kept_is_the_answer_of_its_instant_only():
    for instant in ("2026-11-20 10:00", "2026-11-20 12:30", "2026-11-20 09:00", "2026-11-27 10:00", "2026-11-20 10:00"):
        assert (status(OFFICE, paris(instant)).state is State.OPEN) == (not instant.endswith("12:30"))
        assert status(OFFICE, paris(instant)).today[0].start.date() == paris(instant).date()


def test_the_hour_lived_twice_is_not_lived_twice_by_a_place():
    schedule = Schedule("Su 01:00-02:30,04:00-05:00")
    half_past_two = datetime(2026, 10, 25, 2, 40, tzinfo=PARIS)
    first, second = half_past_two.replace(fold=0), half_past_two.replace(fold=1)
    assert status(schedule, first).state is State.OPEN
    assert status(schedule, second).state is State.CLOSED
    assert status(schedule, first).until == paris("2026-10-25 02:30").replace(fold=1)


@pytest.mark.parametrize("day", ["2026-03-15", "2026-03-29", "2026-10-11", "2026-10-25"])
def test_every_minute_around_the_change_of_clocks_has_an_answer(day):
    start = paris(f"{day} 00:00").astimezone(UTC)
    schedule = Schedule("Mo-Su 22:00-02:30,02:45-03:30; We off")
    for minute in range(0, 5 * 60, 5):
        instant = (start + timedelta(minutes=minute)).astimezone(PARIS)
        found = status(schedule, instant)
        assert found.until is not None
        assert found.until.timestamp() > instant.timestamp()
        assert status(schedule, found.until).state is not found.state


def test_a_skipped_hour_as_an_instant_is_answered():
    assert status(OFFICE, paris("2026-03-29 02:30")).state is State.CLOSED


def test_intervals_are_cut_at_both_ends_and_joined():
    found = intervals(Schedule("Fr 09:00-24:00; Sa 00:00-02:00"), paris("2026-11-20 10:00"), paris("2026-11-21 01:00"))
    assert found == [Interval(paris("2026-11-20 10:00"), paris("2026-11-21 01:00"))]
    assert intervals(Schedule("Fr 22:00-02:00"), paris("2026-11-21 01:00"), paris("2026-11-21 09:00")) == [
        Interval(paris("2026-11-21 01:00"), paris("2026-11-21 02:00"))
    ]
    assert intervals(Schedule(None), paris("2026-11-20 10:00"), paris("2026-11-21 01:00")) == []


def test_intervals_are_bounded():
    with pytest.raises(ValueError, match=str(MAX_INTERVAL_DAYS)):
        intervals(OFFICE, paris("2026-01-01 00:00"), paris("2026-12-01 00:00"))

"""The table of requests, and what counts as another hour."""

from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import PARIS
from app.outreach.rules import (
    APART,
    BY_COORDINATION,
    BY_TEAM,
    CLOSINGS,
    LIVE,
    MOST_ATTEMPTS,
    OVER,
    WITH_REASON,
    WORKFLOW,
    Action,
    Actor,
    Outcome,
    State,
    different_hours,
)

DAY = timedelta(days=1)
FIRST = datetime(2027, 6, 8, tzinfo=PARIS)
minutes = st.integers(0, 24 * 60 - 1)
some_minutes = st.lists(minutes, max_size=15)


def moments(found):
    return [FIRST + timedelta(minutes=one) for one in found]


def hours(*texts):
    """Return the instants of these hours, each on its own day."""
    return [datetime.fromisoformat(f"2027-06-{8 + rank:02} {text}").replace(tzinfo=PARIS) for rank, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("made", "count"),
    [
        ((), 0),
        (("09:00",), 1),
        (("09:00", "09:00", "09:00"), 1),
        (("09:00", "10:59"), 1),
        (("09:00", "11:00"), 2),
        (("09:00", "14:00", "21:00"), 3),
        (("23:30", "00:30"), 1),
        (("23:00", "01:00"), 2),
        (("01:30", "23:45"), 1),
        (("09:00", "10:30", "12:00"), 2),
        (("10:30", "09:00", "12:00"), 1),
    ],
)
def test_hours_differ_by_two_around_the_clock_in_their_order(made, count):
    assert different_hours(hours(*made)) == count


@given(some_minutes)
def test_there_are_no_more_hours_than_attempts_nor_than_a_day_holds(found):
    count = different_hours(moments(found))
    assert min(1, len(found)) <= count <= min(len(found), DAY // APART)


@given(some_minutes, minutes)
def test_one_more_attempt_adds_one_hour_at_most_and_takes_none_away(found, more):
    before, after = different_hours(moments(found)), different_hours(moments([*found, more]))
    assert after - before in (0, 1)


@given(st.lists(minutes, min_size=1, max_size=15), st.data())
def test_going_again_at_an_hour_that_was_tried_adds_none(found, data):
    again = data.draw(st.sampled_from(found))
    assert different_hours(moments([*found, again])) == different_hours(moments(found))


@given(st.lists(st.tuples(minutes, st.integers(0, 300)), max_size=15))
def test_days_do_not_count(found):
    on_days = [FIRST.replace(hour=minute // 60, minute=minute % 60) + days * DAY for minute, days in found]
    assert different_hours(on_days) == different_hours(moments([minute for minute, _ in found]))


@given(some_minutes, minutes)
def test_no_hour_of_the_day_is_apart_from_the_others(found, turn):
    turned = [(one + turn) % (24 * 60) for one in found]
    assert different_hours(moments(turned)) == different_hours(moments(found))


@given(st.lists(minutes, max_size=8))
def test_what_is_counted_is_truly_apart(found):
    """As many of the attempts as are counted are two hours apart from each other, whichever pair is taken."""

    def is_apart(one, other):
        between = abs(one - other)
        return min(between, 24 * 60 - between) >= APART / timedelta(minutes=1)

    count = different_hours(moments(found))
    assert any(all(is_apart(*pair) for pair in combinations(chosen, 2)) for chosen in combinations(found, count))


def test_hours_are_those_of_the_clock_on_the_wall_when_it_changes():
    twice = [datetime(2026, 10, 25, hour, 30, tzinfo=UTC).astimezone(PARIS) for hour in (0, 1)]
    assert [f"{one:%H:%M}" for one in twice] == ["02:30", "02:30"]
    assert different_hours(twice) == 1
    skipped = [datetime(2027, 3, 28, 0, 30, tzinfo=UTC).astimezone(PARIS), datetime(2027, 3, 28, 1, 30, tzinfo=UTC).astimezone(PARIS)]
    assert [f"{one:%H:%M}" for one in skipped] == ["01:30", "03:30"]
    assert different_hours(skipped) == 2
    same = [datetime(2026, 10, 24, 19, 0, tzinfo=UTC).astimezone(PARIS), datetime(2026, 10, 26, 20, 0, tzinfo=UTC).astimezone(PARIS)]
    assert different_hours(same) == 1, "nine in the evening, in summer as in winter"


def test_every_state_is_open_or_over_and_can_be_reached():
    assert set(LIVE) | OVER == set(State)
    assert not set(LIVE) & OVER
    reached = {State.REPORTED}
    while more := {line.target for line in WORKFLOW.transitions if line.source in reached} - reached:
        reached |= more
    assert reached == set(State)


def test_nothing_open_stays_for_ever():
    assert all(WORKFLOW.transition(state, Action.EXPIRE, Actor.CLOCK).target == State.CLOSED for state in LIVE)


@pytest.mark.parametrize("state", sorted(OVER))
def test_what_is_over_is_only_taken_up_again_by_whom_it_says(state):
    known = {(action, actor) for action in Action for actor in Actor if WORKFLOW.allows(state, action, actor)}
    allowed = {(Action.REOPEN, Actor.COORDINATOR)} if state in BY_COORDINATION else set()
    assert known == allowed | ({(Action.REOPEN, Actor.TEAM)} if state in BY_TEAM else set())


def test_who_asked_may_only_take_it_back_and_not_once_somebody_was_met():
    lines = [line for line in WORKFLOW.transitions if Actor.REQUESTER in line.actors]
    assert {line.action for line in lines} == {Action.WITHDRAW}
    assert not {line.source for line in lines} & {State.CONTACT, State.ONGOING, *OVER}


def test_the_clock_says_of_nobody_that_she_was_met_or_refused():
    by_clock = {line.action for line in WORKFLOW.transitions if Actor.CLOCK in line.actors}
    assert by_clock == {Action.ROUTE, Action.NEXT_TEAM, Action.RETURN, Action.GIVE_UP, Action.ORIENT, Action.EXPIRE}


def test_reasons_and_outcomes_are_those_that_somebody_may_say():
    actions = {line.action for line in WORKFLOW.transitions}
    assert set(WITH_REASON) <= actions
    assert all(len(set(reasons)) == len(reasons) > 1 for reasons in WITH_REASON.values())
    assert set(Outcome) - set(CLOSINGS) == {Outcome.WITHDRAWN, Outcome.UNKNOWN}
    assert MOST_ATTEMPTS * APART < DAY

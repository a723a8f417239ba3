from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.directory.rules import Order
from app.directory.search.ranking import BANDS, COMING_TEAM, Ranked, sort_key

NEAR = Ranked(1, 1, 0.4, is_open=False, hours_id=1, publics=1, traits=0, fresh=0)


def ranked(order, *answers):
    return [answer.service_id for answer in sorted(answers, key=lambda answer: sort_key(order, answer))]


def test_what_is_open_stands_before_what_is_closed_within_a_band():
    open_further = replace(NEAR, service_id=2, kilometres=3.9, is_open=True)

    assert ranked(Order.RELEVANCE, NEAR, open_further) == [2, 1]


@pytest.mark.parametrize("border", BANDS)
def test_what_is_open_never_stands_before_what_is_closed_in_a_nearer_band(border):
    closed_near = replace(NEAR, kilometres=border - 0.1)
    open_far = replace(NEAR, service_id=2, kilometres=border + 0.1, is_open=True)

    assert ranked(Order.RELEVANCE, open_far, closed_near) == [1, 2]


def test_among_those_as_open_the_nearest_stands_first_then_the_freshest():
    further = replace(NEAR, service_id=2, kilometres=0.9)
    fresher = replace(NEAR, service_id=3, fresh=10)

    assert ranked(Order.RELEVANCE, NEAR, further, fresher) == [3, 1, 2]


def test_by_distance_the_nearest_stands_first_even_closed():
    open_further = replace(NEAR, service_id=2, kilometres=1.4, is_open=True)

    assert ranked(Order.DISTANCE, open_further, NEAR) == [1, 2]


def test_by_freshness_the_last_confirmed_stands_first_even_far():
    fresh_far = replace(NEAR, service_id=2, kilometres=90.0, fresh=739_000)

    assert ranked(Order.FRESHNESS, NEAR, fresh_far) == [2, 1]


def test_a_team_that_comes_is_near_but_after_an_open_place_next_door():
    team = replace(NEAR, service_id=2, location_id=0, kilometres=COMING_TEAM)
    next_door = replace(NEAR, service_id=3, is_open=True)
    far = replace(NEAR, service_id=4, kilometres=10, is_open=True)

    assert ranked(Order.RELEVANCE, team, far, next_door) == [3, 2, 4]


@given(st.sampled_from(Order), st.permutations(range(6)))
def test_the_order_does_not_depend_on_the_order_in_which_answers_come(order, numbers):
    answers = [replace(NEAR, service_id=number, kilometres=number % 3, is_open=number % 2 == 0) for number in numbers]

    assert ranked(order, *answers) == ranked(order, *sorted(answers, key=lambda answer: answer.service_id))

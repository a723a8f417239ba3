"""A search asks for hundreds of statuses: each costs less than a millisecond, hostile hours included."""

from time import process_time

import pytest

from app.directory.opening.expression import MAX_RULES
from app.directory.opening.jsonld import opening_hours_specification
from app.directory.opening.labels import week_lines
from app.directory.opening.rules import Schedule
from app.directory.opening.slots import _hours, hours
from app.directory.opening.status import _status, status
from tests.directory.opening.generated import HOSTILE
from tests.directory.opening.identity import FRENCH_TEXTS, paris

NOW = paris("2026-11-20 10:00")
ORDINARY = "Mo-Fr 08:30-12:00,13:30-17:30; Sa 09:00-12:00"
WORST = (
    ";".join(["22:00-02:00,23:00-01:00"] * MAX_RULES),
    "; ".join(["2099 Mo 22:00-02:00"] * MAX_RULES),
    "Mo-Su " + ",".join(f"{hour:02}:00-{hour:02}:30" for hour in range(8)) + ",23:00-22:00",
)


TURNS = 60_000
"""Turns of an empty loop that take a millisecond on a quiet machine of 2026: costs are told in that measure, taken beside them."""


def milliseconds(act):
    """Of processor, the least of several, beside the least of as many turns of the loop: what the code costs, whatever the machine does."""
    spent, measure = [], []
    for _ in range(25):
        started = process_time()
        act()
        ended = process_time()
        for _turn in range(TURNS):
            pass
        spent.append(ended - started)
        measure.append(process_time() - ended)
    return min(spent) / min(measure)


def read_anew(text):
    _hours.cache_clear()
    return hours(text)


@pytest.mark.parametrize("text", [ORDINARY, *HOSTILE, *WORST], ids=range(1 + len(HOSTILE) + len(WORST)))
def test_a_status_costs_less_than_a_millisecond(text):
    hours(text)
    assert milliseconds(lambda: _status(Schedule(text), NOW, ())) < 2  # one at most when quiet; the trap that it guards against costs 300


@pytest.mark.parametrize("text", [*HOSTILE, *WORST], ids=range(len(HOSTILE) + len(WORST)))
def test_a_first_reading_is_bounded(text):
    assert milliseconds(lambda: read_anew(text)) < 5


def test_five_hundred_statuses_already_known_cost_a_few_milliseconds():
    schedules = [Schedule(f"Mo-Fr 08:{minute:02}-12:00,13:30-17:{other:02}") for minute in range(25) for other in range(20)]
    for schedule in schedules:
        status(schedule, NOW)
    assert milliseconds(lambda: [status(schedule, NOW) for schedule in schedules]) < 5


def test_a_sheet_costs_a_few_milliseconds():
    for text in (ORDINARY, *WORST):
        assert milliseconds(lambda text=text: week_lines(Schedule(text), NOW, FRENCH_TEXTS)) < 10
        assert milliseconds(lambda text=text: opening_hours_specification(Schedule(text), NOW)) < 10

"""Requests that may be about the same person: near in place and in time, open, of the same sector."""

from datetime import timedelta

import pytest

from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.outreach.display.choosing import why_text
from app.outreach.models import OutreachPlace
from app.outreach.rules import State
from app.outreach.similar_queries import MOST_COMPARED, MOST_SHOWN, OPEN, merged, other_open, similar
from app.web.translations import translator
from tests.outreach.making import POINT

NEIGHBOUR = "07072"
"""Another commune."""


@pytest.fixture
def put(session):
    """Put the point of a request so many metres to the north of the usual one; None: nobody knows."""

    def move(request, metres) -> None:
        latitude, longitude = map(float, POINT.split(","))
        with unit_of_work(session):
            session.get_one(OutreachPlace, request.id).point = None if metres is None else f"{latitude + metres / 111_195:.5f},{longitude}"

    return move


def numbers(session, request) -> list[int]:
    return [one.number for one in similar(session, request)]


def test_the_nearest_come_first_then_those_of_the_commune_each_with_its_reason(maker, session, put) -> None:
    made, far, near, unknown, across = (maker.request(commune=commune) for commune in ("07186", "07186", "07186", "07186", NEIGHBOUR))
    for request, metres in ((far, 2000), (near, 120), (unknown, None), (across, 250)):
        put(request, metres)
    found = similar(session, made)
    assert [one.number for one in found][:2] == [near.id, across.id]
    assert {one.number for one in found[2:]} == {far.id, unknown.id}
    t = translator("fr")
    words = {one.number: why_text(one, t) for one in found}
    assert words == {near.id: "à 120 m", across.id: "à 250 m", far.id: "même commune, à 2,0 km", unknown.id: "même commune"}


def test_another_commune_farther_than_a_few_steps_is_somebody_else(maker, session, put) -> None:
    made, across = maker.request(), maker.request(commune=NEIGHBOUR)
    maker.request(commune=NEIGHBOUR, has_place=False)
    put(across, 310)
    assert numbers(session, made) == []


@pytest.mark.parametrize(("days", "is_likely"), [(0, True), (14, True), (15, False)])
def test_only_those_of_about_the_same_days_are_likely(maker, session, days, is_likely) -> None:
    now = utc_now()
    made, other = maker.request(at=now), maker.request(at=now - timedelta(days=days))
    assert numbers(session, made) == ([other.id] if is_likely else [])
    assert numbers(session, other) == ([made.id] if is_likely else [])


@pytest.mark.parametrize("state", list(State))
def test_only_an_open_request_of_the_sector_will_do(maker, session, sector, state) -> None:
    made, other = maker.request(sector=sector), maker.request(state)
    assert numbers(session, made) == ([other.id] if state in OPEN else [])
    found = other_open(session, made, other.id)
    assert (found is not None) == (state in OPEN)
    assert other_open(session, made, made.id) is None
    assert other_open(session, made, 2**40) is None


def test_another_sector_has_its_own(maker, session, sector) -> None:
    made = maker.request(sector=sector)
    other = maker.request(sector=maker.sector("Autre exemple"), team=maker.team(sector=sector))
    assert numbers(session, made) == []
    assert other_open(session, made, other.id) is None
    assert list(merged(session, made.id)) == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_few_are_compared_and_fewer_shown(maker, session) -> None:
    made = maker.request()
    for _ in range(MOST_SHOWN + 2):
        maker.request()
    assert len(numbers(session, made)) == MOST_SHOWN < MOST_COMPARED

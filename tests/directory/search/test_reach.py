from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import now
from app.directory.rules import Opening, Order
from app.directory.search import reach
from app.directory.search.around import square_of
from app.directory.search.candidates import EXACT_TO, Criteria
from app.directory.search.engine import PAGE_SIZE, find
from app.directory.search.openings import Openings
from app.directory.search.reach import LADDER, Query, Reach
from app.directory.themes import EVERYTHING, kind_theme
from app.territory.gazetteer import gazetteer
from app.territory.resolve import of_commune
from app.territory.rules import Point
from tests.support.factories import ALWAYS, GRENOBLE, NIGHTS

ANYWHERE = Query(Criteria((EVERYTHING,), ()), Point(45.0, 5.0), None, None, Order.RELEVANCE, 1)


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch):
    monkeypatch.setattr(reach, "_reached", {})


def around(kilometres, services):
    """What the index would answer: entries nearest first."""
    squares = sorted(square_of(distance) for distance in kilometres)
    entries = [SimpleNamespace(square=square, service_id=number % services) for number, square in enumerate(squares)]
    return lambda _connection, _criteria, _centre, radius, limit: [entry for entry in entries if entry.square <= square_of(radius)][:limit]


def walked(query):
    """Each radius of the ladder with what is within it, as far as a page needs."""
    around_here, told = Reach(None, query), []
    for kilometres in around_here.steps:
        entries, is_cut = around_here.within(kilometres)
        told.append((kilometres, [(entry.square, entry.service_id) for entry in entries], is_cut))
        if len(reach.once(entries)) >= PAGE_SIZE:
            break
    around_here.remember(told[-1][0])
    return told


@given(
    kilometres=st.lists(st.floats(0, 120) | st.sampled_from(LADDER), max_size=60).flatmap(
        lambda some: st.integers(1, 12).map(lambda times: some * times)
    ),
    services=st.integers(1, 700),
)
def test_where_reading_begins_changes_nothing_of_what_is_found(kilometres, services):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reach, "nearest", around(kilometres, services))
        patch.setattr(reach, "FIRST_READ", 0.0)
        patch.setattr(reach, "_reached", {})
        expected = walked(ANYWHERE)
        for first in (0.0, *LADDER):
            patch.setattr(reach, "FIRST_READ", first)
            assert walked(ANYWHERE) == expected
            assert walked(ANYWHERE) == expected


def test_the_next_search_begins_where_the_last_one_ended():
    asked = []
    answer = around([30.0] * PAGE_SIZE, EXACT_TO)

    def nearest(connection, criteria, centre, radius, limit):
        asked.append(radius)
        return answer(connection, criteria, centre, radius, limit)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reach, "nearest", nearest)
        walked(ANYWHERE)
        walked(ANYWHERE)
        walked(replace(ANYWHERE, centre=Point(46.0, 5.0)))
        walked(replace(ANYWHERE, criteria=Criteria((kind_theme("laverie"),), ())))

    assert asked == [12, 25, 50] + [50] + [12, 25, 50] * 2


def test_what_is_remembered_stays_small(monkeypatch):
    monkeypatch.setattr(reach, "MOST_REMEMBERED", 3)
    for degrees in range(40, 50):
        Reach(None, replace(ANYWHERE, centre=Point(degrees, 5.0))).remember(12.0)

    assert 1 <= len(reach._reached) <= 3


@pytest.mark.parametrize(
    "other",
    [
        replace(ANYWHERE, ouvert=Opening.NOW),
        replace(ANYWHERE, kilometres=25.0),
        replace(ANYWHERE, criteria=replace(ANYWHERE.criteria, publics=2)),
        replace(ANYWHERE, criteria=replace(ANYWHERE.criteria, required=1)),
        replace(ANYWHERE, criteria=replace(ANYWHERE.criteria, languages=1)),
        replace(ANYWHERE, criteria=replace(ANYWHERE.criteria, words=("zebre",))),
        replace(ANYWHERE, criteria=replace(ANYWHERE.criteria, collectivites=(3,))),
    ],
)
def test_filters_words_and_borders_say_nothing_of_how_far_to_go_without_them(other):
    Reach(None, other).remember(100.0)

    assert reach._reached == {}


@pytest.mark.usefixtures("monday")
@pytest.mark.parametrize("counts", [(0, 0, 0), (25, 3, 2), (3, 30, 2), (2, 4, 30), (5, 5, 5)])
def test_answers_are_the_same_in_every_field_wherever_reading_begins(counts, directory, session):
    for kilometres, count in zip((2, 8, 20), counts, strict=True):
        for number in range(count):
            directory.fixed(hours=(ALWAYS, NIGHTS, "")[number % 3], north=kilometres + number / 100)
    directory.team(("departement", "38"), kinds=("accueil-de-jour",))
    directory.remote(kinds=("accueil-de-jour",))
    directory.publish()
    place = of_commune(gazetteer().communes[GRENOBLE])
    query = Query(Criteria((kind_theme("accueil-de-jour"),), place.areas), place.point, None, None, Order.RELEVANCE, 1)

    found = []
    for first in (0.0, *LADDER):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(reach, "FIRST_READ", first)
            patch.setattr(reach, "_reached", {})
            found += [find(session.connection(), Openings(), query, now()) for _ in range(2)]

    assert all(one == found[0] for one in found)
    assert found[0].total >= sum(counts[:1])

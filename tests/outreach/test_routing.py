"""Whose request it is: the smallest territory around its commune wins."""

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.outreach.models import OutreachSector, OutreachStep
from app.outreach.rules import Action, Actor, State
from app.outreach.services.routing import route, sector_for
from app.territory.gazetteer import gazetteer
from tests.outreach.making import PRIVAS

EPCI = gazetteer().commune(PRIVAS).epci
AREAS = {
    "département": ("departement", "07"),
    "authority": ("collectivite", "07"),
    "epci": ("epci", EPCI),
    "commune": ("commune", PRIVAS),
}


def steps(session, request):
    wanted = select(OutreachStep).where(OutreachStep.request_id == request.id).order_by(OutreachStep.id)
    return [(one.action, one.actor) for one in session.scalars(wanted)]


@pytest.fixture
def sectors(maker):
    return {name: maker.sector(name, areas=(area,)) for name, area in AREAS.items()}


@pytest.mark.parametrize("lost", range(4))
def test_the_smallest_area_around_the_commune_wins(maker, session, sectors, lost):
    smallest_first = list(reversed(AREAS))
    with unit_of_work(session):
        for name in smallest_first[:lost]:
            session.get(OutreachSector, sectors[name].id).ended_at = utc_now()
    assert sector_for(maker.context(), PRIVAS).name == smallest_first[lost]


def test_of_two_sectors_for_the_same_area_the_older_one_has_it(maker):
    first, _second = maker.sector("Le premier"), maker.sector("Le second")
    assert sector_for(maker.context(), PRIVAS).id == first.id


def test_an_arrondissement_belongs_to_the_sector_of_its_city(maker):
    made = maker.sector("Lyon exemple", areas=(("commune", "69123"),))
    assert sector_for(maker.context(), "69383").id == made.id


def test_a_sector_that_ended_or_that_nobody_sorts_is_left_out(maker, session):
    ended, orphan, refused = (maker.sector(name, organisation=name) for name in ("Finie", "Sans personne", "Refusée"))
    with unit_of_work(session):
        session.get(OutreachSector, ended.id).ended_at = utc_now()
        session.get(OutreachSector, orphan.id).organisation_id = None
        session.get(OutreachSector, refused.id).organisation.refused_at = utc_now()
    assert sector_for(maker.context(), PRIVAS) is None


def test_an_example_counts_only_where_no_other_sector_is(maker, session):
    example, real = maker.sector("Exemple", areas=(AREAS["commune"],)), maker.sector("Vrai secteur", areas=(AREAS["département"],))
    with unit_of_work(session):
        session.get(OutreachSector, example.id).is_example = True
    assert sector_for(maker.context(), PRIVAS).id == real.id
    with unit_of_work(session):
        session.get(OutreachSector, real.id).ended_at = utc_now()
    assert sector_for(maker.context(), PRIVAS).id == example.id


@pytest.mark.parametrize("commune", ["38185", "00000", ""])
def test_elsewhere_there_is_no_sector(maker, commune):
    maker.sector()
    assert sector_for(maker.context(), commune) is None


def test_a_reported_request_is_given_to_its_sector_by_the_clock(maker, session):
    sector = maker.sector()
    made = maker.request(State.REPORTED)
    with unit_of_work(session):
        assert route(maker.context(), maker.case(made))
    assert (made.state, made.sector_id) == (State.TO_SORT, sector.id)
    assert steps(session, made) == [(Action.ROUTE, Actor.CLOCK)]
    assert made.next_due_at is not None


def test_without_a_sector_a_request_stays_where_it_is(maker, session):
    made = maker.request(State.REPORTED, commune="38185", departement="38")
    with unit_of_work(session):
        assert not route(maker.context(), maker.case(made))
    assert (made.state, made.sector_id, steps(session, made)) == (State.REPORTED, None, [])

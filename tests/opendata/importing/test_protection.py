import pytest
from sqlalchemy import select

from app.core.unit_of_work import unit_of_work
from app.directory.models import IndexEntry, Service
from tests.opendata.importing.records_given import GRENOBLE, LYON, service, structure

VIOLENCE = ["famille--surmonter-conflits-separation-violence", "logement-hebergement--rechercher-une-solution-dhebergement-temporaire"]
REFUGE = {"nom": "Hébergement de femmes victimes de violences", "thematiques": VIOLENCE, "type": "accompagnement"}
SECRET = "17 impasse de l’Exemple"


@pytest.fixture
def hidden(session):
    def read():
        session.rollback()
        return sorted(session.scalars(select(Service.source_id).where(Service.is_protected)))

    return read


def test_what_may_be_a_refuge_is_protected_from_its_first_moment(national, hidden, find):
    national([structure(adresse=SECRET)], [service(adresse=SECRET, **REFUGE)])

    assert hidden() == ["dora--service-1"]
    assert SECRET not in find(type="hebergement-violences", commune="38185").html


def test_its_page_and_that_of_its_structure_do_not_tell_its_street(national, session, plain):
    national([structure(adresse=SECRET)], [service(adresse=SECRET, **REFUGE)])
    found = session.scalars(select(Service)).one()

    for path in (f"/services/{found.id}", f"/structures/{found.structure_id}"):
        assert SECRET not in plain.get(path).text


def test_other_services_at_the_same_place_are_protected_too_whichever_comes_first(national, hidden):
    other = service(2, adresse=SECRET)

    national([structure(adresse=SECRET)], [other, service(1, adresse=SECRET, **REFUGE)])
    assert hidden() == ["dora--service-1", "dora--service-2"]


def test_a_service_that_comes_later_to_the_same_place_is_protected(national, hidden):
    records = [service(1, adresse=SECRET, **REFUGE)]
    national([structure(adresse=SECRET)], records)

    national([structure(adresse=SECRET)], [*records, service(2, adresse=SECRET)])

    assert hidden() == ["dora--service-1", "dora--service-2"]


def test_a_service_of_the_same_structure_elsewhere_is_not(national, hidden):
    national([structure(adresse=SECRET)], [service(1, adresse=SECRET, **REFUGE), service(2, **LYON)])

    assert hidden() == ["dora--service-1"]


def test_the_index_holds_no_point_near_it(national, session):
    there = {**GRENOBLE, "code_insee": "38053", "commune": "Bourgoin-Jallieu", "code_postal": "38300", "latitude": 45.59, "longitude": 5.28}
    national([structure(**there)], [service(**{**there, **REFUGE})])

    points = session.execute(select(IndexEntry.latitude, IndexEntry.longitude).distinct()).all()
    assert [(round(north, 1), round(east, 1)) for north, east in points] == [(45.2, 5.7)]


def test_an_upstream_that_does_not_say_so_any_more_lifts_no_protection(national, hidden):
    national([structure(adresse=SECRET)], [service(adresse=SECRET, **REFUGE)])

    national([structure(adresse=SECRET)], [service(adresse=SECRET, nom="Accompagnement")])

    assert hidden() == ["dora--service-1"]


def test_a_service_that_becomes_a_refuge_is_protected(national, hidden):
    national([structure(adresse=SECRET)], [service(adresse=SECRET)])

    national([structure(adresse=SECRET)], [service(adresse=SECRET, **REFUGE)])

    assert hidden() == ["dora--service-1"]


def test_emergency_housing_goes_through_the_siao(national, session):
    national([structure()], [service(nom="CHRS", type="accompagnement", thematiques=VIOLENCE[1:])])

    assert session.scalars(select(Service.through_siao)).all() == [True]


def test_a_service_of_a_merged_structure_goes_to_the_one_that_was_kept(national, session):
    national([structure(1), structure(2)], [service(1), service(2, of=2)])
    numbers = {one.structure.source_id: one.structure for one in session.scalars(select(Service))}
    with unit_of_work(session):
        numbers["dora--2"].merged_into_id = numbers["dora--1"].id

    national([structure(1), structure(2)], [service(1), service(2, of=2), service(3, of=2)])

    owners = {one.source_id: one.structure.source_id for one in session.scalars(select(Service))}
    assert owners["dora--service-3"] == "dora--1"

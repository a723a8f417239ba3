import pytest
from sqlalchemy import select

from app.core.unit_of_work import unit_of_work
from app.directory import editing
from app.directory.history import Author
from app.directory.models import IndexEntry, Service
from app.directory.rules import Origin
from app.opendata.importing import national as reading
from tests.opendata.importing.records_given import GRENOBLE, LYON, service, structure

VIOLENCE = ["famille--surmonter-conflits-separation-violence", "logement-hebergement--rechercher-une-solution-dhebergement-temporaire"]
REFUGE = {"nom": "Hébergement de femmes victimes de violences", "thematiques": VIOLENCE, "type": "accompagnement"}
HIDDEN = "17 impasse de l’Exemple"


@pytest.fixture
def hidden(session):
    def read():
        session.rollback()
        return sorted(session.scalars(select(Service.source_id).where(Service.is_protected)))

    return read


def test_what_may_be_a_refuge_is_protected_from_its_first_moment(national, hidden, find):
    national([structure(adresse=HIDDEN)], [service(adresse=HIDDEN, **REFUGE)])

    assert hidden() == ["dora--service-1"]
    assert HIDDEN not in find(type="hebergement-violences", commune="38185").html


def test_its_page_and_that_of_its_structure_do_not_tell_its_street(national, session, plain):
    national([structure(adresse=HIDDEN)], [service(adresse=HIDDEN, **REFUGE)])
    found = session.scalars(select(Service)).one()

    for path in (f"/services/{found.id}", f"/structures/{found.structure_id}"):
        assert HIDDEN not in plain.get(path).text


def test_other_services_at_the_same_place_are_protected_too_whichever_comes_first(national, hidden):
    other = service(2, adresse=HIDDEN)

    national([structure(adresse=HIDDEN)], [other, service(1, adresse=HIDDEN, **REFUGE)])
    assert hidden() == ["dora--service-1", "dora--service-2"]


def test_a_service_that_comes_later_to_the_same_place_is_protected(national, hidden):
    records = [service(1, adresse=HIDDEN, **REFUGE)]
    national([structure(adresse=HIDDEN)], records)

    national([structure(adresse=HIDDEN)], [*records, service(2, adresse=HIDDEN)])

    assert hidden() == ["dora--service-1", "dora--service-2"]


def test_a_service_of_the_same_structure_elsewhere_is_not(national, hidden):
    national([structure(adresse=HIDDEN)], [service(1, adresse=HIDDEN, **REFUGE), service(2, **LYON)])

    assert hidden() == ["dora--service-1"]


def test_the_index_holds_no_point_near_it(national, session):
    there = {**GRENOBLE, "code_insee": "38053", "commune": "Bourgoin-Jallieu", "code_postal": "38300", "latitude": 45.59, "longitude": 5.28}
    national([structure(**there)], [service(**{**there, **REFUGE})])

    points = session.execute(select(IndexEntry.latitude, IndexEntry.longitude).distinct()).all()
    assert [(round(north, 1), round(east, 1)) for north, east in points] == [(45.2, 5.7)]


def test_an_upstream_that_does_not_say_so_any_more_lifts_no_protection(national, hidden):
    national([structure(adresse=HIDDEN)], [service(adresse=HIDDEN, **REFUGE)])

    national([structure(adresse=HIDDEN)], [service(adresse=HIDDEN, nom="Accompagnement")])

    assert hidden() == ["dora--service-1"]


def test_a_service_that_becomes_a_refuge_is_protected(national, hidden):
    national([structure(adresse=HIDDEN)], [service(adresse=HIDDEN)])

    national([structure(adresse=HIDDEN)], [service(adresse=HIDDEN, **REFUGE)])

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


def test_a_sibling_that_comes_first_far_ahead_in_the_file_leaves_no_point_in_the_index(national, session, monkeypatch):
    monkeypatch.setattr(reading, "SIZE", 1)
    there = {
        "adresse": HIDDEN,
        "latitude": 45.98714,
        "longitude": 4.71823,
        "code_insee": "69264",
        "commune": "Villefranche-sur-Saône",
        "code_postal": "69400",
    }
    sibling = service(2, **{**there, "modes_accueil": ["en-presentiel"]})

    national([structure(**there)], [sibling, service(3), service(1, **{**there, **REFUGE})])

    points = session.execute(select(IndexEntry.latitude, IndexEntry.longitude)).all()
    assert all((round(north, 3), round(east, 3)) != (45.987, 4.718) for north, east in points)


def test_kinds_decided_here_lift_no_protection(national, session, hidden):
    national([structure(adresse=HIDDEN)], [service(adresse=HIDDEN)])
    with unit_of_work(session):
        editing.edit(session, session.scalars(select(Service)).one(), {"kinds": ["vestiaire"]}, Author(Origin.ASSOCIATION, "association"))

    national([structure(adresse=HIDDEN)], [service(adresse=HIDDEN, **REFUGE)])

    assert hidden() == ["dora--service-1"]


def test_structures_of_two_sources_that_bear_one_identifier_are_two(national, session):
    one, other = {"source": "un", "id": "meme"}, {"source": "deux", "id": "meme"}
    national(
        [structure(1, **one, nom="Premier lieu"), structure(2, **other, nom="Second lieu")],
        [service(1, source="un", structure_id="meme"), service(2, source="deux", structure_id="meme")],
    )

    owners = {found.source: found.structure.nom for found in session.scalars(select(Service))}
    assert owners == {"un": "Premier lieu", "deux": "Second lieu"}

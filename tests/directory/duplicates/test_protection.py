"""A merge never makes a protected address easier to find."""

import pytest
from sqlalchemy import select

from app.core.unit_of_work import unit_of_work
from app.directory.duplicates import cli, merging
from app.directory.models import IndexEntry
from app.territory.gazetteer import gazetteer
from tests.support.factories import PRIVAS

ANNONAY = "07010"
DOOR = {"adresse": "77 impasse du Secret", "code_postal": "07100", "commune": "Annonay", "code_insee": ANNONAY}
SECRETS = ("impasse du Secret", "Annonay", "07100")

pytestmark = pytest.mark.usefixtures("monday")


def assert_hidden(client, session, *paths):
    for path in paths:
        text = client.get(path, follow_redirects=True).text
        assert [secret for secret in SECRETS if secret in text] == []
    town = gazetteer().communes[PRIVAS]
    points = session.execute(select(IndexEntry.latitude, IndexEntry.longitude).where(IndexEntry.location_id != 0)).all()
    assert {(row.latitude, row.longitude) for row in points} == {(town.latitude, town.longitude)}


@pytest.mark.parametrize("keeps_protected", [True, False])
def test_if_either_structure_is_protected_the_kept_one_is(keeps_protected, directory, session, merge, client):
    hidden = directory.structure(nom="Refuge", is_protected=True, **DOOR)
    shown = directory.structure(nom="Association", **DOOR)
    inside = directory.itinerant(directory.place(ANNONAY, **DOOR), kinds=("douche",), nom="Douche", structure=hidden)
    outside = directory.itinerant(directory.place(ANNONAY, **DOOR), kinds=("laverie",), nom="Laverie", structure=shown)
    directory.publish()

    merge(*((hidden, shown) if keeps_protected else (shown, hidden)))

    pages = [f"/structures/{one.id}" for one in (hidden, shown)] + [f"/services/{one.id}" for one in (inside, outside)]
    assert_hidden(client, session, *pages)


@pytest.mark.parametrize(
    "why", [{"kinds": ("hebergement-violences",)}, {"kinds": ("centre-social",), "is_protected": True}], ids=["kind", "said"]
)
@pytest.mark.parametrize("keeps_protected", [True, False])
def test_if_either_listing_of_a_service_is_protected_the_kept_one_is(*, keeps_protected, why, directory, session, merge, client):
    hidden = directory.itinerant(directory.place(ANNONAY, **DOOR), nom="Accueil", **why)
    shown = directory.itinerant(directory.place(ANNONAY, **DOOR), kinds=("centre-social",), nom="Accueil")
    for service in (hidden, shown):
        for name, value in DOOR.items():
            setattr(service.structure, name, value)
    directory.publish()

    kept, lost = (hidden, shown) if keeps_protected else (shown, hidden)
    merge(kept.structure, lost.structure)

    assert lost.merged_into_id == kept.id
    assert kept.is_protected
    assert_hidden(client, session, f"/services/{hidden.id}", f"/services/{shown.id}", f"/structures/{lost.structure_id}")


def test_a_service_at_the_door_of_one_that_came_with_the_merge_is_protected(directory, session, merge, client):
    refuge = directory.itinerant(directory.place(ANNONAY, **DOOR), kinds=("hebergement-violences",), nom="Refuge")
    neighbour = directory.itinerant(directory.place(ANNONAY, **DOOR), kinds=("douche",), nom="Douche")
    directory.publish()
    assert not neighbour.is_protected

    merge(neighbour.structure, refuge.structure)

    assert neighbour.is_protected
    assert_hidden(client, session, f"/services/{neighbour.id}", f"/structures/{neighbour.structure_id}")


def test_taking_a_merge_back_does_not_uncover_what_must_be_hidden_since(directory, session, merge, unmerge):
    refuge = directory.itinerant(directory.place(ANNONAY, **DOOR), kinds=("hebergement-violences",), nom="Refuge")
    neighbour = directory.itinerant(directory.place(ANNONAY, **DOOR), kinds=("douche",), nom="Douche")
    directory.publish()
    made = merge(neighbour.structure, refuge.structure)
    directory.itinerant(
        directory.place(ANNONAY, **DOOR), kinds=("hebergement-violences",), nom="Autre refuge", structure=neighbour.structure
    )
    directory.publish()

    unmerge(made)

    assert refuge.structure_id != neighbour.structure_id
    assert neighbour.is_protected


def test_the_list_of_pairs_tells_neither_where_nor_that_it_is_the_same_place(directory, session, pair):
    refuge = directory.itinerant(
        directory.place(ANNONAY, **DOOR), kinds=("hebergement-violences",), structure=directory.structure(nom="Refuge", **DOOR)
    )
    shown = directory.structure(nom="Association", **DOOR)
    directory.publish()
    made = pair(refuge.structure, shown, reasons=["name", "address", "point", "phone"])

    (line,) = cli.lines(session)

    assert not [said for said in (*SECRETS, "même adresse", "300 m") if said in line]
    assert "Refuge (Ardèche" in line
    assert "même téléphone, adresse protégée" in line
    with unit_of_work(session):
        assert "secrète" in cli.merge(session, made.id, keep=shown.id)
    assert merging.canonical(session, refuge.structure_id) == shown.id

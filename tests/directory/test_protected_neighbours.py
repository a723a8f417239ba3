"""What stands beside a protected place must not tell it: areas as small as its commune, and other services at its door."""

import pytest

from tests.support.factories import GRENOBLE, PRIVAS, Directory

ANNONAY = "07010"
EPCI = "200072015"
DOOR = {"adresse": "77 impasse du Secret"}
REFUGE = ("hebergement-violences",)

pytestmark = pytest.mark.usefixtures("monday")


@pytest.mark.parametrize("area", [("commune", ANNONAY), ("epci", EPCI)])
def test_who_may_benefit_does_not_tell_the_commune(area, directory: Directory, find):
    directory.fixed(ANNONAY, kinds=REFUGE, eligible=[area])
    directory.publish()

    asked = {commune: find(type=REFUGE[0], commune=commune).all_names for commune in (ANNONAY, PRIVAS)}

    assert asked[ANNONAY] == asked[PRIVAS] != []


def test_where_a_protected_team_goes_is_told_by_departement_at_the_most(directory: Directory, find, client):
    service = directory.team(("commune", ANNONAY), kinds=REFUGE)
    directory.publish()

    assert find(type=REFUGE[0], commune=ANNONAY).all_names == find(type=REFUGE[0], commune=PRIVAS).all_names != []
    assert "Annonay" not in client.get(f"/services/{service.id}").text


def test_another_service_at_the_same_door_is_protected_too(directory: Directory, client):
    structure = directory.structure(nom="Association", code_insee=ANNONAY, commune="Annonay", **DOOR)
    directory.itinerant(directory.place(ANNONAY, **DOOR), kinds=REFUGE, structure=structure)
    sibling = directory.itinerant(directory.place(ANNONAY, **DOOR), kinds=("centre-social",), structure=structure)
    elsewhere = directory.fixed(GRENOBLE, kinds=("vestiaire",), structure=structure)
    directory.publish()

    for page in (f"/services/{sibling.id}", f"/structures/{structure.id}", f"/recherche?commune={ANNONAY}&type=centre-social"):
        assert "impasse du Secret" not in client.get(page).text
    assert not elsewhere.is_protected

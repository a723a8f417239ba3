from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.directory.redaction import public_address, public_commune, public_point
from app.territory.gazetteer import gazetteer


@dataclass(frozen=True)
class Written:
    """An address as somebody wrote it."""

    code_insee: str = "38185"
    latitude: float | None = 45.19
    longitude: float | None = 5.73
    adresse: str = "1 rue de l’Exemple"
    complement_adresse: str = "Bâtiment A"
    code_postal: str = "38000"
    commune: str = "Grenoble"


communes = st.sampled_from(sorted(gazetteer().communes))
addresses = st.builds(
    Written,
    code_insee=st.one_of(communes, st.just("99999"), st.just("")),
    latitude=st.one_of(st.none(), st.floats(44, 47)),
    longitude=st.one_of(st.none(), st.floats(2, 7)),
    adresse=st.text(max_size=20),
    complement_adresse=st.text(max_size=20),
)


def test_an_ordinary_address_is_told_whole():
    shown = public_address(Written(), is_protected=False)

    assert shown.lines == ("Bâtiment A", "1 rue de l’Exemple", "38000 Grenoble")
    assert (shown.commune, shown.departement, shown.point) == ("Grenoble", "Isère", (45.19, 5.73))


@given(addresses)
def test_of_a_protected_address_the_departement_alone_is_told(address):
    shown = public_address(address, is_protected=True)
    commune = gazetteer().commune(address.code_insee)

    assert (shown.lines, shown.postcode, shown.commune) == ((), "", "")
    assert shown.is_protected
    assert shown.departement == (gazetteer().departements[commune.departement].nom if commune else "")


@given(st.sampled_from(sorted(gazetteer().departements)), st.data())
def test_every_protected_address_of_a_departement_stands_at_its_main_town(code, data):
    inside = st.sampled_from([commune.code for commune in gazetteer().communes.values() if commune.departement == code])
    address = data.draw(st.builds(Written, code_insee=inside, latitude=st.floats(44, 47), longitude=st.floats(2, 7)))
    main_town = gazetteer().communes[gazetteer().departements[code].chef_lieu]

    assert public_point(address, is_protected=True) == main_town.point
    assert public_commune(address, is_protected=True) == main_town


@pytest.mark.parametrize("is_protected", [False, True])
def test_an_address_whose_place_nobody_knows_stands_nowhere(is_protected):
    nowhere = Written(code_insee="99999", latitude=None, longitude=None)

    assert public_point(nowhere, is_protected=is_protected) is None


def test_an_ordinary_address_without_a_point_stands_in_the_middle_of_its_commune():
    assert public_point(Written(latitude=None, longitude=None), is_protected=False) == gazetteer().communes["38185"].point

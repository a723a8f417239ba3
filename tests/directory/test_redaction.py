from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.directory.redaction import is_same_place, public_address, public_commune, public_name, public_point, public_text
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


HIDDEN = Written(
    adresse="7, imp. Zanzibar", complement_adresse="Résidence Y", code_postal="69400", code_insee="69264", commune="Villefranche"
)
KEPT = "Un toit pour vous protéger. Appelez le 04 74 00 00 00 ou ecrire@exemple.fr."


@pytest.mark.parametrize(
    "telling",
    [
        "Nous sommes au 7 impasse Zanzibar.",
        "Sonnez au portail bleu, IMPASSE ZANZIBAR !",
        "Au 7 imp. Zanzibar, sonnez deux fois.",
        "L’arrêt Zanzibar est devant la porte.",
        "Écrivez au 69400, boîte postale.",
        "Venez à Villefranche-sur-Saône, près de la gare.",
        "Le courrier arrive au 12 bis, bd des Exemples.",
        "Le plan : https://www.openstreetmap.org/?mlat=45.98&mlon=4.7182.",
        "Le plan : https://maps.app.goo.gl/abcdef.",
        "Point GPS : 45.98714, 4.71823.",
        "Impasse Zan\u200bzi\u00adbar, au fond de la cour.",
    ],
)
def test_a_sentence_that_tells_where_a_protected_place_is_is_dropped(telling):
    assert public_text(f"Un toit pour vous protéger. {telling} Appelez le 04 74 00 00 00 ou ecrire@exemple.fr.", [HIDDEN]) == KEPT
    assert public_text(f"Un toit.\n{telling}", [HIDDEN]) == "Un toit."
    assert public_text(telling, None) == telling


def test_an_address_written_over_several_lines_is_dropped_whole():
    hidden = Written(adresse="7 rue Claude Exemple", complement_adresse="", code_insee="", code_postal="", commune="")

    assert "Claude" not in public_text("Adresse : rue Claude\nExemple", [hidden])
    assert public_text("7\nrue d’Ailleurs", [hidden]) == ""


@given(st.text(max_size=80), addresses)
def test_what_is_kept_of_a_text_is_told_again_whole(text, address):
    once = public_text(text, [address])

    assert public_text(once, [address]) == once


def test_a_name_loses_the_part_that_says_its_street_and_keeps_that_of_its_town():
    assert public_name("Foyer des Lilas, 7 impasse Zanzibar", [HIDDEN]) == "Foyer des Lilas"
    assert public_name("Foyer de l’impasse Zanzibar", [HIDDEN]) == ""
    assert public_name("Refuge de Villefranche", [HIDDEN]) == "Refuge de Villefranche"


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("7, imp. Zanzibar", "Résidence Y, 7 impasse Zanzibar", True),
        ("7 bd de l’Exemple", "7, boulevard de l’Exemple", True),
        ("7 impasse Zanzibar", "9 impasse Zanzibar", False),
        ("7 impasse Zanzibar", "7 rue d’Ailleurs", False),
    ],
)
def test_without_points_a_street_written_in_two_ways_is_one_place(one, other, is_one):
    places = [Written(adresse=text, complement_adresse="", latitude=None, longitude=None) for text in (one, other)]

    assert is_same_place(*places) == is_one
    assert not is_same_place(places[0], Written(adresse=other, code_insee="69264", latitude=None, longitude=None))

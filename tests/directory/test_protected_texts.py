"""What people wrote about a protected service must not tell its street, on any page nor through any word that is looked for."""

import pytest

from app.core.unit_of_work import unit_of_work
from app.directory import services
from tests.support.factories import PRIVAS, Directory

ANNONAY = "07010"
DOOR = {"adresse": "7, imp. Zanzibar", "code_postal": "07100", "commune": "Annonay", "code_insee": ANNONAY}
TELLING = "Sonnez au 7 impasse Zanzibar, 07100 Annonay."
KIND = "hebergement-violences"

pytestmark = pytest.mark.usefixtures("monday")


@pytest.fixture
def refuge(directory: Directory):
    structure = directory.structure(**DOOR, nom="Les Lilas, 7 impasse Zanzibar", description=f"Association de quartier. {TELLING}")
    service = directory.itinerant(
        directory.place(ANNONAY, **{**DOOR, "latitude": None, "longitude": None}),
        kinds=(KIND,),
        structure=structure,
        nom="Mise à l’abri (7 impasse Zanzibar)",
        description=f"Un toit girafe. {TELLING}",
        publics_precisions=f"Femmes seules. {TELLING}",
        conditions_acces=TELLING,
        mobilisation_precisions=TELLING,
        frais_precisions=TELLING,
        what_happens=f"Un entretien.\n{TELLING}",
        documents=[TELLING, "Une carte"],
    )
    directory.publish()
    return service


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_no_page_tells_the_street_that_its_texts_give(language, refuge, client):
    pages = (f"/services/{refuge.id}", f"/structures/{refuge.structure_id}", f"/recherche?commune={PRIVAS}&type={KIND}&rayon=50")
    for path in pages:
        body = client.get(f"{path}{'&' if '?' in path else '?'}lang={language}").text.lower()
        assert f"/{refuge.structure_id}" in body or f"/{refuge.id}" in body
        assert "zanzibar" not in body
        assert "07100" not in body


def test_what_tells_nothing_stays(refuge, client):
    sheet, structure = (client.get(path).text for path in (f"/services/{refuge.id}", f"/structures/{refuge.structure_id}"))

    for kept in ("Mise à l’abri", "Un toit girafe.", "Femmes seules.", "Un entretien.", "Une carte"):
        assert kept in sheet
    assert "Association de quartier." in structure


def test_the_words_that_are_not_shown_find_nothing(refuge, client):
    assert "girafe" in refuge.folded
    for secret in ("zanzibar", "impasse", "07100"):
        assert secret not in refuge.folded
        assert f"/services/{refuge.id}" not in client.get(f"/recherche?q={secret}&commune={PRIVAS}&rayon=100").text
    assert f"/services/{refuge.id}" in client.get(f"/recherche?q=girafe&commune={PRIVAS}&rayon=100").text


def test_raw_hours_of_a_protected_place_are_not_shown(directory: Directory, session, client):
    refuge = directory.refuge(ANNONAY)
    directory.publish()
    with unit_of_work(session):
        refuge.locations[0].hours = services.hours(session, raw="Portail vert, sonner chez Zanzibar")

    assert "Zanzibar" not in client.get(f"/services/{refuge.id}").text


def test_a_service_that_is_not_protected_says_all_that_it_says(directory: Directory, client):
    service = directory.fixed(ANNONAY, description=TELLING)
    directory.publish()

    assert TELLING in client.get(f"/services/{service.id}").text
    assert "zanzibar" in service.folded


def test_another_service_at_the_door_loses_its_words_when_the_refuge_comes(directory: Directory, client):
    structure = directory.structure(nom="Association", code_insee=ANNONAY, commune="Annonay")
    nowhere = {"latitude": None, "longitude": None}
    door = {**DOOR, "adresse": "Résidence Y, 7 impasse Zanzibar", **nowhere}
    sibling = directory.itinerant(directory.place(ANNONAY, **door), kinds=("centre-social",), structure=structure, description=TELLING)
    directory.publish()
    assert "zanzibar" in sibling.folded

    directory.itinerant(directory.place(ANNONAY, **{**DOOR, **nowhere}), kinds=(KIND,), structure=structure)
    directory.publish()

    assert sibling.is_protected
    assert "zanzibar" not in sibling.folded
    assert "Zanzibar" not in client.get(f"/services/{sibling.id}").text

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.support.factories import AURILLAC, GRENOBLE, LYON_7, PRIVAS, VALENCE, VIENNE
from tests.support.results import ResultsPage

GUILHERAND, VILLEFRANCHE, VILLEURBANNE = "07102", "69264", "69266"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("38000", "Grenoble"),
        ("07000", "07000"),
        ("Privas", "Privas"),
        ("PRIVAS", "Privas"),
        ("Privass", "Privas"),
        ("st etienne", "Saint-Étienne"),
        ("Lyon 7", "Lyon 7e"),
        ("69007", "Lyon 7e"),
        ("lyon 7ème", "Lyon 7e"),
    ],
)
def test_a_place_is_read_as_people_write_it_and_told_back(typed, told, find):
    page = find(q="domiciliation", lieu=typed)

    assert page.status_code == 200
    assert told in page.title
    assert page.value("lieu").startswith(told) or page.value("lieu") == typed


@pytest.mark.parametrize("homonym", ["Saint-Just", "Beaulieu", "Villefranche"])
def test_a_name_that_several_communes_bear_is_asked_about_and_each_answer_leads_to_one(homonym, find, client):
    page = find(q="PCB", lieu=homonym)

    assert page.status_code == 200
    assert "Laquelle ?" in page.text
    assert page.cards == []
    assert len(page.choices) >= 2
    for label, address in page.choices.items():
        asked = parse_qs(urlsplit(address).query)
        assert asked["q"] == ["PCB"]
        chosen = ResultsPage(client.get(address))
        assert chosen.understood == ["pcb"]
        assert "Laquelle" not in chosen.text
        assert label.partition(" (")[0] in chosen.title


def test_a_homonym_within_the_sentence_is_asked_about_and_the_kind_goes_along(find, client):
    page = find(q="domiciliation Saint-Just", ouvert="maintenant")

    assert "Laquelle ?" in page.text
    for address in page.choices.values():
        asked = parse_qs(urlsplit(address).query)
        assert asked["ouvert"] == ["maintenant"]
        chosen = ResultsPage(client.get(address))
        assert chosen.understood == ["domiciliation"]
        assert "Laquelle" not in chosen.text


@pytest.mark.parametrize("typed", ["Nulle-Part-les-Bains", "75001", "Paris", "Xyzzy"])
def test_an_unknown_place_is_said_with_what_to_write_and_what_was_typed_is_kept(typed, find):
    page = find(q="douche", lieu=typed)

    assert page.status_code == 422
    assert typed in page.text
    assert "Écrivez le nom d’une ville ou un code postal" in page.text
    assert (page.value("q"), page.value("lieu")) == ("douche", typed)
    assert page.cards == []


def test_an_unknown_place_that_looks_like_one_is_suggested(find, client):
    page = find(q="douche", lieu="Sant Etiene du Bois")

    assert "Vouliez-vous dire" in page.text
    chosen = ResultsPage(client.get(page.choices["Saint-Étienne-du-Bois"]))
    assert chosen.status_code == 200
    assert chosen.understood == ["douche"]
    assert "Saint-Étienne-du-Bois" in chosen.title


def test_without_a_place_the_page_asks_where_and_offers_the_twelve_departements(find, client):
    page = find(q="douche")

    assert "Où cherchez-vous ?" in page.text
    assert len(page.choices) == 12
    assert ResultsPage(client.get(page.choices["Ardèche"])).title.endswith("en Ardèche")


def test_a_departement_is_its_real_border_and_not_a_circle(directory, find):
    just_inside = directory.fixed(GUILHERAND)
    across_the_river = directory.fixed(VALENCE)
    far_inside = directory.fixed(PRIVAS)
    directory.publish()

    page = find(lieu="Ardèche")

    assert set(page.names) == {just_inside.nom, far_inside.nom}
    assert across_the_river.nom not in page.all_names
    assert "dans le département" in page.counted


def test_what_is_for_the_people_of_one_commune_is_found_by_its_departement(directory, find):
    local = directory.fixed(PRIVAS, eligible=[("commune", PRIVAS)])
    several = directory.fixed(PRIVAS, eligible=[("commune", PRIVAS), ("commune", GUILHERAND)])
    directory.publish()

    assert set(find(lieu="Ardèche").names) == {local.nom, several.nom}


def test_the_rhone_holds_the_metropole_but_the_metropole_does_not_hold_the_rhone(directory, find):
    in_the_metropole = {directory.fixed(VILLEURBANNE).nom, directory.fixed(LYON_7).nom}
    out_of_it = directory.fixed(VILLEFRANCHE).nom
    beside = directory.fixed(VIENNE).nom
    directory.publish()

    assert set(find(lieu="Métropole de Lyon").names) == in_the_metropole
    assert set(find(lieu="Rhône").names) == {*in_the_metropole, out_of_it}
    assert find(lieu="Isère").names == [beside]


def test_the_areas_of_the_two_authorities_of_the_rhone_are_told_apart(directory, find):
    metropole = directory.remote(eligible=[("collectivite", "69M")])
    departement = directory.remote(eligible=[("collectivite", "69D")])
    directory.publish()

    assert find(lieu="Villeurbanne").all_names == [metropole.nom]
    assert find(lieu="Villefranche-sur-Saône").all_names == [departement.nom]


def test_an_arrondissement_is_searched_around_itself(directory, find):
    near = directory.fixed(LYON_7)
    directory.fixed("69389", north=1)
    directory.publish()

    page = find(lieu="Lyon 7", rayon=2)

    assert page.names == [near.nom]
    assert "À moins de 100 m" in page.cards[0].text


def test_a_position_is_searched_around_and_never_written_finer_than_a_hundred_metres(directory, find):
    place = directory.fixed(GRENOBLE)
    directory.publish()

    page = find(q="accueil de jour", lat="45.186634567", lon="5.736314567")

    assert page.names == [place.nom]
    assert page.title.endswith("autour de votre position")
    links = [link.get("href", "") for link in page.document.all("a")]
    links = [link for link in links if link.startswith("/recherche?") and "lat=" in link]
    assert links
    assert all("45.187" in link and "45.1866" not in link for link in links)


@pytest.mark.parametrize(("latitude", "longitude"), [("48.85", "2.35"), ("0", "0"), ("-45", "170")])
def test_a_position_out_of_the_region_is_said(latitude, longitude, find):
    page = find(q="douche", lat=latitude, lon=longitude)

    assert page.status_code == 422
    assert "Cette position n’est pas sur la carte" in page.text


def test_a_commune_code_that_nobody_bears_is_said(find):
    page = find(q="douche", commune="99999")

    assert page.status_code == 422
    assert "Ce code de commune n’existe pas ici" in page.text


def test_the_place_of_the_second_box_wins_over_that_of_the_sentence(directory, find):
    there, _ = directory.fixed(AURILLAC), directory.fixed(PRIVAS)
    directory.publish()

    assert find(q="accueil de jour", lieu="Aurillac").names == [there.nom]

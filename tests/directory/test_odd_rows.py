"""What imports and hands may leave in the rows: never a page that fails."""

import pytest

from app.directory.rules import AreaPurpose
from tests.support.factories import GRENOBLE, PRIVAS, VALENCE, VIENNE

pytestmark = pytest.mark.usefixtures("monday")


@pytest.mark.parametrize("expression", ["n’importe quoi", "Mo-Fr 25:00-26:00", "SH 10:00-12:00", ";;;", "Mo-Fr 09:00-", "sunset", "\x7f"])
def test_hours_that_cannot_be_read_are_unknown_hours(expression, directory, find, client):
    service = directory.fixed(hours=expression)
    directory.publish()

    assert find(commune=GRENOBLE).names == [service.nom]
    assert find(commune=GRENOBLE, ouvert="maintenant").status_code == 200
    assert client.get(f"/services/{service.id}").status_code == 200


def test_other_hours_that_cannot_be_read_do_not_bring_the_page_down(directory, find, client):
    from datetime import date

    service = directory.fixed()
    directory.temporarily(service, "hours", date(2026, 11, 23), date(2026, 11, 24), hours="n’importe quoi", message="Horaires réduits.")
    directory.publish()

    assert "Horaires réduits." in find(commune=GRENOBLE).cards[0].text
    assert "Horaires réduits." in client.get(f"/services/{service.id}").text


def test_a_kind_or_a_public_that_is_no_more_is_left_out(directory, find, client):
    service = directory.fixed(
        kinds=("dispositif-disparu", "accueil-de-jour"), publics=["martiens", "femmes"], spoken_languages=["klingon", "ar"]
    )
    directory.publish()

    assert find(commune=GRENOBLE, public="femmes", langue="ar").names == [service.nom]
    html = client.get(f"/services/{service.id}").text
    assert "dispositif-disparu" not in html
    assert "klingon" not in html


def test_a_place_that_nobody_can_put_on_a_map_has_its_sheet_and_is_found_nowhere(directory, find, client):
    nowhere = directory.place(GRENOBLE, code_insee="", latitude=None, longitude=None, commune="Ailleurs", code_postal="")
    service = directory.itinerant(nowhere, kinds=("accueil-de-jour",))
    directory.publish()

    assert find(commune=GRENOBLE).names == []
    page = client.get(f"/services/{service.id}")
    assert page.status_code == 200
    assert "openstreetmap" not in page.text


def test_a_place_beyond_the_region_is_found_from_the_region(directory, find):
    geneva = directory.place("74012", code_insee="99999", latitude=46.204, longitude=6.143, commune="Genève", code_postal="")
    service = directory.itinerant(geneva, kinds=("accueil-de-jour",))
    directory.publish()

    assert find(commune="74012", rayon=20).names == [service.nom]


def test_a_service_without_any_place_team_or_distance_has_its_sheet(directory, find, client):
    service = directory.itinerant(kinds=("accueil-de-jour",))
    directory.publish()

    assert find(commune=GRENOBLE).all_names == []
    assert client.get(f"/services/{service.id}").status_code == 200
    assert client.get(f"/structures/{service.structure_id}").status_code == 200


def test_a_service_of_several_places_is_one_answer_told_at_the_nearest(directory, find):
    service = directory.itinerant(
        directory.place(VALENCE, nom="Antenne de Valence"), directory.place(PRIVAS, nom="Antenne de Privas"), kinds=("accueil-de-jour",)
    )
    directory.publish()

    for asked, told in (({"commune": PRIVAS}, "Privas"), ({"commune": VALENCE}, "Valence"), ({"lieu": "Ardèche"}, "Privas")):
        page = find(**asked)
        assert page.names == [service.nom]
        assert f"Antenne de {told}" in page.cards[0].text


def test_a_name_and_a_description_without_end_leave_the_page_light(directory, find, client):
    service = directory.fixed(nom="Très long nom " * 40, description="Une phrase sans fin, " * 500)
    directory.publish()

    (card,) = find(commune=GRENOBLE).cards
    assert card.text.count("Une phrase sans fin") < 10
    assert client.get(f"/services/{service.id}").status_code == 200


def test_what_goes_to_one_commune_or_is_for_its_people_is_found_by_its_departement_and_not_by_another(directory, find):
    team, line = directory.team(("commune", VIENNE)), directory.remote(eligible=[("commune", VIENNE)])
    directory.publish()

    assert find(lieu="Isère").all_names == [team.nom, line.nom]
    assert find(lieu="Ardèche").all_names == []


def test_a_service_both_on_site_and_at_a_distance_is_told_once_among_the_answers(directory, find):
    service = directory.fixed(kinds=("paej",), modes_accueil=["en-presentiel", "a-distance"])
    directory.publish()

    page = find(q="PAEJ", commune=GRENOBLE)

    assert page.names == [service.nom]
    assert page.all_names.count(service.nom) == 1


def test_a_team_that_also_has_a_place_is_told_once(directory, find):
    service = directory.fixed(kinds=("maraude",))
    service.areas.append(directory.area("departement", "38", purpose=AreaPurpose.COVERAGE))
    directory.publish()

    page = find(commune=GRENOBLE)

    assert page.names == [service.nom]
    assert page.total == 1

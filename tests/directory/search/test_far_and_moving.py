from datetime import date, timedelta

import pytest

from tests.support.factories import ALWAYS, GRENOBLE, PRIVAS, VALENCE, VIENNE

TODAY = date(2026, 11, 23)

pytestmark = pytest.mark.usefixtures("monday")


@pytest.mark.parametrize("area", [("commune", GRENOBLE), ("departement", "38"), ("epci", "200040715"), ("region", "84")])
def test_a_team_that_comes_here_stands_among_the_answers(area, directory, find):
    team = directory.team(area)
    elsewhere = directory.team(("departement", "07"))
    directory.publish()

    page = find(commune=GRENOBLE)

    assert page.names == [team.nom]
    assert page.total == 1
    assert "vient" in page.cards[0].text
    assert elsewhere.nom not in page.all_names


def test_a_team_of_several_areas_is_one_answer(directory, find):
    team = directory.team(("commune", GRENOBLE), ("departement", "38"), ("departement", "07"))
    directory.publish()

    assert find(commune=GRENOBLE).names == [team.nom]
    assert find(commune=PRIVAS).names == [team.nom]


def test_a_team_comes_after_an_open_place_next_door_and_before_what_is_far(directory, find):
    next_door = directory.fixed(hours=ALWAYS)
    far = directory.fixed(hours=ALWAYS, north=40)
    team = directory.team(("departement", "38"), kinds=("accueil-de-jour",))
    directory.publish()

    assert find(commune=GRENOBLE, rayon=50).names == [next_door.nom, team.nom, far.nom]


def test_a_team_is_found_by_the_departement_where_it_goes(directory, find):
    team = directory.team(("departement", "38"))
    directory.team(("departement", "07"))
    directory.publish()

    assert team.nom in find(lieu="Isère").all_names
    assert find(lieu="Isère", q="maraude").total == 1


def test_a_team_leaves_the_radius_as_it_is_and_the_sheet_says_where_it_goes(directory, find, client):
    team = directory.team(("departement", "38"), ("commune", VIENNE))
    directory.publish()

    sheet = client.get(f"/services/{team.id}").text

    assert "Isère" in sheet
    assert "Vienne" in sheet


def test_what_is_given_at_a_distance_stands_apart_with_its_own_count(directory, find):
    directory.fixed(kinds=("paej",))
    remotes = {directory.remote().nom for _ in range(7)}
    directory.publish()

    page = find(q="PAEJ", commune=GRENOBLE)

    assert page.total == 1
    assert "7 services à distance" in page.text
    shown = set(page.all_names) - set(page.names)
    assert shown <= remotes
    assert len(shown) == 5


def test_what_is_given_at_a_distance_is_told_where_nothing_is_near(directory, find):
    remote = directory.remote()
    directory.publish()

    page = find(q="PAEJ", commune=GRENOBLE)

    assert page.counted.startswith("Aucune réponse")
    assert page.all_names == [remote.nom]
    assert "À distance" in page.everywhere[0].text


def test_what_is_given_at_a_distance_is_for_the_people_of_its_area(directory, find):
    here = directory.remote(eligible=[("departement", "38")])
    two = directory.remote(eligible=[("departement", "07"), ("departement", "38")])
    elsewhere = directory.remote(eligible=[("departement", "07")])
    directory.publish()

    assert set(find(q="PAEJ", commune=GRENOBLE).all_names) == {here.nom, two.nom}
    assert set(find(q="PAEJ", commune=PRIVAS).all_names) == {two.nom, elsewhere.nom}


def test_a_bus_that_stops_here_on_thursday_says_when_and_where(directory, find):
    stop = directory.stop(GRENOBLE, hours="Th 10:00-12:00", nom="Place du Marché")
    bus = directory.itinerant(stop)
    directory.publish()

    (card,) = find(commune=GRENOBLE).cards

    assert card.name == bus.nom
    assert card.state != "open"
    assert "jeudi" in card.status
    assert "10 h" in card.text
    assert "12 h" in card.text
    assert "Place du Marché" in card.text


def test_of_several_stops_the_nearest_is_told_and_the_service_once(directory, find):
    near = directory.stop(GRENOBLE, hours="Tu 10:00-12:00", nom="Arrêt proche")
    far = directory.stop(GRENOBLE, hours="We 10:00-12:00", nom="Arrêt lointain", north=3)
    bus = directory.itinerant(far, near)
    directory.publish()

    page = find(commune=GRENOBLE)

    assert page.names == [bus.nom]
    assert "Arrêt proche" in page.cards[0].text


@pytest.mark.parametrize(
    ("starts", "ends"),
    [(None, TODAY - timedelta(days=1)), (date(2025, 1, 1), date(2025, 12, 31)), (TODAY + timedelta(days=30), None)],
)
def test_a_stop_out_of_its_period_is_not_an_answer(starts, ends, directory, find):
    directory.itinerant(directory.stop(GRENOBLE, hours="Mo-Su 09:00-12:00", starts=starts, ends=ends))
    directory.publish()

    for asked in ({}, {"ouvert": "maintenant"}, {"public": "jeunes"}, {"ouvert": TODAY.isoformat()}):
        page = find(commune=GRENOBLE, **asked)
        assert page.all_names == []
        assert page.refused == {}


@pytest.mark.parametrize(
    ("starts", "ends"), [(None, None), (TODAY, TODAY), (None, TODAY), (TODAY, None), (date(2026, 9, 1), date(2027, 6, 30))]
)
def test_a_stop_within_its_period_is_an_answer(starts, ends, directory, find):
    bus = directory.itinerant(directory.stop(GRENOBLE, hours="Mo-Su 09:00-12:00", starts=starts, ends=ends))
    directory.publish()

    assert find(commune=GRENOBLE).names == [bus.nom]
    assert find(commune=GRENOBLE, ouvert="maintenant").names == [bus.nom]


def test_a_stop_that_starts_in_the_coming_days_is_told_with_its_day(directory, find):
    directory.itinerant(directory.stop(GRENOBLE, hours="Mo-Su 09:00-12:00", starts=TODAY + timedelta(days=3)))
    directory.publish()

    (card,) = find(commune=GRENOBLE).cards

    assert card.state != "open"
    assert "jeudi" in card.status


def test_a_stop_that_nobody_makes_any_more_is_not_an_answer(directory, find):
    directory.itinerant(directory.stop(GRENOBLE, hours="2024 Mo-Su 09:00-12:00"))
    directory.publish()

    assert find(commune=GRENOBLE).all_names == []


def test_where_a_stop_is_over_the_other_stops_still_answer(directory, find):
    over = directory.stop(GRENOBLE, hours="Mo-Su 09:00-12:00", ends=TODAY - timedelta(days=1), nom="Arrêt supprimé")
    kept = directory.stop(GRENOBLE, hours="Mo-Su 09:00-12:00", north=2, nom="Arrêt gardé")
    directory.itinerant(over, kept)
    directory.publish()

    (card,) = find(commune=GRENOBLE).cards

    assert "Arrêt gardé" in card.text


def test_the_sheet_and_what_search_engines_read_leave_out_the_stops_that_are_over(directory, client):
    over = directory.stop(GRENOBLE, hours="Mo 09:00-12:00", ends=TODAY - timedelta(days=1), nom="Arrêt supprimé", adresse="99 rue du Passé")
    kept = directory.stop(VALENCE, hours="Tu 09:00-12:00", nom="Arrêt gardé", adresse="1 rue du Présent")
    bus = directory.itinerant(over, kept)
    directory.publish()

    html = client.get(f"/services/{bus.id}").text

    assert "1 rue du Présent" in html
    assert "rue du Passé" not in html
    assert "Arrêt supprimé" not in html

from math import cos, radians

import pytest

from app.directory.search.candidates import Criteria, nearest
from app.directory.themes import EVERYTHING
from app.territory.distance import KM_PER_DEGREE
from app.territory.gazetteer import gazetteer
from app.territory.resolve import of_commune
from tests.support.factories import GRENOBLE

FARTHER = "nous avons cherché plus loin"


def test_where_there_is_enough_nearby_the_search_stays_on_foot(directory, find):
    for number in range(20):
        directory.fixed(north=number / 10)
    directory.fixed(north=9)
    directory.publish()

    page = find(commune=GRENOBLE)

    assert page.counted == "20 réponses à moins de 4 km"


@pytest.mark.parametrize(("north", "reached"), [(9, 12), (30, 50), (80, 100)])
def test_where_there_is_little_the_radius_widens_by_itself_and_says_how_far(north, reached, directory, find):
    far = directory.fixed(north=north)
    directory.publish()

    page = find(commune=GRENOBLE)

    assert page.names == [far.nom]
    assert f"à moins de {max(reached, 100)} km" in page.counted
    assert FARTHER in page.counted


def test_a_radius_that_holds_an_answer_is_kept_as_it_was_asked(directory, find):
    near, _ = directory.fixed(north=1), directory.fixed(north=6)
    directory.publish()

    page = find(commune=GRENOBLE, rayon=5)

    assert page.names == [near.nom]
    assert page.counted == "1 réponse à moins de 5 km"


@pytest.mark.parametrize("corner", [(1, 1), (1, -1), (-1, 1), (-1, -1)])
@pytest.mark.parametrize("limit", [2, 20])
def test_what_stands_in_a_corner_of_the_square_around_the_circle_is_not_within(corner, limit, directory, session):
    north, east = (3.5 * side for side in corner)
    team, within, outside = directory.team(("commune", GRENOBLE)), directory.fixed(north=3.9), directory.fixed(north=north)
    outside.locations[0].longitude += east / (KM_PER_DEGREE * cos(radians(45.19)))
    directory.publish()
    place = of_commune(gazetteer().commune(GRENOBLE))

    def found(kilometres):
        entries = nearest(session.connection(), Criteria((EVERYTHING,), place.areas), place.point, kilometres, limit)
        return [entry.service_id for entry in entries]

    assert found(4.0) == [team.id, within.id]
    assert found(5.0) == [team.id, within.id, outside.id][:limit]
    assert found(1.0) == [team.id]


def test_a_radius_that_holds_none_widens_to_the_next_and_says_so(directory, find):
    next_one, _ = directory.fixed(north=8), directory.fixed(north=40)
    directory.publish()

    page = find(commune=GRENOBLE, rayon=5)

    assert page.names == [next_one.nom]
    assert "Rien à moins de 5 km" in page.counted.replace("5 km", "5 km")
    assert "12" in page.counted


@pytest.mark.parametrize("rayon", ["0.5", "2.5", "199.9"])
def test_a_radius_of_one_s_own_is_offered_among_the_choices(rayon, directory, find):
    directory.fixed()
    directory.publish()

    page = find(commune=GRENOBLE, rayon=rayon)

    chosen = [option.get("value") for option in page.document.all("option") if "selected" in option.attrib]
    assert rayon in chosen
    assert f"à moins de {rayon} km" in page.counted


def test_wider_is_one_link_away_until_the_last_step(directory, find, client):
    directory.fixed()
    directory.publish()

    assert "Chercher jusqu’à 12 km" in find(commune=GRENOBLE, rayon=5).text
    assert "Chercher jusqu’à" not in find(commune=GRENOBLE, rayon=100).text


def test_the_border_of_the_circle_is_where_it_is_said_to_be(directory, find):
    inside, _ = directory.fixed(north=4.98), directory.fixed(north=5.02)
    directory.publish()

    assert find(commune=GRENOBLE, rayon=5).names == [inside.nom]


def test_the_stops_of_one_service_do_not_stand_for_many_answers(directory, find):
    directory.itinerant(*(directory.stop(GRENOBLE, hours="Mo-Su 09:00-12:00", nom=f"Arrêt {number}") for number in range(25)))
    other = directory.fixed(north=9)
    directory.publish()

    page = find(commune=GRENOBLE)

    assert other.nom in page.names
    assert page.total == 2


def test_an_empty_region_answers_with_something_to_do(find):
    page = find(q="douche", commune=GRENOBLE)

    assert page.counted.startswith("Aucune réponse")
    assert "Essayez un mot plus simple" in page.text

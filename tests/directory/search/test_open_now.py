import pytest

from tests.support.factories import ALWAYS, GRENOBLE, NIGHTS, WEEKDAYS, confirmed

CLOSED_TODAY = "Tu-Fr 09:00-12:00"
LATER_TODAY = "Mo-Fr 14:00-17:00"
OVER_TODAY = "Mo-Fr 08:00-09:30"

pytestmark = pytest.mark.usefixtures("monday")


def test_the_badge_says_whether_it_is_open_and_until_when(directory, find):
    for hours in (WEEKDAYS, NIGHTS, CLOSED_TODAY, ""):
        directory.fixed(hours=hours)
    directory.publish()

    said = {(card.state, card.status) for card in find(commune=GRENOBLE).cards}

    assert said == {
        ("open", "Ouvert jusqu’à 17 h"),
        ("closed", "Fermé. Ouvre à 20 h"),
        ("closed", "Fermé. Ouvre demain à 9 h"),
        ("unknown", "Horaires non connus"),
    }


def test_what_is_open_now_leaves_out_what_is_closed_and_what_nobody_knows(directory, find):
    kept = {directory.fixed(hours=hours).nom for hours in (WEEKDAYS, ALWAYS)}
    for hours in (NIGHTS, CLOSED_TODAY, LATER_TODAY, ""):
        directory.fixed(hours=hours)
    directory.publish()

    page = find(commune=GRENOBLE, ouvert="maintenant")

    assert set(page.names) == kept
    assert page.total == 2
    assert {card.state for card in page.cards} == {"open"}


def test_what_is_open_today_holds_what_opens_later_but_not_what_is_over(directory, find):
    kept = {directory.fixed(hours=hours).nom for hours in (WEEKDAYS, NIGHTS, LATER_TODAY)}
    for hours in (OVER_TODAY, CLOSED_TODAY, ""):
        directory.fixed(hours=hours)
    directory.publish()

    assert set(find(commune=GRENOBLE, ouvert="aujourdhui").names) == kept


def test_what_is_open_a_given_day_follows_the_hours_of_that_day(directory, find):
    saturday = directory.fixed(hours="Sa 10:00-12:00")
    directory.fixed(hours=WEEKDAYS)
    directory.publish()

    page = find(commune=GRENOBLE, ouvert="2026-11-28")

    assert page.names == [saturday.nom]
    assert "Ouvert le 28 novembre 2026" in page.text


def test_what_is_open_on_a_public_holiday_is_what_says_so(directory, find):
    directory.fixed(hours="Mo-Fr 09:00-17:00; PH off")
    kept = directory.fixed(hours="Mo-Fr,PH 09:00-17:00")
    directory.publish()

    assert find(commune=GRENOBLE, ouvert="2026-12-25").names == [kept.nom]


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1900-01-01", "2200-06-15"])
def test_a_day_out_of_all_sense_is_answered_in_words(day, directory, find):
    directory.fixed()
    directory.publish()

    page = find(commune=GRENOBLE, ouvert=day)

    assert page.status_code in (200, 422)
    assert page.text


def test_those_near_that_are_closed_are_named_with_when_they_open(directory, find):
    directory.fixed(hours=ALWAYS)
    closed = directory.fixed(hours=NIGHTS, north=1)
    directory.publish()

    page = find(commune=GRENOBLE, ouvert="maintenant")

    assert page.names != [closed.nom]
    assert "Ouvre à 20 h" in page.refused[closed.nom]
    assert "À 1" in page.refused[closed.nom]


def test_where_nothing_is_open_the_page_is_not_empty(directory, find):
    closed = directory.fixed(hours=NIGHTS)
    directory.publish()

    page = find(commune=GRENOBLE, ouvert="maintenant")

    assert page.counted.startswith("Aucune réponse")
    assert closed.nom in page.all_names
    assert "fermés pour l’instant" in page.text


def test_what_is_open_stands_first_within_a_band(directory, find):
    closed_next_door = directory.fixed(hours=NIGHTS, north=0.2)
    open_a_walk_away = directory.fixed(hours=ALWAYS, north=3.5)
    closed_a_drive_away = directory.fixed(hours=NIGHTS, north=5)
    open_a_drive_away = directory.fixed(hours=ALWAYS, north=11)
    open_far = directory.fixed(hours=ALWAYS, north=24)
    directory.publish()

    page = find(commune=GRENOBLE, rayon=50)

    expected = [open_a_walk_away, closed_next_door, open_a_drive_away, closed_a_drive_away, open_far]
    assert page.names == [service.nom for service in expected]
    assert "les lieux ouverts avant les autres" in page.text


def test_among_those_as_open_the_nearest_stands_first(directory, find):
    third, first, second = (directory.fixed(hours=ALWAYS, north=north) for north in (3, 0.3, 1.5))
    directory.publish()

    assert find(commune=GRENOBLE).names == [first.nom, second.nom, third.nom]


def test_of_two_at_one_place_the_last_confirmed_stands_first(directory, find):
    stale = directory.fixed(hours=ALWAYS, **confirmed(400))
    never = directory.fixed(hours=ALWAYS)
    fresh = directory.fixed(hours=ALWAYS, **confirmed(3))
    directory.publish()

    assert find(commune=GRENOBLE).names == [fresh.nom, stale.nom, never.nom]


def test_the_nearest_first_can_be_chosen(directory, find):
    open_further = directory.fixed(hours=ALWAYS, north=2)
    closed_near = directory.fixed(hours=NIGHTS, north=1)
    directory.publish()

    page = find(commune=GRENOBLE, tri="distance")

    assert page.names == [closed_near.nom, open_further.nom]
    assert "Les plus proches d’abord." in page.text


def test_the_freshest_first_can_be_chosen(directory, find):
    near = directory.fixed(hours=ALWAYS, **confirmed(300))
    far = directory.fixed(hours=NIGHTS, north=3, **confirmed(1))
    directory.publish()

    assert find(commune=GRENOBLE, tri="fraicheur").names == [far.nom, near.nom]


def test_the_same_search_changes_its_mind_when_the_hour_passes(directory, find, monday):
    morning = directory.fixed(hours="Mo 09:00-10:30")
    directory.publish()

    before = find(commune=GRENOBLE, ouvert="maintenant")
    monday.shift(1800)
    after = find(commune=GRENOBLE, ouvert="maintenant")

    assert before.names == [morning.nom]
    assert after.names == []


def test_now_said_in_the_box_is_the_filter(directory, find):
    kept, _ = directory.fixed(hours=ALWAYS), directory.fixed(hours=NIGHTS)
    directory.publish()

    assert find(q="accueil de jour ouvert maintenant Grenoble").names == [kept.nom]
    assert find(q="accueil de jour ce soir Grenoble").total == 2

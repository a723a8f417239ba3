from datetime import date

import pytest

from tests.support.factories import ALWAYS, GRENOBLE, NIGHTS, WEEKDAYS

MONDAY, TUESDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 27)
LAST_WEEK, SUNDAY = date(2026, 11, 16), date(2026, 11, 22)

pytestmark = pytest.mark.usefixtures("monday")


def test_what_is_closed_for_the_week_is_closed_in_the_badge_the_filter_and_the_order(directory, find):
    closed = directory.fixed(hours=WEEKDAYS)
    other = directory.fixed(hours=WEEKDAYS, north=2)
    directory.temporarily(closed, "closure", MONDAY, FRIDAY, message="Fermé pour travaux.")
    directory.publish()

    page = find(commune=GRENOBLE)
    by_name = {card.name: card for card in page.cards}

    assert page.names == [other.nom, closed.nom]
    assert by_name[closed.nom].state == "closed"
    assert "Rouvre lundi 30 novembre à 9 h" in by_name[closed.nom].status
    assert "Fermé pour travaux." in by_name[closed.nom].text
    open_now = find(commune=GRENOBLE, ouvert="maintenant")
    assert open_now.names == [other.nom]
    assert "Rouvre" in open_now.refused[closed.nom]
    assert find(commune=GRENOBLE, ouvert="2026-11-26").names == [other.nom]
    assert set(find(commune=GRENOBLE, ouvert="2026-11-30").names) == {other.nom, closed.nom}


def test_a_closure_of_the_structure_closes_each_of_its_services(directory, find, client):
    structure = directory.structure()
    first, second = (directory.fixed(structure=structure) for _ in range(2))
    directory.temporarily(structure, "closure", MONDAY, MONDAY)
    directory.publish()

    page = find(commune=GRENOBLE)

    assert {card.name: card.state for card in page.cards} == {first.nom: "closed", second.nom: "closed"}
    assert find(commune=GRENOBLE, ouvert="maintenant").names == []
    assert "state-open" not in client.get(f"/structures/{structure.id}").text


def test_other_hours_open_what_is_usually_closed(directory, find):
    place = directory.fixed(hours=NIGHTS)
    directory.temporarily(place, "hours", MONDAY, TUESDAY, hours="Mo-Su 08:00-12:00", message="Horaires d’hiver.")
    directory.publish()

    page = find(commune=GRENOBLE, ouvert="maintenant")

    assert page.names == [place.nom]
    assert page.cards[0].status == "Ouvert jusqu’à 12 h"
    assert "Horaires d’hiver." in page.cards[0].text


def test_a_message_changes_no_hour_but_is_told(directory, find):
    place = directory.fixed(hours=WEEKDAYS)
    directory.temporarily(place, "message", LAST_WEEK, FRIDAY, message="Entrée par la cour.")
    directory.publish()

    (card,) = find(commune=GRENOBLE, ouvert="maintenant").cards

    assert card.state == "open"
    assert card.name == place.nom
    assert "Entrée par la cour." in card.text


@pytest.mark.parametrize(("starts", "told"), [(date(2026, 12, 1), True), (date(2026, 12, 8), True), (date(2026, 12, 9), False)])
def test_a_closure_is_announced_fifteen_days_ahead(starts, told, directory, find, client):
    place = directory.fixed(hours=ALWAYS)
    directory.temporarily(place, "closure", starts, date(2026, 12, 20), message="Fermé en décembre.")
    directory.publish()

    assert ("Fermé en décembre." in find(commune=GRENOBLE).cards[0].text) is told
    assert ("Fermé en décembre." in client.get(f"/services/{place.id}").text) is told


def test_what_is_over_is_not_told_any_more(directory, find, client):
    place = directory.fixed(hours=WEEKDAYS)
    directory.temporarily(place, "closure", LAST_WEEK, SUNDAY, message="Fermé la semaine passée.")
    directory.publish()

    (card,) = find(commune=GRENOBLE, ouvert="maintenant").cards

    assert card.state == "open"
    assert "semaine passée" not in card.text
    assert "semaine passée" not in client.get(f"/services/{place.id}").text


def test_what_a_team_or_a_line_says_for_a_time_is_told_too(directory, find):
    team = directory.team(("departement", "38"))
    line = directory.remote()
    directory.temporarily(team, "closure", MONDAY, FRIDAY, message="Pas de tournée cette semaine.")
    directory.temporarily(line, "message", MONDAY, FRIDAY, message="Réponse plus lente cette semaine.")
    directory.publish()

    assert "Pas de tournée cette semaine." in find(commune=GRENOBLE).cards[0].text
    assert "Réponse plus lente cette semaine." in find(commune=GRENOBLE, q="PAEJ").everywhere[0].text


def test_the_sheet_says_the_same_as_the_card(directory, find, client):
    place = directory.fixed(hours=WEEKDAYS)
    directory.temporarily(place, "closure", MONDAY, TUESDAY, message="Fermé pour inventaire.")
    directory.publish()

    (card,) = find(commune=GRENOBLE).cards
    sheet = client.get(f"/services/{place.id}").text.replace("\u00a0", " ")

    assert card.status in sheet
    assert "Fermé pour inventaire." in sheet


def test_a_closure_that_ends_tonight_is_over_tomorrow(directory, find, monday):
    directory.fixed(hours=WEEKDAYS)
    closed = directory.fixed(hours=WEEKDAYS, north=1)
    directory.temporarily(closed, "closure", LAST_WEEK, MONDAY)
    directory.publish()

    today = find(commune=GRENOBLE, ouvert="maintenant").names
    monday.shift(24 * 3600)
    tomorrow = find(commune=GRENOBLE, ouvert="maintenant").names

    assert closed.nom not in today
    assert closed.nom in tomorrow

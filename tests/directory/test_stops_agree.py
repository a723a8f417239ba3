"""A stop that is cancelled or moved for a day: badge, search, search engines, calendar and « qui passe » give one answer."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.clock import PARIS
from app.directory.opening.rules import ChangeKind, Schedule, TemporaryChange
from app.directory.opening.status import intervals
from app.directory.search.openings import outside
from app.directory.stops.passages import passages
from tests.directory.stopping import cancelled, held_in_calendar, moved, open_in_json_ld, open_in_search, passing
from tests.support.factories import GRENOBLE

EVENINGS, NIGHTS = "Mo-Su 19:00-21:00", "Mo-Su 22:00-03:00"
DAY = timedelta(days=1)
SCHEDULES = (
    EVENINGS,
    NIGHTS,
    "Tu 10:00-12:00,14:00-16:00",
    "Mo-Fr 08:00-09:00; PH off",
    "We[1,3] 18:00-20:00",
    "24/7",
    "Sa-Su 00:00-24:00",
)


@pytest.mark.parametrize(
    ("hours", "day", "instant"),
    [
        (EVENINGS, "2026-11-23", "2026-11-23 19:30"),
        (EVENINGS, "2026-11-23", "2026-11-24 19:30"),
        (EVENINGS, "2026-11-23", "2026-11-23 18:59"),
        (NIGHTS, "2026-11-23", "2026-11-23 23:00"),
        (NIGHTS, "2026-11-23", "2026-11-24 01:30"),
        (NIGHTS, "2026-11-23", "2026-11-24 22:30"),
        (NIGHTS, "2026-11-24", "2026-11-24 01:30"),
        (NIGHTS, "2026-10-24", "2026-10-25 02:30"),
        (NIGHTS, "2026-10-25", "2026-10-25 02:30"),
        (NIGHTS, "2027-03-27", "2027-03-28 01:30"),
        (NIGHTS, "2027-03-28", "2027-03-28 22:30"),
    ],
)
@pytest.mark.parametrize("is_moved", [False, True])
def test_every_side_says_the_same_of_a_day_that_differs(hours, day, instant, is_moved, session, directory, plain, at):  # noqa: PLR0917
    now, day = at(instant), date.fromisoformat(day)
    stop = directory.stop(GRENOBLE, hours=hours, nom="Gare")
    places = [stop, directory.stop(GRENOBLE, hours=hours, nom="Halles", north=1)] if is_moved else [stop]
    bus = directory.itinerant(*places, telephone="04 65 71 00 01")
    if is_moved:
        session.flush()
        moved(session, stop, day, places[1])
    else:
        cancelled(session, stop, day)
    directory.publish()
    closed, own = TemporaryChange(ChangeKind.CLOSURE, day, day), outside(day, day, now.date())
    at_stop, at_other = (bool(intervals(Schedule(hours), now, now + timedelta(minutes=1), changes)) for changes in ([closed], own))
    is_held = at_stop or (is_moved and at_other)

    sheet = plain.get(f"/services/{bus.id}").text
    assert ("state-open" in sheet) is is_held
    assert any(open_in_json_ld(sheet, now.astimezone(PARIS).replace(tzinfo=None))) is is_held
    assert (bus.nom in open_in_search(plain, GRENOBLE)) is is_held
    assert held_in_calendar(plain.get(f"/services/{bus.id}/arrets.ics").get_data(as_text=True), now) is is_held


def test_the_search_tells_when_a_stop_that_is_cancelled_tonight_passes_next(session, directory, find, monday):
    stop = directory.stop(GRENOBLE, hours="Mo,Th 19:00-21:00", nom="Gare")
    directory.itinerant(stop)
    cancelled(session, stop, date(2026, 11, 23), "Le camion est en panne.")
    directory.publish()

    card = find(commune=GRENOBLE).cards[0]
    assert card.status == "Passe jeudi, 19 h – 21 h"
    assert "Ce soir : passage annulé Le camion est en panne." in card.text
    assert "Gare" in card.text


def test_a_stop_that_is_moved_says_where_on_its_card_and_on_its_sheet(session, directory, find, client, monday):
    stop, instead = (
        directory.stop(GRENOBLE, hours=EVENINGS, nom="Gare"),
        directory.stop(GRENOBLE, hours="Mo 20:00-22:00", nom="Place Bellecour", north=2),
    )
    bus = directory.itinerant(stop, instead)
    session.flush()
    moved(session, stop, date(2026, 11, 23), instead)
    directory.publish()

    card = find(commune=GRENOBLE).cards[0]
    assert "Ce soir : passage déplacé, Place Bellecour, Grenoble" in card.text
    sheet = client.get(f"/services/{bus.id}").text
    assert "Ce soir\u00a0: passage déplacé, Place Bellecour, Grenoble" in sheet
    assert "Ce jour-là seulement, au lieu de\u00a0: Gare, Grenoble" in sheet
    assert "Passe ce soir, 20\u00a0h – 22\u00a0h" in sheet
    assert "passage déplacé</dd>" in sheet
    monday.move_to(datetime(2026, 11, 24, 9, tzinfo=UTC))
    after = client.get(f"/services/{bus.id}").text
    assert "Bellecour" not in after
    assert "déplacé" not in after


def test_what_stands_for_a_stop_in_the_night_is_told_until_it_leaves(session, directory, client, at):
    at("2026-11-24 01:30")
    stop, instead = directory.stop(GRENOBLE, hours=NIGHTS, nom="Gare"), directory.stop(GRENOBLE, hours=NIGHTS, nom="Place Bellecour")
    bus = directory.itinerant(stop, instead)
    session.flush()
    moved(session, stop, date(2026, 11, 23), instead)
    directory.publish()

    assert "Bellecour" in client.get(f"/services/{bus.id}").text
    assert [struck for _, struck in passing(client, commune=GRENOBLE)] == [True, False]
    at("2026-11-24 03:30")
    assert "Bellecour" not in client.get(f"/services/{bus.id}").text


def test_a_stop_that_begins_today_is_not_made_in_the_night_before(directory, plain, at):
    at("2026-11-24 01:00")
    bus = directory.itinerant(directory.stop(GRENOBLE, hours=NIGHTS, starts=date(2026, 11, 24)))
    directory.publish()

    assert open_in_search(plain, GRENOBLE) == []
    assert "state-open" not in plain.get(f"/services/{bus.id}").text


days = st.integers(0, 20).map(lambda number: date(2026, 10, 15) + number * DAY)
spans = st.tuples(days, st.integers(0, 3)).map(lambda pair: (pair[0], pair[0] + pair[1] * DAY))
closures = spans.map(lambda span: TemporaryChange(ChangeKind.CLOSURE, *span))
of_stop = days.map(lambda day: TemporaryChange(ChangeKind.CLOSURE, day, day, moved_to=""))
others = spans.map(lambda span: TemporaryChange(ChangeKind.HOURS, *span, expression="Mo-Su 23:00-01:00"))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SCHEDULES), st.lists(st.one_of(closures, of_stop, others), max_size=4), st.none() | days, st.none() | days)
def test_the_passages_that_take_place_are_the_hours_of_the_status(hours, changes, starts, ends):
    if starts is not None and ends is not None and ends < starts:
        starts, ends = ends, starts
    today, last = date(2026, 10, 15), date(2026, 11, 5)
    period = outside(starts, ends, today)
    changes = (*changes, *period)

    told = passages(Schedule(hours), changes, period, today - DAY, last)
    start, end = (datetime(day.year, day.month, day.day, tzinfo=PARIS) for day in (today, last + DAY))
    covered: set[datetime] = set()
    for passage in told:
        if passage.change is None:
            at = max(passage.start, start).astimezone(UTC)
            while at < min(passage.end, end).astimezone(UTC):
                covered.add(at)
                at += timedelta(minutes=30)
    expected: set[datetime] = set()
    for begin, stop in intervals(Schedule(hours), start, end, changes):
        at = begin.astimezone(UTC)
        while at < stop.astimezone(UTC):
            expected.add(at)
            at += timedelta(minutes=30)
    assert covered == expected
    assert all(passage.change is None or passage.change.holds_on(passage.day) for passage in told)


def test_a_place_with_signs_in_its_name_reaches_the_calendar_whole(session, directory, plain, monday):
    bus = directory.itinerant(directory.stop(GRENOBLE, hours=EVENINGS, nom="Gare ; quai 1, abri\\nord"), nom="Bus « du soir »")
    directory.publish()
    page = plain.get(f"/services/{bus.id}").text
    assert f"/services/{bus.id}/arrets.ics" in page
    assert quote(f"/services/{bus.id}/arrets.ics") in page
    assert "LOCATION:Gare \\; quai 1\\, abri\\\\nord\\, 1 rue" in plain.get(f"/services/{bus.id}/arrets.ics").text.replace("\r\n ", "")

"""The calendar of a service: as RFC 5545 wants it, and the same each time that it is read."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.directory.editing import edit
from app.directory.fields import snapshot
from app.directory.history import Author
from app.directory.models import Location
from app.directory.rules import Origin
from app.directory.stops.calendar import Event, calendar
from tests.directory.stopping import cancelled, events, moved
from tests.support.factories import GRENOBLE, VALENCE

LONGEST_LINE = 75
"""Octets (RFC 5545, 3.1)."""

MONDAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
AUTHOR = Author(Origin.ASSOCIATION, "association", 1)


def read(plain, service, query: str = "") -> str:
    answer = plain.get(f"/services/{service.id}/arrets.ics{query}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return answer.get_data(as_text=True)


@pytest.fixture
def bus(session, directory, monday):
    """Tuesdays at the station, from nine in the evening into the night at the market; telephone known."""
    made = directory.itinerant(
        directory.stop(GRENOBLE, hours="Tu 10:00-12:00,14:00-15:00", nom="Gare"),
        directory.stop(VALENCE, hours="Mo 21:00-01:00", nom="Marché", ends=date(2026, 12, 14)),
        nom="Bus, « du soir »", telephone="04 65 71 00 01",
    )  # fmt: skip
    directory.publish()
    return made


def test_eight_weeks_of_passages_are_events_in_utc(plain, bus):
    found = events(read(plain, bus))

    at_station = [event for event in found if "Gare" in event["LOCATION"]]
    assert len(at_station) == 2 * 8
    assert (at_station[0]["DTSTART"], at_station[0]["DTEND"]) == ("20261124T090000Z", "20261124T110000Z")
    assert [event["DTSTART"] for event in found if "Marché" in event["LOCATION"]] == [
        "20261123T200000Z", "20261130T200000Z", "20261207T200000Z", "20261214T200000Z",
    ]  # fmt: skip
    assert {event["STATUS"] for event in found} == {"CONFIRMED"}
    assert at_station[0]["SUMMARY"] == "Bus\\, « du soir »\\, Gare"
    assert "04\u00a065" in at_station[0]["DESCRIPTION"]
    assert at_station[0]["URL"].endswith(f"/services/{bus.id}")
    assert at_station[0]["GEO"].startswith("45.")


def test_the_hour_stays_when_clocks_change(plain, bus, at):
    at("2027-03-22 09:00")
    mornings = [event["DTSTART"] for event in events(read(plain, bus)) if event["DTSTART"][9:11] in ("08", "09")]
    assert mornings[:2] == ["20270323T090000Z", "20270330T080000Z"]


def test_a_cancelled_passage_keeps_its_name_and_a_moved_one_has_its_own(session, directory, plain, bus):
    before = {event["DTSTART"]: event for event in events(read(plain, bus))}
    instead = directory.stop(GRENOBLE, hours="Tu 18:00-19:00", nom="Halles")
    bus.locations.append(instead)
    session.flush()
    cancelled(session, bus.locations[1], MONDAY, "En panne.")
    moved(session, bus.locations[0], date(2026, 11, 24), instead)
    directory.publish()

    after = {event["DTSTART"]: event for event in events(read(plain, bus))}
    assert {start: event["UID"] for start, event in after.items() if start in before} == {
        start: event["UID"] for start, event in before.items()
    }
    assert after["20261123T200000Z"]["STATUS"] == "CANCELLED"
    assert after["20261123T200000Z"]["SUMMARY"].startswith("Annulé\u00a0: ")
    assert "En panne." in after["20261123T200000Z"]["DESCRIPTION"]
    assert "Halles\\, Grenoble" in after["20261124T090000Z"]["DESCRIPTION"]
    assert (after["20261124T170000Z"]["STATUS"], "Halles" in after["20261124T170000Z"]["LOCATION"]) == ("CONFIRMED", True)
    assert len({event["UID"] for event in after.values()}) == len(after)


def test_what_changes_is_said_with_a_higher_number(session, plain, bus):
    first = events(read(plain, bus))[0]
    edit(session, bus, {"telephone": "04 65 71 00 02"}, AUTHOR)
    session.commit()
    last = events(read(plain, bus))[0]
    assert last["UID"] == first["UID"]
    assert int(last["SEQUENCE"]) > int(first["SEQUENCE"])


def test_a_calendar_without_event_is_still_one(directory, plain, monday):
    bus = directory.itinerant(directory.stop(GRENOBLE, hours="2027 Sep 01 10:00-11:00"))
    directory.publish()
    text = read(plain, bus)
    assert events(text) == []
    assert "BEGIN:VTIMEZONE\r\nTZID:Europe/Paris\r\n" in text
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.endswith("END:VCALENDAR\r\n")


def test_what_makes_no_stop_has_no_calendar(directory, plain, monday):
    fixed = directory.fixed()
    over = directory.itinerant(directory.stop(GRENOBLE, hours="Mo 10:00-11:00", ends=MONDAY - timedelta(days=1)))
    gone = directory.itinerant(directory.stop(GRENOBLE, hours="Mo 10:00-11:00"), ended_on=MONDAY)
    directory.publish()
    for service in (fixed, over, gone):
        assert plain.get(f"/services/{service.id}/arrets.ics").status_code == 404
    assert plain.get("/services/999/arrets.ics").status_code == 404


def test_another_language_has_its_words_and_nothing_is_read_twice(plain, bus):
    answer = plain.get(f"/services/{bus.id}/arrets.ics?lang=ar")
    assert answer.status_code == 200
    again = plain.get(f"/services/{bus.id}/arrets.ics?lang=ar", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_breaks_a_calendar(name, message):
    event = Event("arret-1-20261123-1@exemple.fr", AT, AT, name, message, message, "https://exemple.fr", None, 1, is_cancelled=False)
    text = calendar(name, [event], AT)

    lines = text.split("\r\n")
    assert lines.pop() == ""
    assert all(len(line.encode("utf-8", "surrogatepass")) <= LONGEST_LINE for line in lines)
    assert not any(sign in line for line in lines for sign in "\r\n\x00\x0b\x85\u2028")
    unfolded = text.replace("\r\n ", "").split("\r\n")
    assert [line for line in unfolded if line.startswith(("BEGIN:VEVENT", "END:VEVENT", "BEGIN:VCALENDAR", "END:VCALENDAR"))] == [
        "BEGIN:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip
    assert all(":" in line for line in unfolded if line)


def test_a_stop_that_goes_leaves_the_others_their_rows(session, directory):
    bus = directory.itinerant(*(directory.stop(GRENOBLE, hours="Mo 10:00-11:00", nom=name) for name in ("Un", "Deux", "Trois")))
    directory.publish()
    numbers = {place.nom: place.id for place in bus.locations}
    sites = snapshot(bus)["sites"]
    edit(session, bus, {"sites": [sites[0], {**sites[2], "nom": "Trois bis"}]}, AUTHOR)
    assert [(place.nom, place.id) for place in bus.locations] == [("Un", numbers["Un"]), ("Trois bis", numbers["Deux"])]
    edit(session, bus, {"sites": [sites[0], {**sites[2], "nom": "Trois bis"}, sites[1]]}, AUTHOR)
    edit(session, bus, {"sites": snapshot(bus)["sites"][1:]}, AUTHOR)
    assert [(place.nom, place.id == numbers["Deux"]) for place in bus.locations] == [("Trois bis", True), ("Deux", False)]
    assert session.query(Location).count() == 2

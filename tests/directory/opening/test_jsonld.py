from datetime import date

from app.directory.opening.jsonld import opening_hours_specification
from app.directory.opening.rules import ChangeKind, Schedule, TemporaryChange
from tests.directory.opening.identity import paris

NOW = paris("2026-11-20 10:00")


def brief(text, changes=()):
    found = opening_hours_specification(Schedule(text), NOW, changes)
    return [("".join(name[:2] for name in s["dayOfWeek"]), s["opens"], s["closes"], s["validFrom"], s["validThrough"]) for s in found]


def test_an_ordinary_week_is_one_entry_for_each_slot():
    assert brief("Mo-Fr 08:30-12:00,13:30-17:30") == [
        ("MoTuWeThFr", "08:30", "12:00", "2026-11-19", "2026-12-04"),
        ("MoTuWeThFr", "13:30", "17:30", "2026-11-19", "2026-12-04"),
    ]


def test_a_night_closes_before_it_opens():
    assert brief("Fr 22:00-02:00; Sa off") == [("Fr", "22:00", "02:00", "2026-11-19", "2026-12-04")]


def test_a_whole_day_is_written_as_search_engines_read_it():
    assert brief("24/7") == [("MoTuWeThFrSaSu", "00:00", "23:59", "2026-11-19", "2026-12-04")]


def test_a_day_that_differs_is_dated():
    closure = TemporaryChange(ChangeKind.CLOSURE, date(2026, 11, 24), date(2026, 11, 24))
    assert brief("Tu 09:00-12:00", [closure]) == [
        ("Tu", "00:00", "00:00", "2026-11-24", "2026-11-24"),
        ("Tu", "09:00", "12:00", "2026-12-01", "2026-12-01"),
    ]


def test_nothing_open_is_said_closed_and_nothing_known_is_not_said():
    assert brief("2020 Mo 10:00-12:00") == [("MoTuWeThFrSaSu", "00:00", "00:00", "2026-11-19", "2026-12-04")]
    assert brief("lundi") == []
    assert brief("Mo 10:00-12:00; Fr 10:00-12:00 unknown") == []

from datetime import date, time

import pytest

from app.directory.opening.labels import day_line, slots_text, status_text, time_text
from app.directory.opening.rules import ChangeKind, Schedule, TemporaryChange
from app.directory.opening.status import status
from tests.directory.opening.identity import ARABIC_TIMES, ENGLISH_TIMES, FRENCH_TEXTS, paris, plain

OFFICE = "Mo-Fr 08:30-12:00,13:30-17:30; Sa 09:00-12:00"
NIGHT = "Mo-Fr 20:00-08:00; Sa-Su 19:00-09:00"
SHORT = TemporaryChange(ChangeKind.CLOSURE, date(2026, 11, 19), date(2026, 11, 20))
LONG = TemporaryChange(ChangeKind.CLOSURE, date(2026, 11, 19), date(2026, 11, 24))
ENDLESS = TemporaryChange(ChangeKind.CLOSURE, date(2026, 11, 19), date(2027, 1, 1))
YEARS = TemporaryChange(ChangeKind.CLOSURE, date(2026, 11, 19), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("text", "instant", "changes", "words"),
    [
        (OFFICE, "2026-11-20 15:00", (), "Ouvert jusqu’à 17 h 30"),
        (OFFICE, "2026-11-20 12:30", (), "Fermé. Ouvre à 13 h 30"),
        (OFFICE, "2026-11-20 18:00", (), "Fermé. Ouvre demain à 9 h"),
        (OFFICE, "2026-11-21 12:00", (), "Fermé. Ouvre lundi à 8 h 30"),
        ("Fr 09:00-12:00", "2026-11-20 12:00", (), "Fermé. Ouvre vendredi 27 novembre à 9 h"),
        ("Dec 01 09:00-12:00", "2026-11-20 12:00", (), "Fermé. Ouvre mardi 1er décembre à 9 h"),
        ("2020 Mo 09:00-12:00", "2026-11-20 12:00", (), "Fermé pour l’instant"),
        ("lundi", "2026-11-20 12:00", (), "Horaires non connus"),
        ("24/7", "2026-11-20 12:00", (), "Ouvert jour et nuit"),
        ("24/7; Nov 25 off", "2026-11-20 12:00", (), "Ouvert jour et nuit jusqu’au mardi 24 novembre à minuit"),
        ("24/7; Nov 25 09:00-24:00", "2026-11-23 12:00", (), "Ouvert jusqu’à demain minuit"),
        ("Mo-Su 18:00-24:00", "2026-11-20 19:00", (), "Ouvert jusqu’à minuit"),
        ("Mo-Su 18:00-02:00", "2026-11-20 19:00", (), "Ouvert jusqu’à 2 h du matin"),
        ("Mo-Su 18:00-02:00", "2026-11-21 01:00", (), "Ouvert jusqu’à 2 h"),
        (NIGHT, "2026-11-20 22:00", (), "Ouvert jusqu’à demain 8 h"),
        (OFFICE, "2026-11-20 12:00", (SHORT,), "Fermé temporairement. Rouvre demain à 9 h"),
        (OFFICE, "2026-11-20 12:00", (LONG,), "Fermé temporairement. Rouvre mercredi à 8 h 30"),
        (OFFICE, "2026-11-20 12:00", (ENDLESS,), "Fermé temporairement, jusqu’au vendredi 1er janvier inclus"),
        (OFFICE, "2026-11-20 12:00", (YEARS,), "Fermé temporairement, jusqu’au vendredi 31 décembre 2027 inclus"),
        (OFFICE, "2026-11-18 12:30", (LONG,), "Fermé. Ouvre à 13 h 30"),
    ],
)
def test_the_badge_speaks_plainly(text, instant, changes, words):
    now = paris(instant)
    assert plain(status_text(status(Schedule(text), now, changes), now, FRENCH_TEXTS)) == words


@pytest.mark.parametrize(
    ("text", "instant", "words"),
    [
        (OFFICE, "2026-11-20 07:00", "Aujourd’hui : 8 h 30 – 12 h, 13 h 30 – 17 h 30"),
        (OFFICE, "2026-11-20 12:30", "Aujourd’hui : 8 h 30 – 12 h, 13 h 30 – 17 h 30"),
        (OFFICE, "2026-11-20 18:00", "Demain : 9 h – 12 h"),
        (OFFICE, "2026-11-21 18:00", "Lundi : 8 h 30 – 12 h, 13 h 30 – 17 h 30"),
        ("Fr 09:00-12:00", "2026-11-20 12:00", "Vendredi 27 novembre : 9 h – 12 h"),
        ("Nov 20 09:00-12:00", "2026-11-20 12:00", "Aujourd’hui : 9 h – 12 h"),
        ("24/7", "2026-11-20 12:00", "Aujourd’hui : jour et nuit"),
        (NIGHT, "2026-11-20 12:00", "Aujourd’hui : 20 h – 8 h"),
        ("Mo-Su 18:00-24:00", "2026-11-20 12:00", "Aujourd’hui : 18 h – minuit"),
        ("Fr 08:00-08:00", "2026-11-20 12:00", "Aujourd’hui : de 8 h au lendemain 8 h"),
        ("Fr 22:00-02:00", "2026-11-21 01:00", ""),
        ("2020 Mo 09:00-12:00", "2026-11-20 12:00", ""),
        ("lundi", "2026-11-20 12:00", ""),
    ],
)
def test_the_line_of_the_day_tells_today_or_the_next_opening(text, instant, words):
    now = paris(instant)
    assert plain(day_line(status(Schedule(text), now), now, FRENCH_TEXTS)) == words


@pytest.mark.parametrize(
    ("moment", "french", "english", "arabic"),
    [
        (time(9), "9 h", "9 am", "9:00"),
        (time(17, 30), "17 h 30", "5:30 pm", "17:30"),
        (time(12, 5), "12 h 05", "12:05 pm", "12:05"),
        (time(0, 15), "0 h 15", "12:15 am", "0:15"),
    ],
)
def test_times_are_those_of_each_language(moment, french, english, arabic):
    assert plain(time_text(moment, FRENCH_TEXTS)) == french
    assert plain(time_text(moment, ENGLISH_TIMES)) == english
    assert time_text(moment, ARABIC_TIMES) == arabic


def test_no_time_is_broken_over_two_lines():
    assert " " not in time_text(time(17, 30), FRENCH_TEXTS) + time_text(time(17, 30), ENGLISH_TIMES)
    now = paris("2026-11-20 10:00")
    assert "Aujourd’hui\N{NO-BREAK SPACE}: " in day_line(status(Schedule(OFFICE), now), now, FRENCH_TEXTS)


def test_no_slot_is_said_closed():
    assert slots_text((), FRENCH_TEXTS) == "fermé"


@pytest.mark.parametrize(("t", "monday"), [(ENGLISH_TIMES, "Monday"), (ARABIC_TIMES, "الاثنين")])
def test_days_are_named_in_the_language_of_the_reader(t, monday):
    now = paris("2026-11-21 18:00")
    assert monday in status_text(status(Schedule(OFFICE), now), now, t)
    assert day_line(status(Schedule(OFFICE), now), now, t).startswith(monday)

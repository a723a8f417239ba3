from datetime import date

import pytest

from app.directory.opening.labels import WeekLine, week_lines
from app.directory.opening.rules import ChangeKind, Schedule, TemporaryChange
from tests.directory.opening.identity import ENGLISH_TIMES, FRENCH_TEXTS, paris, plain

OFFICE = "Mo-Fr 08:30-12:00; Sa 09:00-12:00"
OFFICE_WEEK = ["Du lundi au vendredi : 8 h 30 – 12 h", "Le samedi : 9 h – 12 h", "Le dimanche : fermé"]


def said(schedule, instant="2026-11-20 10:00", changes=()):
    if isinstance(schedule, str):
        schedule = Schedule(schedule)
    return [plain(f"{line.days} : {line.slots}") for line in week_lines(schedule, paris(instant), FRENCH_TEXTS, changes)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (OFFICE, OFFICE_WEEK),
        ("24/7", ["Tous les jours : jour et nuit"]),
        ("Mo,We 10:00-12:00", ["Le lundi : 10 h – 12 h", "Le mardi : fermé", "Le mercredi : 10 h – 12 h", "Du jeudi au dimanche : fermé"]),
        ("Mo-Fr 20:00-08:00; Sa-Su 19:00-09:00", ["Du lundi au vendredi : 20 h – 8 h", "Le samedi et le dimanche : 19 h – 9 h"]),
        ("week 1-53/2 Mo 10:00-12:00", ["Le lundi 30 novembre : 10 h – 12 h", "Les autres jours : fermé"]),
        ("2020 Mo 10:00-12:00", ["Les deux prochaines semaines : fermé"]),
        ("lundi", []),
    ],
)
def test_a_week_is_told_in_few_lines(text, lines):
    assert said(text) == lines


def test_the_day_of_the_week_on_which_one_reads_changes_nothing():
    for day in range(16, 23):
        assert said(OFFICE, f"2026-11-{day} 10:00") == OFFICE_WEEK


def test_a_week_that_differs_is_told_with_its_dates():
    dated = said("Mo 10:00-12:00; Nov 30 14:00-16:00")
    assert dated == ["Le lundi : 10 h – 12 h", "Du mardi au dimanche : fermé", "Le lundi 30 novembre : 14 h – 16 h"]


def test_a_public_holiday_is_named():
    closed = said("Mo-Su 09:00-12:00; PH off", "2026-12-22 10:00")
    assert closed == [
        "Tous les jours : 9 h – 12 h",
        "Le vendredi 25 décembre, jour férié : fermé",
        "Le vendredi 1er janvier, jour férié : fermé",
    ]


def test_a_public_holiday_of_which_the_hours_say_nothing_is_to_be_checked():
    assert said(OFFICE, "2026-12-22 10:00") == [
        *OFFICE_WEEK,
        "Le vendredi 25 décembre, jour férié : horaires à vérifier",
        "Le vendredi 1er janvier, jour férié : horaires à vérifier",
    ]


def test_coming_school_holidays_are_told_with_their_dates():
    schedule = Schedule("Mo-Fr 09:00-12:00", school_holidays="Mo-Fr 14:00-16:00")
    lines = said(schedule, "2026-10-14 10:00")
    assert lines == [
        "Du lundi au vendredi : 9 h – 12 h",
        "Le samedi et le dimanche : fermé",
        "Du lundi 19 octobre au vendredi 23 octobre : 14 h – 16 h",
        "Du lundi 26 octobre au mardi 27 octobre : 14 h – 16 h".replace("Du", "Le").replace("au", "et le"),
    ]


def test_a_closure_is_told_beside_the_ordinary_week_to_its_real_end():
    short = TemporaryChange(ChangeKind.CLOSURE, date(2026, 11, 19), date(2026, 11, 24))
    assert said(OFFICE, changes=[short]) == [*OFFICE_WEEK, "Du vendredi 20 novembre au mardi 24 novembre : fermeture temporaire"]
    long = TemporaryChange(ChangeKind.CLOSURE, date(2026, 11, 19), date(2027, 1, 31))
    assert said(OFFICE, changes=[long]) == ["Du vendredi 20 novembre au dimanche 31 janvier : fermeture temporaire"]


def test_other_hours_are_told_with_their_dates():
    other = TemporaryChange(ChangeKind.HOURS, date(2026, 11, 23), date(2026, 11, 27), "Mo-Fr 14:00-16:00")
    assert said(OFFICE, changes=[other]) == [*OFFICE_WEEK, "Du lundi 23 novembre au vendredi 27 novembre : 14 h – 16 h"]


def test_a_message_adds_no_line():
    message = TemporaryChange(ChangeKind.MESSAGE, date(2026, 11, 20), date(2026, 11, 20), message="Entrée par la cour")
    assert said(OFFICE, changes=[message]) == OFFICE_WEEK


def test_days_are_named_in_the_language_of_the_reader():
    assert week_lines(Schedule("Sa 09:00-12:00"), paris("2026-11-20 10:00"), ENGLISH_TIMES)[1] == WeekLine(
        "Le Saturday", "9\N{NO-BREAK SPACE}am – 12\N{NO-BREAK SPACE}pm"
    )

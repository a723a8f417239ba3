"""Days of the month: told by their rule, whatever the day on which one reads."""

from datetime import date, datetime, timedelta

import pytest

from app.core.clock import PARIS
from app.directory.opening.labels import week_lines
from app.directory.opening.monthly import monthly, numbers_of
from app.directory.opening.rules import ChangeKind, Schedule, TemporaryChange
from tests.directory.opening.identity import ARABIC_TIMES, ENGLISH_TIMES, FRENCH_TEXTS, plain

FIRST = datetime(2026, 11, 2, 10, tzinfo=PARIS)
SIXTY_DAYS = [FIRST + timedelta(days=number) for number in range(60)]
WORKING_WEEK = ["Du lundi au vendredi : 9 h – 12 h", "Le samedi et le dimanche : fermé"]
CASES = [
    ("Tu[1,3] 09:00-12:00", ["Le 1er et le 3e mardi du mois : 9 h – 12 h", "Les autres jours : fermé"]),
    ("We[1],We[3] 14:00-17:00; PH off", ["Le 1er et le 3e mercredi du mois : 14 h – 17 h", "Les autres jours : fermé"]),
    ("Mo-Fr 09:00-12:00; Tu[1,3] 14:00-17:00", [*WORKING_WEEK, "Le 1er et le 3e mardi du mois : 14 h – 17 h"]),
    ("Mo-Fr 09:00-12:00, Tu[1,3] 14:00-17:00", [*WORKING_WEEK, "Le 1er et le 3e mardi du mois : 9 h – 12 h, 14 h – 17 h"]),
    ("Sa[-1] 10:00-12:00", ["Le dernier samedi du mois : 10 h – 12 h", "Les autres jours : fermé"]),
    ("Mo-Fr 09:00-12:00; We[2] off", [*WORKING_WEEK, "Le 2e mercredi du mois : fermé"]),
    ("We[2] off", ["Les deux prochaines semaines : fermé"]),
    ("Mo-Fr 09:00-12:00; Th[5] 14:00-17:00", [*WORKING_WEEK, "Le 5e jeudi du mois : 14 h – 17 h"]),
    (
        "Tu[1-2] 09:00-12:00; Tu[4] 10:00-12:00",
        [
            "Le 1er et le 2e mardi du mois : 9 h – 12 h",
            "Le 4e mardi du mois : 10 h – 12 h",
            "Les autres jours : fermé",
        ],
    ),
    (
        "Tu[1,2,3,4] 09:00-12:00",
        ["Le 1er, le 2e, le 3e et le 4e mardi du mois : 9 h – 12 h", "Les autres jours : fermé"],
    ),
    ("Tu[1] 09:00-12:00; Tu 14:00-16:00", ["Le lundi : fermé", "Le mardi : 14 h – 16 h", "Du mercredi au dimanche : fermé"]),
    ("Mo-Fr 09:00-12:00; Tu[1] +1 day off", WORKING_WEEK),
]


def said(schedule, now, t=FRENCH_TEXTS, changes=()):
    return [plain(f"{line.days} : {line.slots}") for line in week_lines(schedule, now, t, changes)]


def undated(lines):
    return [line for line in lines if "novembre" not in line and "décembre" not in line and "janvier" not in line]


@pytest.mark.parametrize(("text", "lines"), CASES)
def test_a_day_of_the_month_is_told_alike_whatever_the_day_of_reading(text, lines):
    for now in SIXTY_DAYS:
        assert undated(said(Schedule(text), now)) == lines, now


@pytest.mark.parametrize("t", [ENGLISH_TIMES, ARABIC_TIMES])
def test_every_language_has_the_same_lines(t):
    for now in SIXTY_DAYS[::7]:
        first, second = week_lines(Schedule("Tu[1,3] 09:00-12:00"), now, t)
        tuesday = {"en": "Tuesday", "ar": "الثلاثاء"}[t.language.code]
        assert (first.days, second.days) == (f"Le 1er et le 3e {tuesday} du mois", "Les autres jours")


def test_a_day_that_its_rule_does_not_tell_has_its_date():
    def read(text, day, **other):
        return said(Schedule(text, **other), datetime(2026, *day, 10, tzinfo=PARIS))

    assert read("Oct-Mar Tu[1] 09:00-12:00", (11, 28)) == ["Le mardi 1er décembre : 9 h – 12 h", "Les autres jours : fermé"]
    assert read("Sa[-2] 09:00-12:00", (11, 20))[0] == "Le samedi 21 novembre : 9 h – 12 h"
    assert read("Oct-Mar Tu[1] 09:00-12:00", (11, 10)) == ["Les deux prochaines semaines : fermé"]
    assert read("Tu[1,3] 09:00-12:00; Aug off", (7, 28)) == [
        "Le 1er et le 3e mardi du mois : 9 h – 12 h",
        "Le mardi 4 août : fermé",
        "Les autres jours : fermé",
    ]
    assert read("Tu[1,3] 09:00-12:00", (10, 14), school_holidays="Mo-Su off") == [
        "Le 1er et le 3e mardi du mois : 9 h – 12 h",
        "Le mardi 20 octobre : fermé",
        "Les autres jours : fermé",
    ]
    assert read("Mo-Fr 09:00-12:00; Fr[4] 14:00-17:00", (12, 14)) == [
        *WORKING_WEEK,
        "Le 4e vendredi du mois : 14 h – 17 h",
        "Le vendredi 25 décembre, jour férié : horaires à vérifier",
    ]


def test_a_day_that_two_rules_name_has_its_date_when_it_follows_one():
    text = "Mo-Fr 09:00-12:00; Tu[-1] 15:00-16:00; Tu[4] 14:00-17:00"
    both = said(Schedule(text), datetime(2026, 11, 20, 10, tzinfo=PARIS))
    assert both == [
        *WORKING_WEEK,
        "Le 4e mardi du mois : 14 h – 17 h",
        "Le dernier mardi du mois : 15 h – 16 h",
        "Le mardi 24 novembre : 14 h – 17 h",
    ]


def test_during_a_long_closure_the_days_of_the_month_are_not_told():
    closure = TemporaryChange(ChangeKind.CLOSURE, date(2026, 11, 1), date(2027, 1, 31))
    assert said(Schedule("Tu[1,3] 09:00-12:00"), FIRST, changes=[closure]) == [
        "Du lundi 2 novembre au dimanche 31 janvier : fermeture temporaire"
    ]


def test_comments_name_no_day_and_many_days_are_told_by_their_dates():
    assert monthly('Mo 09:00-12:00 "sauf Tu[1]"').told == ()
    many = monthly("; ".join(f"{day}[1,2,3] 09:00-12:00" for day in ("Mo", "Tu", "We", "Th", "Fr")))
    assert many.told == ()
    assert many.governs(date(2026, 12, 1))


def test_a_day_is_counted_from_both_ends_of_its_month():
    assert numbers_of(date(2026, 12, 1)) == {1, -5}
    assert numbers_of(date(2027, 2, 28)) == {4, -1}

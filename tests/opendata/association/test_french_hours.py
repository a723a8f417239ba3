"""Hours in plain French: what is sure is read, and means the same; what may mean two things is left as it was written."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.directory.opening.expression import check
from app.directory.opening.slots import hours
from app.opendata.association.contents import osm_or_french
from app.opendata.association.french_hours import LONGEST_TEXT, expression_of

MONDAY = date(2026, 9, 7)
"""A week without public holiday or change of clocks."""
NAMES = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
Week = dict[int, list[tuple[int, int]]]


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("lundi au vendredi 9h-12h / 14h-17h", "Mo-Fr 09:00-12:00,14:00-17:00"),
        ("Lun, mer, ven : 8h30–11h", "Mo,We,Fr 08:30-11:00"),
        ("du mardi au samedi de 10 h à 18 h", "Tu-Sa 10:00-18:00"),
        ("24h/24", "24/7"),
        ("24h/24 et 7j/7", "24/7"),
        ("7j/7, 24 h sur 24", "24/7"),
        ("Lundi au vendredi 24h/24", "Mo-Fr 00:00-24:00"),
        ("tous les jours 9h-19h sauf dimanche", "Mo-Sa 09:00-19:00"),
        ("Tous les jours sauf le week-end : 9h-12h", "Mo-Fr 09:00-12:00"),
        ("Du lundi au vendredi : 9h00-12h00 et 13h30-17h30", "Mo-Fr 09:00-12:00,13:30-17:30"),
        ("Lundi : 9h-12h\nMardi : fermé\nMercredi : 14:00-18:00", "Mo 09:00-12:00; We 14:00-18:00"),
        ("9h-12h du lundi au vendredi", "Mo-Fr 09:00-12:00"),
        ("Lundi 9h-12h 14h-17h", "Mo 09:00-12:00,14:00-17:00"),
        ("lun.-ven. 9-12h", "Mo-Fr 09:00-12:00"),
        ("Lundi matin 9h-12h, mardi après-midi 14h-17h", "Mo 09:00-12:00; Tu 14:00-17:00"),
        ("lundi / mercredi / vendredi 9h-midi", "Mo,We,Fr 09:00-12:00"),
        ("tous les jours de 20h à 8h", "Mo-Su 20:00-08:00"),
        ("Tous les mardis de 18h à minuit", "Tu 18:00-24:00"),
        ("lundi au samedi 9h-19h, fermé le dimanche et les jours fériés", "Mo-Sa 09:00-19:00; PH off"),
        ("dimanches et jours fériés 10h-12h", "Su,PH 10:00-12:00"),
        (
            "Lundi\N{NO-BREAK SPACE}: 9\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}30\N{NARROW NO-BREAK SPACE}→ 12\N{NO-BREAK SPACE}h",
            "Mo 09:30-12:00",
        ),
        ("Mar 9:00-12:00", "Tu 09:00-12:00"),
    ],
)
def test_plain_french_is_read(text: str, expression: str) -> None:
    assert expression_of(text) == expression


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sur rendez-vous",
        "lundi 9h-12h sur rendez-vous",
        "9h-12h",
        "lundi",
        "fermé",
        "fermé le dimanche",
        "mardi-jeudi 9h-12h",
        "lundi - mercredi - vendredi 9h-12h",
        "lundi/vendredi 9h-12h",
        "un lundi sur deux 9h-12h",
        "1er mardi du mois 9h-12h",
        "permanence téléphonique le lundi 9h-12h",
        "lundi au vendredi 9h-12h, mercredi 14h-17h",
        "lundi au vendredi 9h-12h et samedi",
        "lundi au vendredi 9h-12h, fermé en août",
        "lundi au vendredi 9h-12h sauf vacances scolaires",
        "tous les jours de la semaine 9h-12h",
        "tous les jours ouvrables 9h-12h",
        "tous les jours 9h-19h sauf dimanche 10h-12h",
        "lundi 9h-12h sauf mardi",
        "lundi 9h-12h fermé mardi 14h-17h",
        "lundi 9h-12h, lundi fermé",
        "lundi à partir de 9h",
        "lundi jusqu’à 17h",
        "lundi de 2h à 5h",
        "lundi de 9h à 5h",
        "lundi 14h-12h",
        "lundi 9h-9h",
        "lundi 9h-25h",
        "lundi 9h75-12h",
        "lundi 9h-12h, 11h-14h",
        "lundi 9h-12h-15h",
        "lundi 9h/12h",
        "lundi après-midi 9h-12h",
        "lundi au lundi 9h-12h",
        "lundi, lundi 9h-12h",
        "samedi 20h-8h, 6h-7h",
        "9h-12h lundi, 14h-17h mardi",
        "Mo-Fr 09:00-12:00",
        "lundi 9h-12h ; " * 40,
    ],
)
def test_what_leaves_a_doubt_is_not_read(text: str) -> None:
    assert expression_of(text) is None


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("Mo-Fr 09:00-12:00", "Mo-Fr 09:00-12:00"),
        ("24/7", "24/7"),
        ("Sa 09:00-12:00; Su off", "Sa 09:00-12:00; Su off"),
        ("Mar 9:00-12:00", "Tu 09:00-12:00"),
        ("9:00-12:00", None),
        ("Mar-Oct 9:00-18:00", None),
        ("Mo-Fr", None),
        ("SH Mo 09:00-12:00", None),
    ],
)
def test_osm_is_read_where_its_days_stand_and_french_comes_first(text: str, expression: str | None) -> None:
    assert osm_or_french(text) == expression


def test_a_text_that_is_too_long_is_not_even_looked_at() -> None:
    assert expression_of("lundi 9h-12h" + " " * LONGEST_TEXT) is None


def clock(minutes: int, style: str) -> str:
    hour, minute = divmod(minutes, 60)
    if style == ":":
        return f"{hour:02}:{minute:02}"
    space = " " if style == " h " else ""
    return f"{hour}{space}h{space}{minute:02}" if minute else f"{hour}{space}h"


@st.composite
def weeks(draw: st.DrawFn) -> Week:
    """Days with up to three slots, by quarters of an hour, sometimes a night at the end."""
    week: Week = {}
    for day in draw(st.sets(st.integers(0, 6), min_size=1)):
        edges = draw(st.lists(st.integers(24, 96), min_size=2, max_size=6, unique=True))
        edges = sorted(edges)[: len(edges) // 2 * 2]
        week[day] = [(first * 15, last * 15) for first, last in zip(edges[::2], edges[1::2], strict=True)]
        if draw(st.booleans()) and week[day][-1][0] >= 17 * 60:
            week[day][-1] = (week[day][-1][0], 1440 + draw(st.integers(1, 23)) * 15)
    return week


@st.composite
def sentences(draw: st.DrawFn) -> tuple[str, Week]:
    """A week, and one way to write it: equal days together or not, the days off told or not."""
    week = draw(weeks())
    style = draw(st.sampled_from(("h", " h ", ":")))
    join, before = draw(st.sampled_from(((" - ", ""), ("-", ""), ("–", ""), (" à ", "de ")))), draw(st.sampled_from((" : ", " ", " :\n")))
    between, after = draw(st.sampled_from((", ", " / ", " et ", " "))), draw(st.sampled_from(("\n", " ; ", ", ", ". ", " | ")))
    shown = str.capitalize if draw(st.booleans()) else str
    groups: dict[str, list[int]] = {}
    for day, slots in sorted(week.items()):
        times = between.join(f"{join[1]}{clock(start, style)}{join[0]}{clock(end % 1440, style)}" for start, end in slots)
        groups.setdefault(times if draw(st.booleans()) else f"{times} ", []).append(day)
    told = [f"{shown(' et '.join(NAMES[day] for day in days))}{before}{times.strip()}" for times, days in groups.items()]
    told += [f"{NAMES[day]}{before}fermé" for day in range(7) if day not in week and draw(st.booleans())]
    return after.join(told), week


def slots_of(expression: str) -> Week:
    found = hours(expression)
    assert found
    week: Week = {}
    for slot in found.slots(MONDAY, MONDAY + timedelta(days=6)):
        start = slot.start.hour * 60 + slot.start.minute
        week.setdefault(slot.start.weekday(), []).append((start, start + int((slot.end - slot.start).total_seconds()) // 60))
    return week


@given(sentences())
@settings(max_examples=200, deadline=None)
def test_a_week_that_is_written_is_read_back_with_the_same_meaning(written: tuple[str, Week]) -> None:
    text, week = written
    assume(len(text) <= LONGEST_TEXT)
    expression = expression_of(text)
    assert expression is not None
    assert slots_of(expression) == week


WORDS = (
    *NAMES, "lun", "mar.", "we", "week-end", "jours fériés", "tous les jours", "7j/7", "24h/24",
    "du", "au", "à", "de", "et", "-", "/", ",", ";",
    "sauf", "fermé", "matin", "après-midi", "9h", "12h", "14h30", "18:00", "2h", "minuit", "9", "\n", "le", "août", "Mo", "off", "🙂",
)  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)))
@settings(max_examples=300, deadline=None)
def test_whatever_is_produced_is_accepted_as_it_is(text: str) -> None:
    expression = expression_of(text)
    assert expression is None or check(expression) == expression

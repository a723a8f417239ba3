import json
import re
from datetime import datetime, timedelta

import pytest

from app.core.clock import PARIS
from tests.support.factories import GRENOBLE
from tests.support.results import ResultsPage

EXPRESSIONS = (
    "24/7", "Mo-Fr 09:00-17:00", "Mo-Fr 08:30-12:00,13:30-17:30", "Mo-Su 20:00-02:00", "Fr 22:00-06:00", "Sa[1] 09:00-12:00",
    "Mo-Fr 09:00-17:00; PH off", "Tu,Th 14:00-18:00", "week 1-53/2 We 10:00-12:00", "Nov-Mar Mo-Su 18:00-08:00", "2024 Mo-Su 09:00-12:00",
    "Mo-Su 00:00-24:00", "Mo 10:00-10:30", "off",
)  # fmt: skip
INSTANTS = (
    "2026-11-23 10:00", "2026-11-23 17:00", "2026-11-24 01:30", "2026-11-27 23:59", "2026-11-28 05:59", "2026-12-05 09:00",
    "2026-12-25 10:00", "2027-03-28 03:30", "2026-10-25 03:30",
)  # fmt: skip
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@pytest.fixture
def places(directory):
    """One place for each expression, all at the same point."""
    made = [directory.fixed(hours=expression) for expression in EXPRESSIONS]
    directory.publish()
    return made


def is_open_for_search_engines(html, now):
    """Whether the JSON-LD of a sheet says that the place is open, as a search engine would read it."""
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])
    for hours in data["availableChannel"]["serviceLocation"].get("openingHoursSpecification", ()):
        for day in (now.date(), now.date() - timedelta(days=1)):
            if not hours["validFrom"] <= day.isoformat() <= hours["validThrough"] or NAMES[day.weekday()] not in hours["dayOfWeek"]:
                continue
            opens, closes = (datetime.fromisoformat(f"{day}T{hours[name]}") for name in ("opens", "closes"))
            if hours["opens"] == hours["closes"] == "00:00":
                continue
            if closes <= opens:
                closes += timedelta(days=1)
            if hours["closes"] == "23:59":
                closes += timedelta(minutes=1)
            if opens <= now < closes:
                return True
    return False


@pytest.mark.parametrize("instant", INSTANTS)
def test_the_badge_the_filter_the_sheet_and_search_engines_give_one_answer(instant, places, plain, at):
    now = at(instant)

    badges = {card.name: card.state == "open" for card in ResultsPage(plain.get(f"/recherche?commune={GRENOBLE}")).cards}
    kept = set(ResultsPage(plain.get(f"/recherche?commune={GRENOBLE}&ouvert=maintenant")).names)
    sheets = {place.nom: plain.get(f"/services/{place.id}").text for place in places}

    assert set(badges) == {place.nom for place in places}
    assert kept == {name for name, is_open in badges.items() if is_open}
    assert {name: "state-open" in html for name, html in sheets.items()} == badges
    local = now.astimezone(PARIS).replace(tzinfo=None)
    assert {name: is_open_for_search_engines(html, local) for name, html in sheets.items()} == badges

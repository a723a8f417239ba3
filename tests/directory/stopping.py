"""Days of a stop as the desk writes them: cancelled, or elsewhere; and what each public side says of an instant."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

from lxml import html as lxml_html

from app.directory.models import Location, TemporaryInfo
from tests.support.results import ResultsPage

NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def cancelled(session, stop: Location, day: date, message: str = "") -> None:
    """Say that a stop is not made on a day."""
    session.flush()
    session.add(TemporaryInfo(location_id=stop.id, kind="closure", starts=day, ends=day, message=message))


def moved(session, stop: Location, day: date, instead: Location, message: str = "") -> None:
    """Say that a stop is made elsewhere on a day."""
    cancelled(session, stop, day, message)
    instead.starts = instead.ends = day
    instead.instead_of_id = stop.id


def open_in_json_ld(page: str, now: datetime) -> list[bool]:
    """Whether each place of a sheet is open, as a search engine reads it; `now`: as clocks of Paris show it."""
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])
    places = data["availableChannel"]["serviceLocation"]
    return [_is_open(place, now) for place in (places if isinstance(places, list) else [places])]


def _is_open(place: dict, now: datetime) -> bool:
    for hours in place.get("openingHoursSpecification", ()):
        for day in (now.date(), now.date() - timedelta(days=1)):
            if not hours["validFrom"] <= day.isoformat() <= hours["validThrough"] or NAMES[day.weekday()] not in hours["dayOfWeek"]:
                continue
            opens, closes = (datetime.fromisoformat(f"{day}T{hours[name]}") for name in ("opens", "closes"))
            if hours["opens"] == hours["closes"] == "00:00":
                continue
            if opens <= now < (closes if closes > opens else closes + timedelta(days=1)):
                return True
    return False


def events(text: str) -> list[dict[str, str]]:
    """Return the events of a calendar, each property by its name."""
    lines = text.replace("\r\n ", "").split("\r\n")
    found: list[dict[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and name not in ("END", "BEGIN"):
            found[-1].setdefault(name.partition(";")[0], value)
    return found


def held_in_calendar(text: str, now: datetime) -> bool:
    """Whether some event that is not cancelled goes on."""
    instant = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return any(event["STATUS"] == "CONFIRMED" and event["DTSTART"] <= instant < event["DTEND"] for event in events(text))


def passing(plain, **asked: str) -> list[tuple[str, bool]]:
    """Return the passages that the page tells, in their order: heading and whether it is struck."""
    page = lxml_html.fromstring(plain.get(f"/passages?{urlencode(asked)}").text)
    heads = page.xpath('//section[@aria-labelledby="qui-passe"]/ul[1]/li//h3')
    return [
        (" ".join(head.text_content().split()), bool(head.xpath("./s")))
        for head in heads
        if head.xpath("./s") or "·" in head.text_content()
    ]


def open_in_search(plain, commune: str) -> list[str]:
    """Names of the services that the search says are open."""
    return ResultsPage(plain.get(f"/recherche?commune={commune}&ouvert=maintenant")).names

"""Passages as an iCalendar (RFC 5545): instants in UTC, one event a passage, what is cancelled said so.

Loaded by the one page that needs it: its library takes longer to load than the page to make.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Timezone, vText
from icalendar import Event as Entry

from app.territory.rules import Point

_LINES = re.compile("\r\n|[\r\u2028\u2029\x85]")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
REFRESHED = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Event:
    """One passage. `uid` is the same each time that the calendar is read; `sequence` grows with each change."""

    uid: str
    start: datetime
    end: datetime
    summary: str
    location: str
    description: str
    url: str
    point: Point | None
    sequence: int
    is_cancelled: bool


def calendar(name: str, events: Iterable[Event], at: datetime) -> str:
    """Return the calendar as it was at an instant, and the zone in which people read it: without any event it still holds something."""
    made = Calendar()
    told = {
        "version": "2.0", "prodid": "-//Reperes//Passages//FR", "calscale": "GREGORIAN", "method": "PUBLISH", "name": vText(_seen(name)),
        "x-wr-calname": vText(_seen(name)), "x-wr-timezone": "Europe/Paris", "refresh-interval": REFRESHED, "x-published-ttl": "PT6H",
    }  # fmt: skip
    for key, value in told.items():
        made.add(key, value)
    year = at.year
    made.add_component(Timezone.from_tzid("Europe/Paris", first_date=date(year, 1, 1), last_date=date(year + 2, 1, 1)))
    for event in events:
        made.add_component(_entry(event, at))
    written: bytes = made.to_ical()
    return written.decode()


def _entry(event: Event, at: datetime) -> Entry:
    made = Entry()
    told = {
        "uid": event.uid, "dtstamp": at.astimezone(UTC), "sequence": event.sequence, "dtstart": event.start.astimezone(UTC),
        "dtend": event.end.astimezone(UTC), "summary": _seen(event.summary), "location": _seen(event.location),
        "status": "CANCELLED" if event.is_cancelled else "CONFIRMED", "transp": "TRANSPARENT", "url": event.url,
    }  # fmt: skip
    if event.description:
        told["description"] = _seen(event.description)
    if event.point is not None:
        told["geo"] = (round(event.point.latitude, 5), round(event.point.longitude, 5))
    for key, value in told.items():
        made.add(key, value)
    return made


def _seen(text: str) -> str:
    """A text without signs that nobody sees, its lines ended in one way."""
    return _UNSEEN.sub("", _LINES.sub("\n", text))

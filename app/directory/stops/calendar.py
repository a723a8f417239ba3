"""Passages as an iCalendar (RFC 5545): instants in UTC, one event a passage, what is cancelled said so."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from app.territory.rules import Point

OCTETS = 75
"""Of a line at most; what is longer goes on in the next one, after a space."""
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_PARIS = (
    "BEGIN:VTIMEZONE", "TZID:Europe/Paris",
    "BEGIN:DAYLIGHT", "DTSTART:19810329T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "TZNAME:CEST",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT",
    "BEGIN:STANDARD", "DTSTART:19961027T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "TZNAME:CET",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD",
    "END:VTIMEZONE",
)  # fmt: skip
"""The zone in which people read the events; a calendar without event holds at least this."""


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
    """Return the calendar as it was at an instant: lines end as the standard wants, none is too long, texts are escaped."""
    head = (
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Reperes//Passages//FR", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        f"NAME:{_text(name)}", f"X-WR-CALNAME:{_text(name)}", "X-WR-TIMEZONE:Europe/Paris",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H", "X-PUBLISHED-TTL:PT6H",
    )  # fmt: skip
    lines = (*head, *_PARIS, *(line for event in events for line in _event(event, at)), "END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(event: Event, at: datetime) -> Sequence[str]:
    lines = [
        "BEGIN:VEVENT", f"UID:{event.uid}", f"DTSTAMP:{_instant(at)}", f"SEQUENCE:{event.sequence}",
        f"DTSTART:{_instant(event.start)}", f"DTEND:{_instant(event.end)}", f"SUMMARY:{_text(event.summary)}",
        f"LOCATION:{_text(event.location)}", f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}", "TRANSP:TRANSPARENT",
        f"URL:{event.url}",
    ]  # fmt: skip
    if event.description:
        lines.append(f"DESCRIPTION:{_text(event.description)}")
    if event.point is not None:
        lines.append(f"GEO:{event.point.latitude:.5f};{event.point.longitude:.5f}")
    return [*lines, "END:VEVENT"]


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    """A text as a value: nothing in it can end the line or begin another."""
    lines = _UNSEEN.sub(
        "", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n").replace("\x85", "\n")
    )
    return lines.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line cut before its seventy-sixth octet, and never within a character."""
    part, size = "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > OCTETS:
            yield part
            part, size = " ", 1
        part, size = part + sign, size + octets
    yield part

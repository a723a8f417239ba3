"""A position as people have it at hand: figures of a telephone, a link of a map."""

import re
from collections.abc import Iterator
from urllib.parse import unquote_plus

from app.territory.rules import Point

LONGEST = 1000
"""Characters: links of maps are long."""
_FIGURES = r"[-+]?\d{1,3}[.,]\d+"
_EXACT = r"-?\d{1,3}\.\d+"
_LINKS = (
    re.compile(rf"!3d({_EXACT})!4d({_EXACT})"),
    re.compile(rf"mlat=({_EXACT})&(?:amp;)?mlon=({_EXACT})"),
    re.compile(rf"(?:[?&/](?:q|ll|query|center|destination|sll)=|geo:)(?:loc:)?({_EXACT}),\s*({_EXACT})"),
    re.compile(rf"map=\d+(?:\.\d+)?/({_EXACT})/({_EXACT})"),
    re.compile(rf"@({_EXACT}),({_EXACT})"),
)
"""The place that a link means before the middle of what its map shows."""
_DEGREES = re.compile(r"(\d{1,3})\s*°\s*(\d{1,2})\s*['’′]\s*(\d{1,2}(?:[.,]\d+)?)?\s*[\"”″]?\s*([NSEWO])", re.IGNORECASE)
_PLAIN = re.compile(rf"\s*({_FIGURES})\s*°?\s*N?\s*[,;/\s]\s*({_FIGURES})\s*°?\s*E?\s*", re.IGNORECASE)
_BACKWARDS = frozenset("SWO")
_BOTH = 2


def read_point(text: str) -> Point | None:
    """Return the point that a text tells, on the Earth; None where it tells none.

    « 45.76, 4.83 », « 45,76 4,83 », « 45°45'50"N 4°50'8"E », or a link in which such figures stand.
    """
    plain = unquote_plus(text.strip())[:LONGEST]
    for latitude, longitude in _read(plain):
        if -90 <= latitude <= 90 and -180 <= longitude <= 180:  # noqa: PLR2004 - the Earth
            return Point(latitude, longitude)
    return None


def _read(text: str) -> Iterator[tuple[float, float]]:
    for pattern in _LINKS:
        if found := pattern.search(text):
            yield _number(found[1]), _number(found[2])
    if found := _PLAIN.fullmatch(text):
        yield _number(found[1]), _number(found[2])
    angles = [_angle(*one) for one in _DEGREES.findall(text)]
    if len(angles) == _BOTH:
        yield angles[0], angles[1]


def _number(figures: str) -> float:
    return float(figures.replace(",", "."))


def _angle(degrees: str, minutes: str, seconds: str, towards: str) -> float:
    angle = int(degrees) + int(minutes) / 60 + _number(seconds or "0") / 3600
    return -angle if towards.upper() in _BACKWARDS else angle

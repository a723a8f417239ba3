"""A small map without a background to fetch: the place, the towns around it, a scale. It tells which way, not which street."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians

from app.territory.distance import KM_PER_DEGREE
from app.territory.gazetteer import LYON, gazetteer
from app.territory.outlines import departement_rings
from app.territory.rules import Commune, Point

WIDE, TALL = 440.0, 136.0
HALVES = (4.0, 8.0, 14.0, 22.0)
"""Kilometres from the middle to a side; the first that shows enough towns."""
ENOUGH, MOST = 5, 9
LETTER, LINE, GAP = 6.6, 16.0, 7.0
"""Of a label: a letter and a line of it, what separates it from its point."""
MARKER = 11.0
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Town:
    """A point with its name; the name ends at the point where it `is_before`."""

    x: float
    y: float
    name: str
    name_x: float
    is_before: bool


@dataclass(frozen=True, slots=True)
class Locator:
    """`orientations/_locator.html`, north on top: 440 by 136; the place is in the middle."""

    name: str
    towns: tuple[Town, ...]
    border: tuple[str, ...]
    """Outlines of the département, as points of SVG polygons."""
    scale_km: int
    scale_wide: float


@dataclass(frozen=True, slots=True)
class _Frame:
    """What is around a point, so many kilometres to each side."""

    middle: Point
    half: float

    def at(self, point: Point) -> tuple[float, float]:
        """Return where a point is drawn."""
        unit = WIDE / 2 / self.half * KM_PER_DEGREE
        east = (point.longitude - self.middle.longitude) * cos(radians(self.middle.latitude))
        return round(WIDE / 2 + east * unit, 1), round(TALL / 2 - (point.latitude - self.middle.latitude) * unit, 1)


def locator(point: Point, commune: Commune) -> Locator:
    """Return the map around a point of a commune."""
    tried = ((frame, tuple(_named(frame, commune))) for frame in (_Frame(point, half) for half in HALVES))
    frame, towns = next(one for one in tried if len(one[1]) >= ENOUGH or one[0].half == HALVES[-1])
    rings = departement_rings(commune.departement)
    scale = 2 if frame.half < HALVES[1] else 5
    return Locator(
        name=commune.nom,
        towns=towns,
        border=tuple(" ".join(f"{x:g},{y:g}" for x, y in (frame.at(Point(north, east)) for east, north in ring)) for ring in rings),
        scale_km=scale,
        scale_wide=round(scale * WIDE / 2 / frame.half, 1),
    )


def _named(frame: _Frame, own: Commune) -> Iterator[Town]:
    """The towns whose names fit, the most populous first; that of the place itself is said under its mark."""
    middle = WIDE / 2, TALL / 2
    half_name = len(own.nom) * LETTER / 2 + GAP
    taken: list[Box] = [
        _around(*middle, MARKER),
        (middle[0] - half_name, middle[1], middle[0] + half_name, middle[1] + MARKER + LINE),
        (0, TALL - 2 * LINE, WIDE / 3, TALL),
    ]
    count = 0
    for commune in _by_size():
        x, y = frame.at(commune.point)
        if commune.code == own.code or not (GAP < x < WIDE - GAP and LINE < y < TALL - LINE):
            continue
        found = _placed(x, y, commune.nom, taken)
        if found is not None:
            yield found
            count += 1
        if count == MOST:
            return


def _placed(x: float, y: float, name: str, taken: list[Box]) -> Town | None:
    """A name after its point, else before it, where it hides nothing; None when it does."""
    long = len(name) * LETTER
    for is_before in (False, True):
        start = x - GAP - long if is_before else x + GAP
        box = (min(start, x) - GAP / 2, y - LINE / 2, max(start + long, x) + GAP / 2, y + LINE / 2)
        if box[0] >= 0 and box[2] <= WIDE and not any(_meet(box, other) for other in taken):
            taken.append(box)
            return Town(x, y, name, x - GAP if is_before else x + GAP, is_before)
    return None


def _by_size() -> Sequence[Commune]:
    communes = (commune for commune in gazetteer().communes.values() if commune.code != LYON)
    return sorted(communes, key=lambda commune: -commune.population)


def _around(x: float, y: float, reach: float) -> Box:
    return x - reach, y - reach, x + reach, y + reach


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]

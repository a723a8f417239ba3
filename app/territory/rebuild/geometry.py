"""Polygons as the source writes them (EWKB, hexadecimal), and the few questions that we ask of them. Degrees throughout."""

import struct
from collections.abc import Iterator
from itertools import chain, pairwise
from math import hypot

Vertex = tuple[float, float]
"""Longitude, latitude."""
Ring = list[Vertex]
Polygon = list[Ring]
"""The outer ring, then the holes; every ring is closed."""

HAS_SRID = 0x20000000
WITHOUT_FLAGS = 0xFF
POINT, POLYGON, MULTIPOLYGON = 1, 3, 6


class UnreadableGeometry(ValueError):
    """Not the geometry that was expected."""


class _Reader:
    def __init__(self, text: str) -> None:
        self._bytes = bytes.fromhex(text)
        self._at = 0

    def header(self, kind: int) -> None:
        order, found = struct.unpack_from("<BI", self._bytes, self._at)
        if order != 1 or found & WITHOUT_FLAGS != kind:
            msg = f"kind {found & WITHOUT_FLAGS} where {kind} was expected"
            raise UnreadableGeometry(msg)
        self._at += 9 if found & HAS_SRID else 5

    def count(self) -> int:
        (number,) = struct.unpack_from("<I", self._bytes, self._at)
        self._at += 4
        return int(number)

    def vertices(self, number: int) -> Ring:
        values = struct.unpack_from(f"<{2 * number}d", self._bytes, self._at)
        self._at += 16 * number
        return list(zip(values[::2], values[1::2], strict=True))


def read_point(text: str) -> Vertex:
    """Read a point."""
    reader = _Reader(text)
    reader.header(POINT)
    return reader.vertices(1)[0]


def read_polygons(text: str) -> list[Polygon]:
    """Read a multipolygon."""
    reader = _Reader(text)
    reader.header(MULTIPOLYGON)
    polygons: list[Polygon] = []
    for _ in range(reader.count()):
        reader.header(POLYGON)
        polygons.append([reader.vertices(reader.count()) for _ in range(reader.count())])
    return polygons


def is_inside(polygons: list[Polygon], point: Vertex) -> bool:
    """Whether a point is inside (even-odd rule)."""
    longitude, latitude = point
    crossed = sum(crossing > longitude for crossing in _crossings(_edges(polygons), latitude))
    return crossed % 2 == 1


def is_close(polygons: list[Polygon], point: Vertex, tolerance: float) -> bool:
    """Whether a point is within so many degrees of the border."""
    return any(gap(point, edge) <= tolerance for edge in _edges(polygons))


def point_inside(polygons: list[Polygon]) -> Vertex:
    """Return a point inside: the middle of the widest stretch of a parallel that runs between the vertices, near mid-height.

    It is the point that GEOS calls « point on surface ».
    """
    widest = (-1.0, (0.0, 0.0))
    for polygon in polygons:
        latitude = _parallel(polygon)
        crossings = sorted(_crossings(_edges([polygon]), latitude))
        for west, east in zip(crossings[::2], crossings[1::2], strict=True):
            widest = max(widest, (east - west, ((west + east) / 2, latitude)))
    return widest[1]


def _parallel(polygon: Polygon) -> float:
    latitudes = [latitude for _longitude, latitude in chain.from_iterable(polygon)]
    middle = (min(latitudes) + max(latitudes)) / 2
    below = max(latitude for latitude in latitudes if latitude <= middle)
    above = min((latitude for latitude in latitudes if latitude > middle), default=middle)
    return (below + above) / 2


def _edges(polygons: list[Polygon]) -> Iterator[tuple[Vertex, Vertex]]:
    return (edge for polygon in polygons for ring in polygon for edge in pairwise(ring))


def _crossings(edges: Iterator[tuple[Vertex, Vertex]], latitude: float) -> Iterator[float]:
    for (west, south), (east, north) in edges:
        if (south > latitude) != (north > latitude):
            yield (east - west) * (latitude - south) / (north - south) + west


def gap(point: Vertex, edge: tuple[Vertex, Vertex]) -> float:
    """Return how many degrees part a point from a segment."""
    (x, y), ((from_x, from_y), (to_x, to_y)) = point, edge
    wide, tall = to_x - from_x, to_y - from_y
    length = wide * wide + tall * tall
    along = min(1.0, max(0.0, ((x - from_x) * wide + (y - from_y) * tall) / length)) if length else 0.0
    return hypot(x - from_x - along * wide, y - from_y - along * tall)

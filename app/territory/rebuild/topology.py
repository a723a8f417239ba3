"""From the outlines of communes to those of départements, as TopoJSON: a border between two of them is written, and simplified, once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import cos, radians

from app.territory.rebuild.geometry import Polygon, Ring, Vertex, gap, is_inside

GRID = 100_000
"""Steps of the quantisation across the region, each way."""

SHRINK = cos(radians(45.5))
"""A degree of longitude against one of latitude, here."""


VALREAS: Vertex = (4.99, 44.385)
"""The one enclave of another region, Vaucluse inside the Drôme: every other hole is a commune whose outline is missing."""

SLIVER = 1e-4
"""Square degrees, less than 1 km²: what is left where two outlines do not quite meet."""


def union(polygons: Iterable[Polygon]) -> list[Polygon]:
    """Join polygons that share their borders vertex for vertex: what two of them run along, each its own way, is no border of the whole."""
    edges = Counter(edge for polygon in polygons for ring in polygon for edge in pairwise(ring))
    onward: dict[Vertex, list[Vertex]] = defaultdict(list)
    for start, end in edges:
        if (end, start) not in edges:
            onward[start].append(end)
    rings = [ring for ring in _rings(onward) if abs(_area(ring)) > SLIVER]
    outer_way = _area(max(rings, key=lambda ring: abs(_area(ring)))) > 0
    outer = [ring for ring in rings if (_area(ring) > 0) == outer_way]
    holes = [ring for ring in rings if (_area(ring) > 0) != outer_way and is_inside([[ring]], VALREAS)]
    return [[ring, *(hole for hole in holes if is_inside([[ring]], hole[0]))] for ring in outer]


def _rings(onward: dict[Vertex, list[Vertex]]) -> list[Ring]:
    rings: list[Ring] = []
    for first in sorted(onward):
        while onward[first]:
            ring = [first, onward[first].pop()]
            while ring[-1] != first:
                ring.append(onward[ring[-1]].pop())
            rings.append(ring)
    return rings


def _area(ring: Ring) -> float:
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairwise(ring)) / 2


@dataclass
class _Arcs:
    """Borders between two nodes, each kept once; a number n runs it as it is kept, ~n backwards."""

    numbers: dict[tuple[Vertex, ...], int] = field(default_factory=dict)

    def number(self, line: Ring) -> int:
        forwards, backwards = tuple(line), tuple(reversed(line))
        if backwards in self.numbers:
            return ~self.numbers[backwards]
        return self.numbers.setdefault(forwards, len(self.numbers))


def topology(outlines: Mapping[str, list[Polygon]], tolerance: float) -> dict[str, object]:
    """Return a TopoJSON topology of the départements, by code; `tolerance` in degrees of latitude is what simplification may move."""
    nodes = _nodes(outlines)
    arcs = _Arcs()
    geometries = [
        {
            "type": "MultiPolygon",
            "properties": {"code": code},
            "arcs": [[[arcs.number(line) for line in _lines(ring, nodes)] for ring in polygon] for polygon in polygons],
        }
        for code, polygons in sorted(outlines.items())
    ]
    kept = [simplified(list(arc), tolerance) for arc in arcs.numbers]
    transform, steps = _quantised(kept)
    return {
        "type": "Topology",
        "objects": {"data": {"type": "GeometryCollection", "geometries": geometries}},
        "transform": transform,
        "arcs": steps,
    }


def _nodes(outlines: Mapping[str, list[Polygon]]) -> frozenset[Vertex]:
    """Where more than two borders meet."""
    neighbours: dict[Vertex, set[Vertex]] = defaultdict(set)
    for polygons in outlines.values():
        for ring in (ring for polygon in polygons for ring in polygon):
            for start, end in pairwise(ring):
                neighbours[start].add(end)
                neighbours[end].add(start)
    return frozenset(vertex for vertex, around in neighbours.items() if len(around) > 2)  # noqa: PLR2004 - one before, one after


def _lines(ring: Ring, nodes: frozenset[Vertex]) -> list[Ring]:
    """Cut a ring at its nodes; one that has none begins at its least vertex, so that it is cut the same from both sides."""
    open_ring = ring[:-1]
    start = next((at for at, vertex in enumerate(open_ring) if vertex in nodes), open_ring.index(min(open_ring)))
    turned = [*open_ring[start:], *open_ring[: start + 1]]
    cuts = [0, *(at for at in range(1, len(turned) - 1) if turned[at] in nodes), len(turned) - 1]
    return [turned[begin : end + 1] for begin, end in pairwise(cuts)]


def simplified(line: Ring, tolerance: float) -> Ring:
    """Keep the ends, and every vertex without which the line would move by more than the tolerance (Douglas and Peucker)."""
    kept = {0, len(line) - 1}
    stack = [(0, len(line) - 1)]
    while stack:
        first, last = stack.pop()
        if last - first < 2:  # noqa: PLR2004 - nothing between
            continue
        farthest = max(range(first + 1, last), key=lambda at: _offset(line[at], line[first], line[last]))
        # A ring of its own keeps two vertices between its ends, or it would be a line there and back.
        if _offset(line[farthest], line[first], line[last]) > tolerance or (line[0] == line[-1] and len(kept) < 4):  # noqa: PLR2004
            kept.add(farthest)
            stack += [(first, farthest), (farthest, last)]
    return [line[at] for at in sorted(kept)]


def _offset(point: Vertex, start: Vertex, end: Vertex) -> float:
    return gap(_shrunk(point), (_shrunk(start), _shrunk(end)))


def _shrunk(vertex: Vertex) -> Vertex:
    return vertex[0] * SHRINK, vertex[1]


def _quantised(arcs: Sequence[Ring]) -> tuple[dict[str, object], list[list[tuple[int, int]]]]:
    """Turn degrees into steps of a grid, each vertex from the one before it."""
    longitudes = [x for arc in arcs for x, _y in arc]
    latitudes = [y for arc in arcs for _x, y in arc]
    west, south = min(longitudes), min(latitudes)
    wide, tall = (max(longitudes) - west) / GRID, (max(latitudes) - south) / GRID
    steps = []
    for arc in arcs:
        grid = [(round((x - west) / wide), round((y - south) / tall)) for x, y in arc]
        steps.append([grid[0], *((x - from_x, y - from_y) for (from_x, from_y), (x, y) in pairwise(grid))])
    return {"scale": [wide, tall], "translate": [west, south]}, steps

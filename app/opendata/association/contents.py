"""What the values of a column look like, whatever its heading says."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType

from app.core.text import fold
from app.directory.opening.expression import check
from app.directory.opening.rules import InvalidHours
from app.directory.search.understanding import Sort, phrases
from app.opendata.association.french_hours import expression_of
from app.territory.gazetteer import gazetteer

LONGEST_LOOKED_AT = 300
"""Characters: what is longer is a text, and nothing else."""
MOST_VALUES = 50
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)
_TELEPHONE = re.compile(r"(?:(?:\+|00)33|0)[\s.\-]?(?:\(0\))?[\s.\-]?[1-9](?:[\s.\-]?\d\d){4}")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_DECIMAL = re.compile(r"-?\d{1,3}[.,]\d{2,}")
_POINT = re.compile(rf"\(?\[?\s*({_DECIMAL.pattern})\s*[,;\s]\s*({_DECIMAL.pattern})\s*\]?\)?")
_POSTCODE = re.compile(r"\d{5}")
_OSM_DAYS = re.compile(r"\b(?:Mo|Tu|We|Th|Fr|Su|PH)\b|\bSa\b.*\d\d:\d\d|24/7")
_SOUTH, _NORTH, _WEST, _EAST = 41.0, 51.5, -5.5, 10.0
"""Mainland France, in degrees."""
_SIRET_DIGITS = 14


def resembles(field: str, values: Iterable[str]) -> float | None:
    """Return the share (0 to 1) of values that look like the field's; None where nothing can be said of it, or of no value at all."""
    looks_like = DETECTORS.get(field)
    told = [value for raw in values if (value := raw.strip())][:MOST_VALUES]
    if looks_like is None or not told:
        return None
    return sum(len(value) <= LONGEST_LOOKED_AT and looks_like(value) for value in told) / len(told)


def point_of(text: str) -> tuple[str, str] | None:
    """Return latitude and longitude written in one cell, as they are written; None when it is anything else."""
    match = _POINT.fullmatch(text.strip())
    return (match[1], match[2]) if match else None


def osm_or_french(text: str) -> str | None:
    """Return the OSM expression of hours written in French or in OSM's own syntax; None when there is a doubt.

    OSM is read only where its days stand: « Mar 9:00-12:00 » would be March, « 9:00-12:00 » every day of the year.
    """
    expression = expression_of(text)
    if expression is not None or not _OSM_DAYS.search(text):
        return expression
    try:
        return check(text)
    except InvalidHours:
        return None


def _is_siret(value: str) -> bool:
    digits = re.sub(r"[\s.]", "", value)
    return len(digits) == _SIRET_DIGITS and digits.isdecimal()


def _is_between(low: float, high: float) -> Callable[[str], bool]:
    return lambda value: bool(_DECIMAL.fullmatch(value)) and low <= float(value.replace(",", ".")) <= high


def _is_kind(value: str) -> bool:
    parts = [fold(part) for part in re.split(r"[,;/|]", value) if part.strip()]
    return bool(parts) and all(any(found.sort is Sort.KIND for found in phrases().get(part, ())) for part in parts)


@cache
def _postcodes() -> frozenset[str]:
    return frozenset(code for commune in gazetteer().communes.values() for code in commune.codes_postaux)


@cache
def _commune_names() -> frozenset[str]:
    return frozenset(fold(commune.nom) for commune in gazetteer().communes.values())


def _is_point(value: str) -> bool:
    return point_of(value) is not None


def _is_postcode(value: str) -> bool:
    return bool(_POSTCODE.fullmatch(value)) and value in _postcodes()


def _is_insee(value: str) -> bool:
    return gazetteer().commune(value) is not None


def _is_commune(value: str) -> bool:
    return fold(value) in _commune_names()


DETECTORS: Mapping[str, Callable[[str], bool]] = MappingProxyType({
    "courriel": lambda value: bool(_MAIL.fullmatch(value)),
    "telephone": lambda value: bool(_TELEPHONE.match(value)),
    "siret": _is_siret,
    "code_postal": _is_postcode,
    "code_insee": _is_insee,
    "coordonnees": _is_point,
    "latitude": _is_between(_SOUTH, _NORTH),
    "longitude": _is_between(_WEST, _EAST),
    "site_web": lambda value: bool(_ADDRESS.fullmatch(value)),
    "commune": _is_commune,
    "horaires": lambda value: osm_or_french(value) is not None,
    "type": _is_kind,
})  # fmt: skip
"""By field, in the order in which a column without a known heading is tried."""

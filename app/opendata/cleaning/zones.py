"""Where people must live to benefit from a service: `zone_eligibilite` of v1, as areas of the region."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from app.opendata.cleaning.columns import LONGEST_REMEMBERED, REMEMBERED, are_short_texts
from app.opendata.cleaning.lists import TOO_LONG, is_short, is_too_long, items
from app.territory.areas import COUNTRY
from app.territory.gazetteer import DEPARTEMENTS, METROPOLE_DE_LYON, REGION, gazetteer

REGION_MARK = "region:"
"""Before the code of a region: v1 has none, and « 84 » alone is the Vaucluse."""

_COUNTRY = frozenset({"france", "99100", "fr", "france-entiere"})
_COMMUNE = re.compile(r"\d[\dAB]\d{3}", re.ASCII)
_DEPARTEMENT = re.compile(r"\d[\dAB]|97\d|98\d", re.ASCII)
_EPCI = re.compile(r"\d{9}", re.ASCII)
_RHONE = {"69D": "69", METROPOLE_DE_LYON: "69"}
"""Social authorities; v1 does not name them, some write them."""

_ALL = frozenset(DEPARTEMENTS)

Area = tuple[str, str, frozenset[str]]
"""Kind, code, the départements of the region that it touches: none for what is elsewhere."""


class Zone(NamedTuple):
    """What a list of codes says."""

    areas: tuple[tuple[str, str], ...]
    """(kind, code) within the region, sorted; the country alone when it is there."""
    departements: frozenset[str]
    """Those of the region that it touches."""
    is_said: bool
    """Whether anything was said, even of elsewhere."""
    problem: str


NOWHERE = Zone((), frozenset(), is_said=False, problem="")


def zone(raw: Any) -> Zone:
    """Read the codes; those of elsewhere are left out without a word, those that are no code are named."""
    if is_too_long(raw):
        return Zone((), frozenset(), is_said=True, problem=TOO_LONG)
    found = raw if raw.__class__ is str else items(raw)
    return _zone(found) if is_short(found) else _zone.__wrapped__(found)


def zones(raws: Sequence[Any]) -> list[Zone]:
    """Read a column."""
    return [*map(_zone, raws)] if are_short_texts(raws, LONGEST_REMEMBERED) else [*map(zone, raws)]


@lru_cache(REMEMBERED)
def _zone(raw: str | tuple[str, ...]) -> Zone:
    codes = items(raw) if isinstance(raw, str) else raw
    if not codes:
        return NOWHERE
    areas: set[tuple[str, str]] = set()
    touched: frozenset[str] = frozenset()
    unknown = []
    for code in codes:
        found = _area(code)
        if found is None:
            unknown.append(code)
        elif found[2]:
            areas.add(found[:2])
            touched |= found[2]
    if any(kind == "pays" for kind, _ in areas):
        areas = {("pays", COUNTRY)}
    problem = ""
    if unknown:
        problem = "Codes de zone inconnus, laissés de côté : " + ", ".join(f"« {code[:20]} »" for code in unknown[:5])
    elif not areas:
        problem = "La zone d’éligibilité est tout entière hors de la région : elle n’est pas gardée."
    return Zone(tuple(sorted(areas)), touched, is_said=True, problem=problem)


def _area(written: str) -> Area | None:
    """None when it is no code."""
    if written.lower() in _COUNTRY:
        return "pays", COUNTRY, _ALL
    if written.startswith(REGION_MARK):
        is_ours = written.removeprefix(REGION_MARK) == REGION
        return "region", REGION, _ALL if is_ours else frozenset()
    code = written.upper()
    if code.isdigit() and len(code) in (1, 4):
        code = f"0{code}"  # a spreadsheet took its zero
    if code in _RHONE:
        return "collectivite", code, frozenset((_RHONE[code],))
    if _DEPARTEMENT.fullmatch(code):
        return "departement", code, frozenset((code,)) & _ALL
    if _EPCI.fullmatch(code):
        return "epci", code, _epcis().get(code, frozenset())
    return _commune(code) if _COMMUNE.fullmatch(code) else None


def _commune(code: str) -> Area | None:
    """A commune of the region, or of elsewhere; None when it is none any more. Countries have codes of this form too: elsewhere."""
    commune = gazetteer().commune(code)
    if commune is None:
        return None if code[:2] in _ALL else ("commune", code, frozenset())
    return "commune", code, frozenset((commune.departement,))


@cache
def _epcis() -> Mapping[str, frozenset[str]]:
    """SIREN → the départements of the region where it has communes."""
    members: dict[str, set[str]] = {}
    for commune in gazetteer().communes.values():
        members.setdefault(commune.epci, set()).add(commune.departement)
    return {epci: frozenset(departements) for epci, departements in members.items()}

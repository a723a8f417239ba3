"""Parts of a sector as coordinators write them, one a line: a commune, an EPCI, the Métropole de Lyon, the whole département."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from app.core.text import fold
from app.territory.gazetteer import METROPOLE_DE_LYON, METROPOLE_NAME, gazetteer
from app.territory.index import name_index
from app.territory.places import commune_place
from app.territory.resolve import resolve
from app.territory.rules import Ambiguous, AreaKind, Commune, Found, Place, PlaceKind

Area = tuple[AreaKind, str]
"""As `service_area`: a kind and a code."""
MOST_SAID = 6
RHONE = "69D"
AUTHORITIES = {METROPOLE_DE_LYON: METROPOLE_NAME, RHONE: "Rhône hors Métropole de Lyon"}
"""Social authorities that are not a département."""
_LEGAL_FORMS = ("communaute d agglomeration ", "communaute de communes ", "communaute urbaine ", "metropole ", "ca ", "cc ", "cu ")
_WHOLE = ("tout le departement", "departement", "tout")


class Trouble(StrEnum):
    """Why a line is not understood."""

    UNKNOWN = "unknown"
    SEVERAL = "several"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that will not do. `choices`: what it may have meant."""

    line: str
    trouble: Trouble
    choices: Sequence[str] = ()


def read_areas(lines: Sequence[str], departement: str) -> tuple[list[Area], list[Problem]]:
    """Return the areas that lines name within a département, each once, and the lines that will not do."""
    found: dict[Area, None] = {}
    problems = []
    for line in lines:
        read = _read(line, departement)
        if isinstance(read, Problem):
            problems.append(read)
        else:
            found |= dict.fromkeys(read)
    return list(found), problems


def area_text(kind: str, code: str) -> str:
    """Return an area as `read_areas` reads it again."""
    territory = gazetteer()
    if kind == "departement" and code in territory.departements:
        return territory.departements[code].nom
    if kind == "collectivite":
        return AUTHORITIES.get(code) or area_text("departement", code)
    if kind == "epci":
        member = territory.of_epci(code)
        return member.epci_nom if member is not None else code
    commune = territory.commune(code)
    return commune_place(commune).label if commune is not None else code


def _read(line: str, departement: str) -> list[Area] | Problem:
    words = fold(line)
    if words in _WHOLE:
        return [("departement", departement)]
    for code, name in AUTHORITIES.items():
        if words in (fold(code), fold(name)):
            return [("collectivite", code)] if code.startswith(departement) else Problem(line, Trouble.OUTSIDE)
    if words in _epcis():
        return _epci(line, _epcis()[words], departement)
    read = _place(line, departement)
    if isinstance(read, Problem) and read.trouble is Trouble.UNKNOWN and words in _short_epcis():
        return _epci(line, _short_epcis()[words], departement)
    return read


def _epci(line: str, siren: str, departement: str) -> list[Area] | Problem:
    is_here = any(commune.departement == departement for commune in gazetteer().communes.values() if commune.epci == siren)
    return [("epci", siren)] if is_here else Problem(line, Trouble.OUTSIDE)


def _place(line: str, departement: str) -> list[Area] | Problem:
    """A commune, the communes of a postcode, or the département itself; of homonyms, the one that is within."""
    outcome = resolve(line)
    if isinstance(outcome, Ambiguous):
        here = [place for place in outcome.places if place.commune is not None and place.commune.departement == departement]
        if len(here) != 1:
            return Problem(line, Trouble.SEVERAL if here else Trouble.OUTSIDE, _labels(here))
        return _areas(line, here[0], departement)
    if isinstance(outcome, Found):
        return _areas(line, outcome.place, departement)
    return Problem(line, Trouble.UNKNOWN, _labels(outcome.suggestions))


def _areas(line: str, place: Place, departement: str) -> list[Area] | Problem:
    if place.kind is PlaceKind.DEPARTEMENT:
        return [("departement", departement)] if place.departement == departement else Problem(line, Trouble.OUTSIDE)
    within = [commune for commune in _communes(place) if commune.departement == departement]
    return [("commune", commune.code) for commune in within] or Problem(line, Trouble.OUTSIDE)


def _communes(place: Place) -> Sequence[Commune]:
    if place.kind is PlaceKind.POSTCODE:
        return name_index().postcodes[place.label.partition(" ")[0]]
    return [place.commune] if place.commune is not None else []


def _labels(places: Sequence[Place]) -> list[str]:
    return [place.label for place in places[:MOST_SAID]]


@cache
def _epcis() -> dict[str, str]:
    """EPCI by their number, and by their name, whatever the legal form it is written with."""
    numbers = {commune.epci: commune.epci for commune in gazetteer().communes.values()}
    forms = {form + short: siren for short, siren in _short_epcis().items() for form in _LEGAL_FORMS}
    return forms | {fold(commune.epci_nom): commune.epci for commune in gazetteer().communes.values()} | numbers


@cache
def _short_epcis() -> dict[str, str]:
    """EPCI by their name without its legal form."""
    names = {fold(commune.epci_nom): commune.epci for commune in gazetteer().communes.values()}
    starts = {name: next((form for form in _LEGAL_FORMS if name.startswith(form)), "") for name in names}
    return {name.removeprefix(starts[name]): siren for name, siren in names.items() if starts[name]}

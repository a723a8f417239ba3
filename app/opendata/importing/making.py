"""From cleaned records to records ready to be written: kinds guessed, place and hours settled, entries of the index worked out."""

from collections.abc import Mapping, Sequence
from operator import itemgetter
from types import SimpleNamespace
from typing import Any, NamedTuple

from app.directory.fields import ADDRESS, SERVICE_COLUMNS, STRUCTURE_COLUMNS
from app.directory.guessing import guess
from app.directory.kinds import PROTECTED
from app.directory.projection import Parts, entries
from app.directory.rules import AreaPurpose, LocationRole, ReceptionMode
from app.directory.services import folded_words
from app.opendata.importing.records import ServiceRecord, StructureRecord, digest
from app.opendata.rules import Incoming
from app.territory.areas import area_code

_structure_values = itemgetter(*STRUCTURE_COLUMNS)
_service_values = itemgetter(*SERVICE_COLUMNS)
_address = itemgetter(*ADDRESS)
_UNSAID: Mapping[str, Any] = {
    "id": 0, "by_appointment": False, "organisations_only": False, "is_default": False, "animals": None, "step_free": None,
    "hours_confirmed_at": None, "contact_confirmed_at": None, "conditions_confirmed_at": None, "vanished_at": None,
}  # fmt: skip
"""What no upstream says of a service."""


class Parent(NamedTuple):
    """What a service takes from its structure."""

    nom: str
    networks: tuple[str, ...]
    place: tuple[Any, ...] | None
    hours: tuple[str, str]


class Details(NamedTuple):
    """What is known of a service besides what v1 says; kinds are guessed when None."""

    kinds: tuple[str, ...] | None = None
    is_guessed: bool = True
    documents: Sequence[str] = ()
    spoken_languages: Sequence[str] = ()


def structure_record(incoming: Incoming) -> StructureRecord:
    """Return a structure, ready to be written."""
    values = _structure_values(incoming.values)
    return StructureRecord(incoming.source, incoming.source_id, digest(values), values)


def parent(incoming: Incoming) -> Parent:
    """Return what the services of a structure take from it."""
    has_address = incoming.values["code_insee"] or incoming.values["latitude"] is not None
    place = _address(incoming.values) if has_address else None
    return Parent(incoming.values["nom"], tuple(incoming.values["reseaux_porteurs"]), place, incoming.hours)


def service_record(incoming: Incoming, structure: Parent, details: Details = Details()) -> ServiceRecord:  # noqa: B008 - it is frozen
    """Return a service, ready to be written. Where it says no place or hours of its own, its structure's are its."""
    values = {**incoming.values, "documents": list(details.documents), "spoken_languages": list(details.spoken_languages)}
    kinds = details.kinds if details.kinds is not None else _guessed(values, structure)
    place, hours = _place_and_hours(incoming, structure)
    is_protected = not PROTECTED.isdisjoint(kinds)
    said = _service_values(values)
    return ServiceRecord(
        source=incoming.source,
        source_id=incoming.source_id,
        parent=incoming.parent,
        digest=digest((incoming.parent,), said, kinds, place or (), hours, incoming.areas),
        values=said,
        folded=folded_words(values["nom"], structure.nom, values["description"]),
        kinds=kinds,
        is_guessed=details.is_guessed,
        place=place,
        hours=hours,
        areas=incoming.areas,
        is_protected=is_protected,
        entries=tuple(entries(SimpleNamespace(**values, **_UNSAID, is_protected=is_protected), _parts(kinds, place, incoming.areas))),
    )


def _guessed(values: Mapping[str, Any], structure: Parent) -> tuple[str, ...]:
    return guess(
        values["nom"],
        structure.nom,
        values["description"],
        tuple(values["thematiques"]),
        values["type"],
        tuple(values["publics"]),
        structure.networks,
    )


def _place_and_hours(incoming: Incoming, structure: Parent) -> tuple[tuple[Any, ...] | None, tuple[str, str]]:
    """Nobody is received at a place by a service that is given at a distance only."""
    modes = incoming.values["modes_accueil"]
    if modes and ReceptionMode.ON_SITE not in modes:
        return None, ("", "")
    own = _address(incoming.place) if incoming.place is not None else None
    hours = incoming.hours if any(incoming.hours) else structure.hours
    return own or structure.place, hours


def _parts(kinds: tuple[str, ...], place: tuple[Any, ...] | None, areas: tuple[tuple[str, str], ...]) -> Parts:
    where = [] if place is None else [SimpleNamespace(id=1, hours_id=0, role=LocationRole.FIXED, **dict(zip(ADDRESS, place, strict=True)))]
    named = [
        SimpleNamespace(purpose=AreaPurpose.ELIGIBILITY, kind=kind, code=code, area=area_code(kind, code))  # type: ignore[arg-type] # cleaned
        for kind, code in areas
    ]
    return Parts(kinds, named, where)

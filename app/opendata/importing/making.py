"""From cleaned records to records ready to be written: kinds guessed, place and hours settled."""

import marshal
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from app.directory.columns import ADDRESS, SERVICE_COLUMNS, STRUCTURE_COLUMNS
from app.directory.guessing import guess
from app.directory.kinds import PROTECTED
from app.directory.refuges import Told, speaks_of_violence
from app.directory.rules import ReceptionMode
from app.opendata.importing.records import ServiceRecord, StructureRecord, digest
from app.opendata.rules import Incoming

_structure_values = itemgetter(*STRUCTURE_COLUMNS)
_service_values = itemgetter(*SERVICE_COLUMNS)
_address = itemgetter(*ADDRESS)


class Parent(NamedTuple):
    """What a service takes from its structure."""

    nom: str
    networks: tuple[str, ...]
    place: tuple[Any, ...] | None
    hours: tuple[str, str]
    speaks_of_violence: bool = False
    """Whether its description does."""


class Parents:
    """Structures met, by upstream's identifiers: packed, for all of them are held while services are read."""

    def __init__(self) -> None:
        """Start with none."""
        self._packed: dict[str, bytes] = {}

    def add(self, incoming: Incoming) -> None:
        """Remember a structure."""
        self._packed[_key(incoming.source, incoming.source_id)] = marshal.dumps(tuple(parent(incoming)))

    def get(self, source: str, source_id: str) -> Parent | None:
        """Return what the services of a structure take from it; None when it was not met."""
        packed = self._packed.get(_key(source, source_id))
        return None if packed is None else Parent(*marshal.loads(packed))  # noqa: S302 - written by ourselves, above


def _key(source: str, source_id: str) -> str:
    return f"{source} {source_id}"


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
    nom, description = incoming.values["nom"], incoming.values["description"]
    return Parent(nom, tuple(incoming.values["reseaux_porteurs"]), place, incoming.hours, speaks_of_violence(description))


def service_record(incoming: Incoming, structure: Parent, details: Details = Details()) -> ServiceRecord:  # noqa: B008 - it is frozen
    """Return a service, ready to be written. Where it says no place or hours of its own, its structure's are its."""
    values = {**incoming.values, "documents": list(details.documents), "spoken_languages": list(details.spoken_languages)}
    kinds = details.kinds if details.kinds is not None else _guessed(values, structure)
    place, hours = _place_and_hours(incoming, structure)
    said = _service_values(values)
    return ServiceRecord(
        source=incoming.source,
        source_id=incoming.source_id,
        parent=incoming.parent,
        digest=digest((incoming.parent,), said, kinds, place or (), hours, incoming.areas),
        values=said,
        kinds=kinds,
        is_guessed=details.is_guessed,
        place=place,
        hours=hours,
        areas=incoming.areas,
        is_protected=not PROTECTED.isdisjoint(kinds),
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
        Told(f"{values['publics_precisions']}\n{values['conditions_acces']}", structure.speaks_of_violence),
    )


def _place_and_hours(incoming: Incoming, structure: Parent) -> tuple[tuple[Any, ...] | None, tuple[str, str]]:
    """Nobody is received at a place by a service that is given at a distance only."""
    modes = incoming.values["modes_accueil"]
    if modes and ReceptionMode.ON_SITE not in modes:
        return None, ("", "")
    own = _address(incoming.place) if incoming.place is not None else None
    hours = incoming.hours if any(incoming.hours) else structure.hours
    return own or structure.place, hours

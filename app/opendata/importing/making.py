"""From cleaned records to records ready to be written: kinds guessed, place and hours settled."""

import marshal
from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from app.directory.columns import ADDRESS, SERVICE_COLUMNS, STRUCTURE_COLUMNS
from app.directory.guessing import guess
from app.directory.kinds import PROTECTED
from app.directory.refuges import Told, speaks_of_violence
from app.directory.rules import ReceptionMode
from app.opendata.importing.records import ServiceRecord, StructureRecord, digests
from app.opendata.rules import Incoming

_name_and_description = itemgetter(STRUCTURE_COLUMNS.index("nom"), STRUCTURE_COLUMNS.index("description"))
_networks = itemgetter(STRUCTURE_COLUMNS.index("reseaux_porteurs"))
_address = itemgetter(*map(STRUCTURE_COLUMNS.index, ADDRESS))
_locality = itemgetter(ADDRESS.index("code_insee"), ADDRESS.index("latitude"))
_modes = itemgetter(SERVICE_COLUMNS.index("modes_accueil"))
_what_tells_kinds = itemgetter(
    *map(SERVICE_COLUMNS.index, ("nom", "description", "thematiques", "type", "publics", "publics_precisions", "conditions_acces"))
)


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


def structure_records(structures: Sequence[Incoming]) -> list[StructureRecord]:
    """Return structures, ready to be written."""
    marks = digests([structure.said for structure in structures])
    return [StructureRecord(one.source, one.source_id, mark, one.said) for one, mark in zip(structures, marks, strict=True)]


def parent(incoming: Incoming) -> Parent:
    """Return what the services of a structure take from it."""
    place = _address(incoming.said)
    code_insee, latitude = _locality(place)
    nom, description = _name_and_description(incoming.said)
    return Parent(
        nom,
        tuple(_networks(incoming.said)),
        place if code_insee or latitude is not None else None,
        incoming.hours,
        speaks_of_violence(description),
    )


def service_records(services: Sequence[tuple[Incoming, Parent, Details]]) -> list[ServiceRecord]:
    """Return services, each with its structure, ready to be written. Where one says no place or hours, its structure's are its."""
    values = [(*incoming.said, [*details.documents], [*details.spoken_languages]) for incoming, _, details in services]
    kinds = [
        _guessed(said, structure) if details.kinds is None else details.kinds
        for said, (_, structure, details) in zip(values, services, strict=True)
    ]
    stays = [_place_and_hours(incoming, structure) for incoming, structure, _ in services]
    before = [(incoming.parent,) for incoming, _, _ in services]
    after = [
        (*codes, *map(str, place or ()), *hours, *map(_area_written, incoming.areas))
        for codes, (place, hours), (incoming, _, _) in zip(kinds, stays, services, strict=True)
    ]
    return [
        ServiceRecord(
            incoming.source,
            incoming.source_id,
            incoming.parent,
            mark,
            said,
            codes,
            details.is_guessed,
            *stay,
            incoming.areas,
            not PROTECTED.isdisjoint(codes),
        )
        for (incoming, _, details), mark, said, codes, stay in zip(
            services, digests(values, before, after), values, kinds, stays, strict=True
        )
    ]


_area_written = lru_cache(2_000)(str)
"""Of a kind of area and its code: the same come back."""


def _guessed(said: tuple[Any, ...], structure: Parent) -> tuple[str, ...]:
    nom, description, thematiques, type_, publics, publics_precisions, conditions = _what_tells_kinds(said)
    told = Told(f"{publics_precisions}\n{conditions}", structure.speaks_of_violence)
    return guess(nom, structure.nom, description, thematiques, type_, publics, structure.networks, told)


def _place_and_hours(incoming: Incoming, structure: Parent) -> tuple[tuple[Any, ...] | None, tuple[str, str]]:
    """Nobody is received at a place by a service that is given at a distance only."""
    modes = _modes(incoming.said)
    if modes and ReceptionMode.ON_SITE not in modes:
        return None, ("", "")
    hours = incoming.hours if any(incoming.hours) else structure.hours
    return incoming.place or structure.place, hours

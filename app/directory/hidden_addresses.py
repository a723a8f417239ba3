"""The addresses that the texts of protected services must not tell."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import CompoundSelect, Connection, Select, select

from app.core.among import among, filled, room
from app.directory.models import Location, Service, Structure

MOST_ASKED = 512
"""Structures in one statement."""


class HiddenAddress(NamedTuple):
    """An address as it was written, of a structure or of one of the places that it hides."""

    code_insee: str
    latitude: float | None
    longitude: float | None
    adresse: str
    complement_adresse: str
    code_postal: str
    commune: str


def hidden_addresses(connection: Connection, structure_ids: Sequence[int]) -> Mapping[int, Sequence[HiddenAddress]]:
    """Return, by structure, its own address and those of the places of its protected services, of all when it is itself protected."""
    found: dict[int, list[HiddenAddress]] = {}
    for start in range(0, len(structure_ids), MOST_ASKED):
        asked = structure_ids[start : start + MOST_ASKED]
        size = room(len(asked))
        for number, *address in connection.execute(_addresses(size), filled("structure", asked, size)):
            found.setdefault(number, []).append(HiddenAddress(*address))
    return found


def hidden_from_cards(connection: Connection, service_ids: Sequence[int]) -> Mapping[int, Sequence[HiddenAddress]]:
    """Return the same by service, for a page of services that are protected."""
    if not service_ids:
        return {}
    size = room(len(service_ids))
    structures = {row.id: row.structure_id for row in connection.execute(_structures(size), filled("service", service_ids, size))}
    by_structure = hidden_addresses(connection, sorted(set(structures.values())))
    return {service_id: by_structure.get(structure_id, ()) for service_id, structure_id in structures.items()}


@lru_cache(maxsize=16)
def _addresses(size: int) -> CompoundSelect[Any]:
    places = (
        select(Structure.id, *_columns(Location))
        .select_from(Structure)
        .join(Service, Service.structure_id == Structure.id)
        .join(Location, Location.service_id == Service.id)
        .where(Service.is_protected | Structure.is_protected)
    )
    asked = select(Structure.id, *_columns(Structure))
    one, other = (statement.where(among(Structure.__table__.c.id, "structure", size)) for statement in (asked, places))
    return one.union(other)


@lru_cache(maxsize=16)
def _structures(size: int) -> Select[int, int]:
    return select(Service.id, Service.structure_id).where(among(Service.__table__.c.id, "service", size))


def _columns(model: type[Structure | Location]) -> list[Any]:
    return [getattr(model, name) for name in HiddenAddress._fields]

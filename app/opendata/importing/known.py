"""What the directory has already of the records of a chunk: asked for each chunk, by statements whose text does not change."""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import Connection, Select, bindparam, func, select

from app.core.among import among, filled, room
from app.core.prepared import rows
from app.directory.models import Service, Structure
from app.opendata.importing.records import ServiceRecord, StructureRecord
from app.opendata.importing.writing import Owner, table

Model: TypeAlias = type[Structure] | type[Service]
Identity: TypeAlias = tuple[str, str]
"""Upstream's: source, identifier."""
_Reading: TypeAlias = Select[*tuple[Any, ...]]


class Known(NamedTuple):
    """What the directory remembers of a record."""

    number: int
    digest: str | None
    has_vanished: bool


def known(connection: Connection, model: Model, records: Sequence[StructureRecord | ServiceRecord]) -> Mapping[Identity, Known]:
    """Return those of the records that the directory has, whatever import they came by."""
    # Sources are named for the index, which they lead: without them, each chunk would read all that there is.
    sources, identifiers = {record.source for record in records}, [record.source_id for record in records]
    sizes = room(len(sources)), room(len(identifiers))
    found = rows(connection, _known(model, *sizes), _named(sources, identifiers, sizes))
    return {(source, identifier): Known(number, mark, vanished is not None) for source, identifier, number, mark, vanished in found}


def parents(connection: Connection, dataset: str, records: Sequence[ServiceRecord]) -> Mapping[Identity, Owner]:
    """Return the structures of services, as upstream names them; where one turned out to be another, the other."""
    if not records:
        return {}
    sources, identifiers = {record.source for record in records}, {record.parent for record in records}
    sizes = room(len(sources)), room(len(identifiers))
    found = rows(connection, _parents(*sizes), {**_named(sources, identifiers, sizes), "dataset": dataset})
    return {(source, identifier): Owner(number, nom) for source, identifier, number, nom in found}


def hiding(connection: Connection, structures: Collection[int]) -> set[int]:
    """Return those of the structures that give a service whose address is hidden."""
    if not structures:
        return set()
    size = room(len(structures))
    return {row[0] for row in rows(connection, _hiding(size), filled("structure", structures, size))}


def _named(sources: Collection[str], identifiers: Collection[str], sizes: tuple[int, int]) -> dict[str, Any]:
    return {**filled("source", sources, sizes[0]), **filled("identifier", identifiers, sizes[1])}


@lru_cache(maxsize=32)
def _known(model: Model, sources: int, size: int) -> _Reading:
    row = table(model).c
    columns = select(row.source, row.source_id, row.id, row.digest, row.vanished_at)
    return columns.where(among(row.source, "source", sources), among(row.source_id, "identifier", size))


@lru_cache(maxsize=32)
def _parents(sources: int, size: int) -> _Reading:
    said, shown = table(Structure).alias("said"), table(Structure).alias("shown")
    columns = select(said.c.source, said.c.source_id, shown.c.id, shown.c.nom).join_from(
        said, shown, shown.c.id == func.coalesce(said.c.merged_into_id, said.c.id)
    )
    wanted = among(said.c.source, "source", sources), among(said.c.source_id, "identifier", size), said.c.dataset == bindparam("dataset")
    return columns.where(*wanted)


@lru_cache(maxsize=32)
def _hiding(size: int) -> _Reading:
    row = table(Service).c
    return select(row.structure_id).where(among(row.structure_id, "structure", size), row.is_protected).distinct()

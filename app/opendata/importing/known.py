"""What the directory has already of the records of a chunk: asked for each chunk, by statements whose text does not change."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
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


class NewSources:
    """Sources of which the directory had nothing before this import: their records need not be looked up, each is said once.

    True as long as one import runs at a time, which the command sees to: another one would write what this one no longer looks for.
    """

    def __init__(self) -> None:
        """Start with none looked for."""
        self._are_new: dict[tuple[Model, str], bool] = {}

    def others(self, connection: Connection, model: Model, sources: Iterable[str]) -> set[str]:
        """Return the sources that are not new. To be asked before the first record of a source is written."""
        wanted = set(sources)
        for source in wanted:
            if (model, source) not in self._are_new:
                self._are_new[model, source] = not rows(connection, _any(model), {"source": source})
        return {source for source in wanted if not self._are_new[model, source]}


def known(connection: Connection, model: Model, records: Iterable[StructureRecord | ServiceRecord]) -> Mapping[Identity, Known]:
    """Return those of the records that the directory has, whatever import they came by."""
    found = _read(connection, partial(_known, model), ((record.source, record.source_id) for record in records), {})
    return {
        (source, identifier): Known(number, mark, vanished is not None)
        for source, said in found
        for identifier, number, mark, vanished in said
    }


def parents(connection: Connection, dataset: str, records: Iterable[ServiceRecord]) -> Mapping[Identity, Owner]:
    """Return the structures of services, as upstream names them; where one turned out to be another, the other."""
    found = _read(connection, _parents, {(record.source, record.parent) for record in records}, {"dataset": dataset})
    return {(source, identifier): Owner(number, nom) for source, said in found for identifier, number, nom in said}


def hiding(connection: Connection, structures: Collection[int]) -> set[int]:
    """Return those of the structures that give a service whose address is hidden."""
    if not structures:
        return set()
    size = room(len(structures))
    return {row[0] for row in rows(connection, _hiding(size), filled("structure", structures, size))}


def _read(
    connection: Connection, statement: Callable[[int], _Reading], identities: Iterable[Identity], values: Mapping[str, Any]
) -> Iterator[tuple[str, Sequence[tuple[Any, ...]]]]:
    """Sources, each with the rows of its records: one source after the other, for it leads the index that holds identifiers."""
    by_source: dict[str, list[str]] = {}
    for source, identifier in identities:
        by_source.setdefault(source, []).append(identifier)
    for source, identifiers in by_source.items():
        size = room(len(identifiers))
        yield source, rows(connection, statement(size), {**filled("identifier", identifiers, size), **values, "source": source})


@lru_cache(maxsize=4)
def _any(model: Model) -> _Reading:
    row = table(model).c
    return select(row.id).where(row.source == bindparam("source")).limit(1)


@lru_cache(maxsize=32)
def _known(model: Model, size: int) -> _Reading:
    row = table(model).c
    columns = select(row.source_id, row.id, row.digest, row.vanished_at)
    return columns.where(row.source == bindparam("source"), among(row.source_id, "identifier", size))


@lru_cache(maxsize=32)
def _parents(size: int) -> _Reading:
    said, shown = table(Structure).alias("said"), table(Structure).alias("shown")
    columns = select(said.c.source_id, shown.c.id, shown.c.nom).join_from(
        said, shown, shown.c.id == func.coalesce(said.c.merged_into_id, said.c.id)
    )
    wanted = said.c.source == bindparam("source"), among(said.c.source_id, "identifier", size), said.c.dataset == bindparam("dataset")
    return columns.where(*wanted)


@lru_cache(maxsize=32)
def _hiding(size: int) -> _Reading:
    row = table(Service).c
    return select(row.structure_id).where(among(row.structure_id, "structure", size), row.is_protected).distinct()

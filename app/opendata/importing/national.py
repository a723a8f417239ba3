"""Reading the two files of data·inclusion, in a process of its own.

Structures, then services; then the structures of elsewhere whose services are given here.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from app.opendata.cleaning import Cleaner
from app.opendata.files import UnreadableFile, open_rows
from app.opendata.files.rows import NumberedRow
from app.opendata.importing.making import Details, Parents, service_records, structure_records
from app.opendata.importing.records import SERVICES, STRUCTURES, Chunk, Record
from app.opendata.rules import Incoming, Level, Remark

SIZE = 500
"""Records in a chunk: one transaction."""
AT_ONCE = 50
"""Rows cleaned together: enough to share what looking at a column costs, few enough to stay in the caches of the processor."""
TWICE = "Une ligne précédente a déjà cet identifiant : celle-ci n’est pas importée."
UNKNOWN_STRUCTURE = "La structure de ce service n’est pas dans le fichier des structures, ou elle a été refusée."


class Sources(NamedTuple):
    """The two files, and the départements asked for; none for the whole region."""

    structures: Path
    services: Path
    departements: frozenset[str] = frozenset()


def national_chunks(sources: Sources) -> Iterator[Chunk]:
    """Yield what the files say, cleaned, a chunk at a time; raise UnreadableFile after what could be read."""
    return _Reading(sources).chunks()


class _Reading:
    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._cleaner = Cleaner(sources.departements or None)
        self._parents = Parents()
        self._orphans: list[tuple[int, Incoming]] = []
        self._met: set[int] = set()
        """Marks of the identifiers met: a set of texts would be the largest thing that an import holds."""

    def chunks(self) -> Iterator[Chunk]:
        yield from self._chunks(STRUCTURES, self._sources.structures)
        yield from self._chunks(SERVICES, self._sources.services)
        if self._orphans:
            yield from self._from_elsewhere()

    def _chunks(self, file: str, path: Path) -> Iterator[Chunk]:
        take = self._structures if file == STRUCTURES else self._services
        records: list[Record] = []
        remarks: list[Remark] = []
        with open_rows(path) as rows:
            notes, read = rows.notes, 0
            try:
                for some in rows.batches(AT_ONCE):
                    records += take(some, remarks)
                    read += len(some)
                    if read >= SIZE:
                        yield Chunk(file, records, remarks, rows.done, notes)
                        records, remarks, notes, read = [], [], (), 0
            except UnreadableFile:
                if read:
                    yield Chunk(file, records, remarks, rows.done, notes)
                raise
            if read:
                yield Chunk(file, records, remarks, rows.done, notes)

    def _structures(self, rows: Sequence[NumberedRow], remarks: list[Remark]) -> Sequence[Record]:
        kept = [incoming for _, incoming in self._kept(STRUCTURES, rows, self._cleaner.structures(rows), remarks)]
        for incoming in kept:
            self._parents.add(incoming)
        return structure_records(kept)

    def _services(self, rows: Sequence[NumberedRow], remarks: list[Remark]) -> Sequence[Record]:
        kept = []
        for number, incoming in self._kept(SERVICES, rows, self._cleaner.services(rows), remarks):
            structure = self._parents.get(incoming.source, incoming.parent)
            if structure is None:
                self._orphans.append((number, incoming))
            else:
                kept.append((incoming, structure, Details()))
        return service_records(kept)

    def _kept(
        self, file: str, rows: Sequence[NumberedRow], cleaned: Iterable[tuple[Incoming | None, list[Remark]]], remarks: list[Remark]
    ) -> Iterator[tuple[int, Incoming]]:
        """Yield what is kept of some rows, each identifier once, with its line; add what there is to tell."""
        for (number, _), (incoming, told) in zip(rows, cleaned, strict=True):
            remarks += told
            if incoming is None:
                continue
            mark = hash((file, incoming.source, incoming.source_id))
            if mark in self._met:
                remarks.append(_refusal(file, number, incoming, TWICE))
            else:
                self._met.add(mark)
                yield number, incoming

    def _from_elsewhere(self) -> Iterator[Chunk]:
        """Structures that are not of here, but whose services are: looked for once all services are known."""
        for _, orphan in self._orphans:
            self._cleaner.need(orphan.source, orphan.parent)
        with open_rows(self._sources.structures) as rows:
            records: list[Record] = []
            for some in rows.batches(AT_ONCE):
                found = []
                for incoming, _ in self._cleaner.structures(some):
                    if incoming is not None and self._parents.get(incoming.source, incoming.source_id) is None:
                        self._parents.add(incoming)
                        found.append(incoming)
                records += structure_records(found)
        yield Chunk(STRUCTURES, records, [], 1.0)
        yield from self._adopted()

    def _adopted(self) -> Iterator[Chunk]:
        for start in range(0, len(self._orphans), SIZE):
            adopted = []
            remarks: list[Remark] = []
            for line, orphan in self._orphans[start : start + SIZE]:
                structure = self._parents.get(orphan.source, orphan.parent)
                if structure is None:
                    remarks.append(_refusal(SERVICES, line, orphan, UNKNOWN_STRUCTURE))
                else:
                    adopted.append((orphan, structure, Details()))
            yield Chunk(SERVICES, service_records(adopted), remarks, 1.0)


def _refusal(file: str, line: int, incoming: Incoming, message: str) -> Remark:
    return Remark(file, line, incoming.source_id, "", Level.REFUSED, message)

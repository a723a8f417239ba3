"""Reading the two files of data·inclusion, in a process of its own.

Structures, then services; then the structures of elsewhere whose services are given here.
"""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from app.opendata.cleaning import Cleaner
from app.opendata.files import UnreadableFile, open_rows
from app.opendata.importing.making import Parents, service_record, structure_record
from app.opendata.importing.records import SERVICES, STRUCTURES, Chunk, Record
from app.opendata.rules import Incoming, Level, Remark

SIZE = 500
"""Records in a chunk: one transaction."""
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
        records: list[Record]
        remarks: list[Remark]
        with open_rows(path) as rows:
            notes, left = rows.notes, iter(rows)
            read, broken = 1, None
            while read and broken is None:
                read, records, remarks = 0, [], []
                try:
                    for number, row in islice(left, SIZE):
                        read += 1
                        record = self._record(file, number, row, remarks)
                        if record is not None:
                            records.append(record)
                except UnreadableFile as error:
                    broken = error
                if read:
                    yield Chunk(file, records, remarks, rows.done, notes)
                notes = ()
            if broken is not None:
                raise broken

    def _record(self, file: str, number: int, row: dict[str, Any], remarks: list[Remark]) -> Record | None:
        incoming, told = self._cleaner.structure(number, row) if file == STRUCTURES else self._cleaner.service(number, row)
        remarks += told
        if incoming is None:
            return None
        mark = hash((file, incoming.source, incoming.source_id))
        if mark in self._met:
            remarks.append(_refusal(file, number, incoming, TWICE))
            return None
        self._met.add(mark)
        if file == STRUCTURES:
            self._parents.add(incoming)
            return structure_record(incoming)
        structure = self._parents.get(incoming.source, incoming.parent)
        if structure is None:
            self._orphans.append((number, incoming))
            return None
        return service_record(incoming, structure)

    def _from_elsewhere(self) -> Iterator[Chunk]:
        """Structures that are not of here, but whose services are: looked for once all services are known."""
        for _, orphan in self._orphans:
            self._cleaner.need(orphan.source, orphan.parent)
        with open_rows(self._sources.structures) as rows:
            records: list[Record] = []
            for number, row in rows:
                incoming, _told = self._cleaner.structure(number, row)
                if incoming is not None and self._parents.get(incoming.source, incoming.source_id) is None:
                    self._parents.add(incoming)
                    records.append(structure_record(incoming))
        yield Chunk(STRUCTURES, records, [], 1.0)
        yield from self._adopted()

    def _adopted(self) -> Iterator[Chunk]:
        for start in range(0, len(self._orphans), SIZE):
            records: list[Record] = []
            remarks: list[Remark] = []
            for line, orphan in self._orphans[start : start + SIZE]:
                structure = self._parents.get(orphan.source, orphan.parent)
                if structure is None:
                    remarks.append(_refusal(SERVICES, line, orphan, UNKNOWN_STRUCTURE))
                else:
                    records.append(service_record(orphan, structure))
            yield Chunk(SERVICES, records, remarks, 1.0)


def _refusal(file: str, line: int, incoming: Incoming, message: str) -> Remark:
    return Remark(file, line, incoming.source_id, "", Level.REFUSED, message)

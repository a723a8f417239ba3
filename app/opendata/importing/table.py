"""Reading an association's table as records ready to be written."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from app.opendata.association.columns import Guess
from app.opendata.association.line import AssociationLine
from app.opendata.association.reading import read_lines
from app.opendata.files import open_rows
from app.opendata.importing.making import Details, Parent, parent, service_records, structure_records
from app.opendata.importing.records import SERVICES, STRUCTURES, Chunk
from app.opendata.rules import Incoming

SIZE = 1000
"""Lines in a chunk."""


class TableSource(NamedTuple):
    """A table, what its columns are for, the name under which it is kept up to date."""

    path: Path
    guess: Guess
    source: str
    departements: frozenset[str] = frozenset()


def table_chunks(table: TableSource) -> Iterator[Chunk]:
    """Yield what the table says: the organisations of some lines, then their services."""
    met: set[str] = set()
    with open_rows(table.path) as rows:
        lines = read_lines(rows, table.guess, table.source, table.departements or None)
        while some := list(islice(lines, SIZE)):
            said = [line.said for line in some if line.said is not None]
            structures = {one.structure.source_id: one.structure for one in said if one.structure.source_id not in met}
            met |= set(structures)
            yield Chunk(STRUCTURES, structure_records([*structures.values()]), (), rows.done)
            yield Chunk(
                SERVICES, service_records([_service(one) for one in said]), [remark for line in some for remark in line.remarks], rows.done
            )


def _service(said: AssociationLine) -> tuple[Incoming, Parent, Details]:
    details = Details(said.kinds, said.is_guessed, said.documents, said.spoken_languages)
    return said.service, parent(said.structure), details

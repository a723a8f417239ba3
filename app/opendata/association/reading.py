"""An association's own table: one line a service, its columns guessed, made into structures and services in the shape of any import."""

import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from app.core.text import fold
from app.opendata.association.columns import Guess, forced_of, guess_columns
from app.opendata.association.line import AssociationLine, Line
from app.opendata.association.rows import service_row, structure_row
from app.opendata.cleaning import Cleaner
from app.opendata.files import open_rows
from app.opendata.rules import Incoming, Level, Remark

__all__ = ["AssociationLine", "InvalidSource", "ReadLine", "checked_source", "guess_file", "read_lines"]

SAMPLE_ROWS = 50
LONGEST_SOURCE, LONGEST_IDENTIFIER = 40, 60
_SOURCE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TAKEN = frozenset({"annuaire-administration", "data-inclusion", "exemple"})


class InvalidSource(ValueError):
    """The name given to the table will not do; the message is French."""


class ReadLine(NamedTuple):
    """What came of one line of the file; `said` is None when it is refused or outside the region."""

    number: int
    said: AssociationLine | None
    remarks: tuple[Remark, ...]


def checked_source(source: str) -> str:
    """Return the name under which an association's table is kept up to date; raise InvalidSource."""
    if len(source) > LONGEST_SOURCE or not _SOURCE.fullmatch(source):
        msg = f"Nommez la source en {LONGEST_SOURCE} caractères au plus : minuscules sans accent, chiffres, tirets (« secours-lyon »)."
        raise InvalidSource(msg)
    if source in _TAKEN:
        msg = f"Le nom « {source} » est déjà celui d’une autre source : choisissez-en un autre."
        raise InvalidSource(msg)
    return source


def guess_file(path: Path, pairs: Iterable[str] = ()) -> Guess:
    """Return what the columns of a file are for, `FIELD=HEADING` pairs first; raise UnreadableFile, UnknownColumn."""
    with open_rows(path) as rows:
        sample = [row for _line, row in islice(rows, SAMPLE_ROWS)]
        return guess_columns(rows.columns, sample, forced_of(pairs, rows.columns))


def read_lines(
    rows: Iterable[tuple[int, dict[str, Any]]], guess: Guess, source: str, departements: Iterable[str] | None = None
) -> Iterator[ReadLine]:
    """Yield every line in the order of the file, those outside the départements (None: the region) without anything said.

    The same line gives the same identifiers at each import.
    """
    table = _Table(guess, checked_source(source), Cleaner(departements))
    for number, row in rows:
        yield table.read(number, row)


class _Table:
    """A table being read: what was met decides of doubles, and the services of one organisation at one place share its structure."""

    def __init__(self, guess: Guess, source: str, cleaner: Cleaner) -> None:
        self._headings = guess.headings
        self._source = source
        self._cleaner = cleaner
        self._structures: dict[str, Incoming] = {}
        self._lines: dict[str, int] = {}

    def read(self, number: int, row: dict[str, Any]) -> ReadLine:
        """Return what one line says."""
        line = Line(number, row, self._headings)
        line.identifier = self._identifier(line)
        said = self._said(line) if line.is_taken() else None
        return ReadLine(number, said, tuple(line.remarks))

    def _said(self, line: Line) -> AssociationLine | None:
        if line.identifier in self._lines:
            first = self._lines[line.identifier]
            line.say("", Level.REFUSED, f"C’est le même service qu’à la ligne {first} : cette ligne n’est pas importée.")
            return None
        structure = self._structure(line)
        service = self._service(line, structure) if structure else None
        if structure is None or service is None:
            return None
        self._lines[line.identifier] = line.number
        self._structures[structure.source_id] = structure
        return line.said(structure, service)

    def _identifier(self, line: Line) -> str:
        own = line.cells["identifiant"]
        if own:
            return f"{self._source}--{own if len(own) <= LONGEST_IDENTIFIER else _digest(own)}"
        return f"{self._source}--{_digest(line.structure_name, line.own_name, line.place)}"

    def _structure(self, line: Line) -> Incoming | None:
        identifier = f"{self._source}--{_digest(line.structure_name, line.place)}"
        if identifier in self._structures:
            return self._structures[identifier]
        row = structure_row(line.cells, line.address, line.structure_name)
        return line.keep(self._cleaner.structure(line.number, {**row, "source": self._source, "id": identifier}))

    def _service(self, line: Line, structure: Incoming) -> Incoming | None:
        row = service_row(line.cells, line.service_name, self._headings)
        identifiers = {"source": self._source, "id": line.identifier, "structure_id": structure.source_id}
        service = line.keep(self._cleaner.service(line.number, {**row, **identifiers}))
        return service._replace(hours=line.hours()) if service else None


def _digest(*texts: str) -> str:
    """A mark that stays the same when accents, case or punctuation change; other alphabets, of which nothing folds, count as they are."""
    return blake2b("\0".join(fold(text) or text.casefold() for text in texts).encode(), digest_size=10).hexdigest()

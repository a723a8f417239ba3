"""Tables as text: csv with commas, semicolons or tabs, as pandas, Excel and LibreOffice write them."""

import csv
from collections.abc import Generator, Iterator
from functools import partial
from io import SEEK_END, TextIOWrapper
from itertools import chain
from pathlib import Path

from app.opendata.files.encoding import Coding, coding_of
from app.opendata.files.rows import MISFIT, Row, Rows, UnreadableFile, headings
from app.opendata.rules import Level

LONGEST_CELL = 16_000_000
"""Characters of a cell, or of a whole record: beyond, a quotation mark was surely never closed."""

DELIMITERS = (",", ";", "\t")
_CODING_NOTE = "Le texte est codé à l’ancienne (Windows-1252) : s’il manque des caractères, enregistrez le fichier en « CSV UTF-8 »."
_NUL_NOTE = "Le fichier contient des octets nuls : ils sont retirés."


def read_delimited(path: Path) -> Rows:
    """Open a csv; raise UnreadableFile when it is no text, or has no line under its headings."""
    coding = coding_of(path)
    # The whole process's: raised if need be, never lowered for others. What bounds a record is `_lines`.
    csv.field_size_limit(max(LONGEST_CELL, csv.field_size_limit()))
    raw = path.open("rb")
    file = TextIOWrapper(raw, encoding=coding.name, newline="")
    try:
        size = raw.seek(0, SEEK_END)
        raw.seek(max(0, size - 1))
        ends_cleanly = raw.read(1) in {b"\n", b"\r"}
        raw.seek(0)
        table = _Table(file, coding, ends_cleanly=ends_cleanly)
        columns, notes = headings(table.heading)
        notes += [note for note, holds in ((_CODING_NOTE, coding.name == "cp1252"), (_NUL_NOTE, coding.has_nul)) if holds]
        return Rows(columns, table.rows(columns), lambda: 1.0 if file.closed else raw.tell() / size, notes, lambda: table.position)
    except UnreadableFile:
        file.close()
        raise


class _Table:
    def __init__(self, file: TextIOWrapper, coding: Coding, *, ends_cleanly: bool) -> None:
        self._file = file
        self._has_nul = coding.has_nul
        self._ends_cleanly = ends_cleanly
        self._is_over = False
        self.position = 0
        """Characters read."""
        self._start = 0
        """Where the record being read begins."""
        self._records: Iterator[list[str]] = csv.reader(self._lines(), delimiter=self._delimiter())
        self._number = 1
        try:
            self.heading = next(self._records, [])
        except csv.Error as error:
            raise self._oversized() from error
        self._start = self.position

    def rows(self, columns: list[str]) -> Generator[tuple[int, Row]]:
        """Yield each record with its number; blank lines are counted, not given."""
        width = len(columns)
        with self._file:
            try:
                # A while: a record looked at ahead may have been put back.
                while (cells := next(self._records, None)) is not None:
                    self._number += 1
                    self._start = self.position
                    if self._is_over:
                        raise self._unclosed()
                    if not any(cells):
                        continue
                    yield self._number, dict(zip(columns, cells, strict=True)) if len(cells) == width else self._misfit(columns, cells)
            except csv.Error as error:
                self._number += 1
                raise self._oversized() from error

    def _misfit(self, columns: list[str], cells: list[str]) -> Row:
        found, width = len(cells), len(columns)
        if found > width:
            if not any(cells[width:]):
                return dict(zip(columns, cells, strict=False))
            message = f"{found} cellules au lieu de {width} : les valeurs sont décalées, la ligne n’est pas lue."
            return {MISFIT: (Level.REFUSED, message)}
        if not self._ends_cleanly and self._is_last():
            msg = f"Le fichier est coupé : sa dernière ligne ({self._number}) n’a que {found} cellules sur {width}."
            raise UnreadableFile(msg, self._number)
        message = f"{found} cellules au lieu de {width} : les dernières manquent, elles sont laissées vides."
        return {**dict(zip(columns, cells, strict=False)), MISFIT: (Level.WARNING, message)}

    def _is_last(self) -> bool:
        following = next(self._records, None)
        if following is None:
            return True
        self._records = chain([following], self._records)
        return False

    def _lines(self) -> Iterator[str]:
        for line in iter(partial(self._file.readline, LONGEST_CELL + 1), ""):
            self.position += len(line)
            if self.position - self._start > LONGEST_CELL:
                raise csv.Error
            yield line.replace("\0", "") if self._has_nul else line
        self._is_over = True

    def _delimiter(self) -> str:
        """The one that the first line holds most, out of quotation marks."""
        heading = self._file.readline(LONGEST_CELL)
        self._file.seek(0)
        bare = "".join(heading.split('"')[::2])
        return max(DELIMITERS, key=bare.count)

    def _oversized(self) -> UnreadableFile:
        msg = f"La ligne {self._number} ne peut pas être lue : elle est démesurée. Un guillemet n’a-t-il jamais été refermé ?"
        return UnreadableFile(msg, self._number)

    def _unclosed(self) -> UnreadableFile:
        """The end of the file within quotation marks is no end."""
        msg = f"Le fichier s’arrête au milieu d’une cellule : un guillemet ouvert à la ligne {self._number} n’est jamais refermé."
        return UnreadableFile(msg, self._number)

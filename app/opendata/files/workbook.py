"""Workbooks (.xlsx), by openpyxl: the first sheet, row by row, formulas as the values that were last computed."""

import zlib
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import IO, Any
from warnings import catch_warnings, simplefilter
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.exceptions import InvalidFileException

from app.opendata.files.rows import EMPTY, MISFIT, Row, Rows, UnreadableFile, headings
from app.opendata.files.strings import StringsOnDisk
from app.opendata.rules import Level

MOST_BYTES = 2_000_000_000
"""Uncompressed, all parts together."""

MOST_RATIO, RATIO_COUNTS_FROM = 200, 5_000_000
"""A sheet is compressed ten to fifty times; more, on a large one, is a trap."""

MOST_ROWS, MOST_CELLS = 1_048_576, 100_000_000
"""Of a sheet, blank ones too: openpyxl makes all those before a row of any number, and before a cell however far to the right."""

_BROKEN = (
    AttributeError, BadZipFile, EOFError, InvalidFileException, KeyError, IndexError, NotImplementedError, OSError, OverflowError,
    ParseError, RuntimeError, TypeError, ValueError, zlib.error,
)  # fmt: skip
"""What openpyxl and zipfile raise on files that are damaged, each in its own place."""

_DAMAGED = "Le classeur est abîmé, ou ce n’est pas un fichier .xlsx : ouvrez-le dans un tableur et enregistrez-le de nouveau."


class _Reader(ExcelReader):
    """openpyxl's reader, without the table of all the texts in memory."""

    source: IO[bytes]

    def close(self) -> None:
        """Close the file itself: parts that openpyxl left open would hold it."""
        self.archive.close()
        self.source.close()
        if isinstance(self.shared_strings, StringsOnDisk):
            self.shared_strings.close()

    def read_strings(self) -> None:
        name = next((name for name in self.archive.namelist() if name.lower() == "xl/sharedstrings.xml"), None)
        if name is not None:
            with self.archive.open(name) as source:
                self.shared_strings = StringsOnDisk(source)  # type: ignore[assignment] # a sequence, if not a list


def read_workbook(path: Path) -> Rows:
    """Open a workbook; raise UnreadableFile when it is damaged, a trap, or without any row under its headings."""
    _check(path)
    reader = _open(path)
    sheet = reader.wb.worksheets[0]
    total = max(1, sheet.max_row or 1)
    sheet.reset_dimensions()  # some programs write them wrong: rows would be missed
    progress = _Progress()
    table = _table(sheet, progress, reader)
    try:
        columns, notes = headings(_heading(table))
        if len(reader.wb.worksheets) > 1:
            notes.append(f"Le classeur a {len(reader.wb.worksheets)} feuilles : seule la première, « {sheet.title} », est lue.")
        return Rows(columns, _rows(table, columns), lambda: progress.line / total, notes)
    except UnreadableFile:
        table.close()
        raise


def _open(path: Path) -> _Reader:
    """Let openpyxl read all but the rows."""
    source = path.open("rb")
    with catch_warnings():
        simplefilter("ignore")  # of styles and extensions that openpyxl leaves out: only values are read
        try:
            reader = _Reader(source, read_only=True, data_only=True, keep_links=False)
            reader.source = source
            reader.read()
            reader.wb.worksheets[0]
        except _BROKEN as error:
            source.close()
            raise UnreadableFile(_DAMAGED) from error
    return reader


class _Progress:
    line = 0
    cells = 0


def _check(path: Path) -> None:
    """Refuse what would fill the memory or the hours; sizes are those that the archive declares, which zipfile holds it to."""
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFile(_DAMAGED) from error
    if not any(part.filename.startswith("xl/") for part in parts):
        msg = "C’est une archive (.zip, .ods…), pas un classeur .xlsx : enregistrez le tableau en .xlsx ou en .csv."
        raise UnreadableFile(msg)
    size = sum(part.file_size for part in parts)
    ratio = size / max(1, sum(part.compress_size for part in parts))
    if size > MOST_BYTES or (size > RATIO_COUNTS_FROM and ratio > MOST_RATIO):
        msg = "Le classeur, une fois décompressé, est démesuré : il n’est pas ouvert. Enregistrez-le en .csv."
        raise UnreadableFile(msg)


def _table(sheet: Any, progress: _Progress, reader: _Reader) -> Generator[tuple[Any, ...]]:
    try:
        with catch_warnings():
            simplefilter("ignore")
            rows: Iterator[tuple[Any, ...]] = sheet.iter_rows(values_only=True)
        for cells in rows:
            progress.line += 1
            progress.cells += len(cells)
            if progress.line > MOST_ROWS or progress.cells > MOST_CELLS:
                msg = f"Le classeur a trop de lignes ou de cellules, même vides : il n’est pas lu après la ligne {progress.line - 1}."
                raise UnreadableFile(msg, progress.line - 1)
            yield (progress.line, *cells) if cells.count(None) < len(cells) else ()
    except _BROKEN as error:
        msg = f"Le classeur est abîmé après la ligne {progress.line}."
        raise UnreadableFile(msg, progress.line) from error
    finally:
        reader.close()


def _heading(table: Generator[tuple[Any, ...]]) -> list[Any]:
    """The first row that is not blank, without its blank end."""
    for row in table:
        if row:
            cells = list(row[1:])
            while cells[-1] is None:
                cells.pop()
            return cells
    raise UnreadableFile(EMPTY)


def _rows(table: Generator[tuple[Any, ...]], columns: list[str]) -> Generator[tuple[int, Row]]:
    width = len(columns)
    try:
        for row in table:
            if not row:
                continue
            record = dict(zip(columns, row[1:], strict=False))
            if len(row) > width + 1 and any(cell is not None for cell in row[width + 1 :]):
                record[MISFIT] = (Level.WARNING, "Des cellules sont à droite de la dernière colonne titrée : elles ne sont pas lues.")
            yield row[0], record
    finally:
        table.close()

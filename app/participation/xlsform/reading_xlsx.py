"""Workbooks (.xlsx), by openpyxl, once what they hold is known to be small and to name nothing outside of itself."""

import io
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from warnings import catch_warnings, simplefilter
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from app.core.language import mark
from app.participation.xlsform.findings import UnreadableWorkbook
from app.participation.xlsform.reading import MOST_COLUMNS, NO_WORKBOOK, Table, form_sheet

MOST_PARTS, MOST_UNPACKED = 500, 20_000_000
"""Files in the archive, and their bytes all together: one of a form is a hundred times smaller."""
DAMAGED = mark("Ce classeur est abîmé : ouvrez-le dans un tableur et enregistrez-le de nouveau.")
SWOLLEN = mark("Une fois décompressé, ce classeur est démesuré : il n’est pas ouvert.")
ENTITIES = mark("Ce classeur contient des déclarations que les tableurs n’écrivent pas : il n’est pas ouvert.")
PROTECTED = mark("Ce classeur est protégé par un mot de passe : enregistrez-le sans mot de passe.")
_BROKEN = (
    AssertionError, AttributeError, BadZipFile, EOFError, InvalidFileException, IndexError, KeyError, NotImplementedError, OSError,
    OverflowError, ParseError, RecursionError, RuntimeError, TypeError, ValueError, zlib.error,
)  # fmt: skip
"""What openpyxl and zipfile raise on files that are damaged, each in its own place."""
_DECLARES = tuple(word.encode(coding) for word in ("<!DOCTYPE", "<!ENTITY") for coding in ("utf-8", "utf-16-le", "utf-16-be"))


def tables(data: bytes) -> tuple[Mapping[str, Table], Sequence[str]]:
    """Return the sheets of a form by name, read when they are gone through, and the names of the others; raise UnreadableWorkbook."""
    _check(data)
    with catch_warnings():
        simplefilter("ignore")  # of styles and extensions that openpyxl leaves out: only values are read
        try:
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False, rich_text=False)
            found = {name: sheet for sheet in book.worksheets if (name := form_sheet(sheet.title))}
            others = [sheet.title for sheet in book.worksheets if not form_sheet(sheet.title)]
        except _BROKEN as error:
            raise UnreadableWorkbook(DAMAGED) from error
    return {name: _rows(sheet) for name, sheet in found.items()}, others


def _rows(sheet: Any) -> Iterator[Sequence[Any]]:
    with catch_warnings():
        simplefilter("ignore")
        try:
            sheet.reset_dimensions()  # some programs write them wrong: rows would be missed
            yield from sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
        except _BROKEN as error:
            raise UnreadableWorkbook(DAMAGED) from error


def _check(data: bytes) -> None:
    """Refuse what would fill the memory, and documents that declare entities; zipfile holds each part to the size that it declares."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise UnreadableWorkbook(SWOLLEN)
            if any(part.flag_bits & 1 for part in parts):
                raise UnreadableWorkbook(PROTECTED)
            if not any(part.filename.startswith("xl/") for part in parts):
                raise UnreadableWorkbook(NO_WORKBOOK)
            for part in parts:
                held = archive.read(part) if part.filename.lower().endswith((".xml", ".rels", ".vml")) else b""
                if any(sign in held for sign in _DECLARES):
                    raise UnreadableWorkbook(ENTITIES)
    except _BROKEN as error:
        raise UnreadableWorkbook(DAMAGED) from error

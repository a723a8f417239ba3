"""Sheets as a workbook (.xlsx): every cell a text, so that no program computes it; the same bytes each time."""

import io
import re
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from app.participation.definition import Definition
from app.participation.xlsform.exporting import Written, sheets

WIDE, NARROW = 40, 18
_WHEN = (1980, 1, 1, 0, 0, 0)
_STAMPS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def export_form(definition: Definition, version: str = "") -> bytes:
    """Return the workbook of a definition, which ODK's tools read; `version`: what it says of itself."""
    book = Workbook(write_only=True)
    book.properties.creator = "Repères"
    for sheet in sheets(definition, version):
        _add(book, sheet)
    written = io.BytesIO()
    book.save(written)
    return _without_time(written.getvalue())


def _add(book: Workbook, sheet: Written) -> None:
    made = book.create_sheet(sheet.name)
    made.freeze_panes = "A2"
    for place, heading in enumerate(sheet.headings, 1):
        made.column_dimensions[get_column_letter(place)].width = WIDE if "::" in heading else NARROW
    for number, row in enumerate([sheet.headings, *sheet.rows]):
        made.append([_cell(made, words, is_heading=not number) for words in row])


def _cell(sheet: object, words: str, *, is_heading: bool) -> object:
    if not words:
        return None
    cell = WriteOnlyCell(sheet, value=" ")  # type: ignore[arg-type] # a sheet that is being written
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", words)
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if is_heading:
        cell.font = Font(bold=True)
    return cell


def _without_time(data: bytes) -> bytes:
    """Return the same workbook without the hour at which it was made."""
    written = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as before, ZipFile(written, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            held = before.read(name)
            info = ZipInfo(name, _WHEN)
            info.compress_type = ZIP_DEFLATED
            after.writestr(info, _STAMPS.sub(rb"\g<1>1980-01-01T00:00:00Z", held) if name == "docProps/core.xml" else held)
    return written.getvalue()

"""Tables as a workbook (.xlsx): headings that stay in sight, texts as texts, numbers as numbers, no formula."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from app.core.spreadsheet import harmless
from app.participation.results.exports import Figure, Sheet

LONGEST = 32_000
"""Signs of a cell: spreadsheets refuse more."""
NARROWEST, WIDEST = 10, 60


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """Return the file. openpyxl writes each sheet aside first, and removes what it wrote."""
    book = Workbook(write_only=True)
    book.properties.creator = "Repères"
    for sheet in sheets:
        made = book.create_sheet(sheet.name)
        made.freeze_panes = "A2"
        for column, width in enumerate(_widths(sheet), 1):
            made.column_dimensions[get_column_letter(column)].width = width
        made.append([_heading(made, words) for words in sheet.headings])
        for row in sheet.rows:
            made.append([_written(cell) for cell in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _heading(sheet: Any, words: str) -> Any:
    cell = WriteOnlyCell(sheet, value=_written(words))
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _written(cell: Figure) -> Figure:
    return cell if isinstance(cell, int) else harmless(ILLEGAL_CHARACTERS_RE.sub("", cell)[:LONGEST])


def _widths(sheet: Sheet) -> Iterator[int]:
    for rank, heading in enumerate(sheet.headings):
        longest = max([len(heading), *(len(str(row[rank])) for row in sheet.rows[:200])])
        yield min(max(longest + 2, NARROWEST), WIDEST)

"""Old workbooks (.xls), by xlrd, which keeps the cells that there are: a reader of whole grids was seen to take 1 GB for a file of 7 kB."""

import io
import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import xlrd
from xlrd.compdoc import CompDocError
from xlrd.xldate import XLDateError

from app.core.language import mark
from app.participation.xlsform.findings import UnreadableWorkbook
from app.participation.xlsform.reading import MOST_COLUMNS, Table, form_sheet

DAMAGED = mark("Ce classeur .xls est abîmé ou protégé par un mot de passe : enregistrez-le en .xlsx, sans mot de passe.")
_BROKEN = (
    ArithmeticError, AssertionError, AttributeError, CompDocError, EOFError, LookupError, MemoryError, NotImplementedError, OSError,
    RecursionError, RuntimeError, TypeError, ValueError, XLDateError, struct.error, xlrd.XLRDError,
)  # fmt: skip
"""What xlrd raises on files that are damaged, each in its own place."""


def tables(data: bytes) -> tuple[Mapping[str, Table], Sequence[str]]:
    """Return the sheets of a form by name, and the names of the others; raise UnreadableWorkbook. Only sheets of a form are read."""
    found: dict[str, Table] = {}
    others = []
    try:
        book = xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), on_demand=True, ragged_rows=True)
        for name in book.sheet_names():
            if plain := form_sheet(name):
                found[plain] = list(_rows(book, book.sheet_by_name(name)))
                book.unload_sheet(name)
            else:
                others.append(name)
    except _BROKEN as error:
        raise UnreadableWorkbook(DAMAGED) from error
    return found, others


def _rows(book: Any, sheet: Any) -> Iterator[Sequence[Any]]:
    for number in range(sheet.nrows):
        yield [_value(book, cell) for cell in sheet.row_slice(number, 0, min(sheet.row_len(number), MOST_COLUMNS))]


def _value(book: Any, cell: Any) -> Any:
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return xlrd.xldate_as_datetime(cell.value, book.datemode)
        except (XLDateError, ValueError, OverflowError):
            return cell.value
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    return None if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR) else cell.value

"""Opening a workbook, .xlsx or .xls, by what it holds: what is no form, or would fill the memory, is refused in words.

Libraries are imported when a workbook comes: 17 MB of openpyxl that no other page needs.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, TypeAlias

from app.core.language import mark
from app.participation.xlsform.findings import UnreadableWorkbook
from app.participation.xlsform.sheets import FORM_SHEETS, SURVEY, Book, Sheet, sheet_of

MOST_BYTES = 2_000_000
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 2_000, 200, 5_000
LAST_LINE = 50_000
"""Rows that are looked at: spreadsheets have a million, blank."""
NOTHING = mark("Ce fichier est vide.")
TOO_LARGE = mark("Ce classeur est trop lourd : 2 Mo au plus. Enlevez ses images et ses feuilles de réponses.")
NO_WORKBOOK = mark("Ce fichier n’est pas un classeur .xlsx ou .xls. Enregistrez votre formulaire dans l’un de ces formats.")
NO_SURVEY = mark("Ce classeur n’a pas de feuille « survey » : ce n’est pas un XLSForm.")
EMPTY_SURVEY = mark("La feuille « survey » de ce classeur est vide.")
NO_TYPE = mark("La feuille « survey » n’a pas de colonne « type » : vérifiez sa première ligne.")
TOO_MANY_ROWS = mark("La feuille « %(sheet)s » a plus de %(most)s lignes : coupez le questionnaire en plusieurs.")
LONG_CELL = mark("Ligne %(row)s de la feuille « %(sheet)s » : un texte a plus de %(most)s signes. Raccourcissez-le.")
Line: TypeAlias = tuple[int, Sequence[Any]]
Table: TypeAlias = Iterable[Sequence[Any]]
"""Rows from the first one, each with its cells from the first one."""


def read_book(data: bytes) -> Book:
    """Return the sheets of a form; raise UnreadableWorkbook."""
    if not data:
        raise UnreadableWorkbook(NOTHING)
    if len(data) > MOST_BYTES:
        raise UnreadableWorkbook(TOO_LARGE)
    if data.startswith(b"PK\x03\x04"):
        from app.participation.xlsform.reading_xlsx import tables  # noqa: PLC0415 - as the module says
    elif data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        from app.participation.xlsform.reading_xls import tables  # noqa: PLC0415 - as the module says
    else:
        raise UnreadableWorkbook(NO_WORKBOOK)
    found, others = tables(data)
    return _book(found, others)


def _book(found: Mapping[str, Table], others: Sequence[str]) -> Book:
    if SURVEY not in found:
        raise UnreadableWorkbook(NO_SURVEY)
    book = Book({name: _sheet(name, table) for name, table in found.items()}, others)
    survey = book.sheet(SURVEY)
    if not survey.columns:
        raise UnreadableWorkbook(EMPTY_SURVEY)
    if not any(column.name == "type" for column in survey.columns):
        raise UnreadableWorkbook(NO_TYPE)
    return book


def form_sheet(name: str) -> str | None:
    """Return which sheet of a form a name says, whatever its case; None for another."""
    plain = name.strip().lower()
    return plain if plain in FORM_SHEETS else None


def _sheet(name: str, table: Table) -> Sheet:
    return sheet_of(list(_lines(name, table)))


def _lines(name: str, table: Table) -> Iterator[tuple[int, Sequence[str]]]:
    """Return the lines that are not blank, with their numbers, as texts."""
    found = 0
    for number, cells in enumerate(table, 1):
        if number > LAST_LINE:
            return
        texts = [words(cell) for cell in cells[:MOST_COLUMNS]]
        if not any(texts):
            continue
        found += 1
        if found > MOST_ROWS:
            raise UnreadableWorkbook(TOO_MANY_ROWS, sheet=name, most=MOST_ROWS)
        if any(len(text) > LONGEST_CELL for text in texts):
            raise UnreadableWorkbook(LONG_CELL, row=number, sheet=name, most=LONGEST_CELL)
        yield number, texts


def words(cell: Any) -> str:
    """Return a cell as a form means it: `3.0` is « 3 », a day is `2026-11-21`, true is « TRUE »."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:  # noqa: PLR2004 - beyond, figures are lost
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, date | time):
        return cell.isoformat()
    text = str(cell).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
    return "".join(sign for sign in text if sign >= " " or sign in "\n\t").strip()

"""Workbooks for tests: small sheets written as tables, and what becomes of them."""

import io
from pathlib import Path

from pyxform.xls2xform import convert

from app.participation.definition import Definition, canonical
from app.participation.xlsform.findings import Imported
from app.participation.xlsform.importing import import_form
from app.participation.xlsform.reading import read_book
from app.participation.xlsform.sheets import Book, sheet_of
from app.participation.xlsform.writing import export_form

SHARED = Path(__file__).parents[4] / "shared" / "data" / "xlsforms"
"""The workbooks of pyxform's own tests, beside the project where there are some."""


def table(text: str) -> list[tuple[int, list[str]]]:
    """Rows of cells between `|`, numbered from 1; what surrounds cells is put aside."""
    lines = [line.strip() for line in text.strip().splitlines()]
    return [(number, [cell.strip() for cell in line.split("|")]) for number, line in enumerate(lines, 1)]


def book(survey: str, choices: str = "", settings: str = "", others: tuple[str, ...] = ()) -> Book:
    written = {"survey": survey, "choices": choices, "settings": settings}
    return Book({name: sheet_of(table(text)) for name, text in written.items() if text}, others)


def brought(survey: str, choices: str = "", settings: str = "", others: tuple[str, ...] = ()) -> Imported:
    return import_form(book(survey, choices, settings, others))


def through(definition: Definition) -> Imported:
    """What is read of what is written of a definition."""
    return import_form(read_book(export_form(definition)))


def comes_back(definition: Definition) -> bool:
    """Whether it is read as it was written, nothing refused."""
    found = through(definition)
    return not found.refused and found.definition is not None and canonical(found.definition) == canonical(definition)


def built_by_pyxform(definition: Definition) -> str:
    """The XForm that pyxform makes of our workbook; raises what it raises."""
    return convert(io.BytesIO(export_form(definition)), validate=False, file_type=".xlsx").xform


def refused_rows(found: Imported, sheet: str = "survey") -> list[int]:
    return [one.row for one in found.refused if one.sheet == sheet]


def plain(message: str, values) -> str:
    """A message with its values, its spaces ordinary ones."""
    return (message % values if values else message).replace("\u00a0", " ").replace("\u202f", " ")


def reason(found: Imported, row: int, sheet: str = "survey") -> str:
    """Why a row is refused, in French."""
    return next(plain(one.message, one.values) for one in found.refused if (one.sheet, one.row) == (sheet, row))

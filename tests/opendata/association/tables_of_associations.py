"""Whole tables as associations make them; everything in them is invented."""

import csv
from pathlib import Path

from openpyxl import Workbook

from app.opendata.association.reading import ReadLine, guess_file, read_lines
from app.opendata.files import open_rows

SOURCE = "exemple-lyon"
Cells = list[list[object]]


def semicolons(path: Path, cells: Cells, encoding: str = "cp1252") -> Path:
    """A csv as Excel writes it in France."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=";").writerows(cells)
    return path


def workbook(path: Path, cells: Cells) -> Path:
    book = Workbook()
    for row in cells:
        book.active.append(row)
    book.save(path)
    return path


def read(path: Path, pairs: tuple[str, ...] = (), source: str = SOURCE) -> list[ReadLine]:
    guess = guess_file(path, pairs)
    with open_rows(path) as rows:
        return list(read_lines(rows, guess, source))


def table(path: Path, cells: Cells, pairs: tuple[str, ...] = ()) -> list[ReadLine]:
    """What comes of a table in UTF-8."""
    return read(semicolons(path / "table.csv", cells, "utf-8"), pairs)

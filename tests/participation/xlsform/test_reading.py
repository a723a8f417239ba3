"""Opening workbooks: what cells mean; hostile, damaged and foreign files are refused in words, in little time and memory."""

import io
import struct
import tracemalloc
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from app.participation.definition import Definition
from app.participation.xlsform import reading
from app.participation.xlsform.findings import UnreadableWorkbook
from app.participation.xlsform.reading import read_book
from app.participation.xlsform.writing import export_form
from tests.participation.xlsform.books import SHARED, plain

pytestmark = pytest.mark.one_engine
PLAIN = export_form(Definition("essai", {"fr": "Essai"}, {"fr": "Bonjour"}, {}, ("fr",), ()))


def workbook(*rows, name="survey") -> bytes:
    made = Workbook()
    made.active.title = name
    for row in rows:
        made.active.append(row)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def with_part(name: str, held: bytes) -> bytes:
    """The plain workbook, one part of it changed or added."""
    written = io.BytesIO()
    with ZipFile(io.BytesIO(PLAIN)) as before, ZipFile(written, "w", ZIP_DEFLATED) as after:
        for one in {*before.namelist(), name}:
            after.writestr(one, held if one == name else before.read(one))
    return written.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableWorkbook) as found:
        read_book(data)
    return plain(found.value.message, found.value.values)


def test_cells_say_what_a_form_means_and_rows_keep_their_numbers():
    head = ["  Type ", "NAME", "label::Français (fr)", "Bind::Relevant", None, "label::Français (fr)"]
    day = datetime(2026, 11, 21)  # noqa: DTZ001 - as workbooks hold days
    book = read_book(workbook([None], head, [], ["text", 3.0, "Un\r\nmot", True], [None, " "], ["note", 1.5, day]))
    rows = [(row.number, row.get("type"), row.get("name"), row.get("label"), row.get("relevant")) for row in book.sheet("survey").rows]
    assert rows == [(4, "text", "3", "Un\nmot", "TRUE"), (6, "note", "1.5", "2026-11-21", "")]


SHEET = "xl/worksheets/sheet1.xml"
BOMB = b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><worksheet/>"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "vide"), (b"type,name,label\n", "n’est pas un classeur"), (b"%PDF-1.7", "n’est pas un classeur"), (b"PK\x03\x04abc", "abîmé"),
        (PLAIN[:-2000], "abîmé"), (b"\0" * (reading.MOST_BYTES + 1), "trop lourd"), (with_part(SHEET, b"<worksheet"), "abîmé"),
        (with_part(SHEET, BOMB), "déclarations"), (with_part(SHEET, BOMB.decode().encode("utf-16")), "déclarations"),
        (with_part("xl/media/a.bin", b"\0" * 21_000_000), "démesuré"), (workbook(["type"], name="feuille"), "« survey »"),
        (workbook(), "vide"), (workbook(["nom", "label"]), "« type »"), (workbook(["type"], ["a" * 5_001]), "5000"),
        (workbook(["type"], *[["note"]] * 2_001), "2000"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "abîmé"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "abîmé"),
    ],
    ids=range(17),
)  # fmt: skip
def test_what_is_no_form_is_refused_in_words(data, word):
    assert word in refusal(data)


def test_another_archive_is_no_workbook():
    written = io.BytesIO()
    with ZipFile(written, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
    assert "n’est pas un classeur" in refusal(written.getvalue())


@pytest.mark.skipif(not SHARED.exists(), reason="the workbooks are not beside the project")
def test_an_old_workbook_cannot_fill_the_memory_nor_break_the_reader():
    data = (SHARED / "calculate.xls").read_bytes()
    far, at = bytearray(data), data.rindex(b"\xfd\x00\x0a\x00")
    struct.pack_into("<HH", far, at + 4, 65_535, 255)
    tracemalloc.start()
    assert read_book(bytes(far)).sheet("survey").rows
    assert tracemalloc.get_traced_memory()[1] < 40_000_000
    tracemalloc.stop()
    for at in range(0, len(data), 61):
        broken = data[:at] + b"\xff\xfe\x7f" + data[at + 3 :]
        try:
            read_book(broken)
        except UnreadableWorkbook as why:
            assert why.message  # noqa: PT017 - or it is read, and nothing else is raised

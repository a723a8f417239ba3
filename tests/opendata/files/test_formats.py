"""The same records, written by pandas in each format, are read as the same."""

import json
import subprocess
import sys
from itertools import islice

import pytest

from app.opendata.cleaning import Cleaner
from app.opendata.files import UnreadableFile, open_rows
from app.opendata.files.strings import StringsOnDisk
from tests.support.national_files import services, structures, write, write_csv_fast

COUNT = 200
FORMATS = (".csv", ".json", ".parquet", ".xlsx")


def cleaned(path, kind):
    clean = getattr(Cleaner(), kind)
    with open_rows(path) as rows:
        results = [clean(line, row) for line, row in rows]
    assert [remark for _, remarks in results for remark in remarks] == []
    return [incoming for incoming, _ in results]


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_gives_the_same_services(tmp_path, suffix):
    expected = cleaned(write_csv_fast(tmp_path / "fast.csv", services(COUNT)), "service")
    assert len(expected) == COUNT
    assert cleaned(write(tmp_path / f"services{suffix}", services(COUNT)), "service") == expected


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_gives_the_same_structures(tmp_path, suffix):
    expected = cleaned(write_csv_fast(tmp_path / "fast.csv", structures(COUNT)), "structure")
    assert len(expected) == COUNT / 2
    assert cleaned(write(tmp_path / f"structures{suffix}", structures(COUNT)), "structure") == expected


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_format_is_told_by_what_the_file_holds_whatever_its_name(tmp_path, suffix):
    written = write(tmp_path / f"written{suffix}", services(5))
    renamed = written.rename(tmp_path / "telechargement")
    with open_rows(renamed) as rows:
        assert [row["id"] for _, row in rows] == [record["id"] for record in services(5)]


@pytest.mark.parametrize(("suffix", "first"), [(".csv", 2), (".xlsx", 2), (".json", 1), (".parquet", 1)])
def test_lines_are_numbered_as_a_person_finds_them(tmp_path, suffix, first):
    with open_rows(write(tmp_path / f"a{suffix}", services(3))) as rows:
        assert [line for line, _ in rows] == [first, first + 1, first + 2]


@pytest.mark.parametrize("suffix", FORMATS)
def test_columns_are_those_of_the_file(tmp_path, suffix):
    with open_rows(write(tmp_path / f"a{suffix}", services(2))) as rows:
        assert rows.columns == tuple(next(services(1)))
        assert rows.notes == ()


@pytest.mark.parametrize("suffix", FORMATS)
def test_progress_goes_from_nothing_to_all(tmp_path, suffix):
    with open_rows(write(tmp_path / f"a{suffix}", services(COUNT))) as rows:
        shares = [rows.done for _ in rows]
        assert 0 <= shares[0] <= shares[COUNT // 2] <= shares[-1] <= 1
        assert rows.done == 1


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_file_may_be_left_before_its_end(tmp_path, suffix):
    with open_rows(write(tmp_path / f"a{suffix}", services(50))) as rows:
        assert len(list(islice(rows, 3))) == 3
    assert list(rows) == []


def test_one_object_a_line_is_read_too(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "a", "nom": "Été"}\n\n{"id": "b"}\n', encoding="utf-8")
    with open_rows(path) as rows:
        assert list(rows) == [(1, {"id": "a", "nom": "Été"}), (3, {"id": "b"})]


def test_json_may_begin_with_a_mark_of_order(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"id": "a"}]), encoding="utf-8-sig")
    with open_rows(path) as rows:
        assert list(rows) == [(1, {"id": "a"})]


def test_ijson_has_its_fast_backend():
    import ijson

    assert ijson.backend == "yajl2_c"


def test_parquet_without_its_extra_says_what_to_install(tmp_path, monkeypatch):
    path = write(tmp_path / "a.parquet", services(2))
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UnreadableFile, match=r'pip install "reperes\[parquet\]"'):
        open_rows(path)


def test_the_application_reads_files_without_the_tools_of_the_tests():
    code = "import app.opendata.files, app.opendata.cleaning, sys; print({'pandas', 'pyarrow', 'data_inclusion'} & {*sys.modules})"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "set()"


def test_only_the_first_sheet_is_read_and_that_is_said(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "Lieux"
    book.active.append(["id", "nom"])
    book.active.append(["a", "Un"])
    book.create_sheet("Autres").append(["id"])
    book.save(tmp_path / "a.xlsx")
    with open_rows(tmp_path / "a.xlsx") as rows:
        assert list(rows) == [(2, {"id": "a", "nom": "Un"})]
        assert rows.notes == ("Le classeur a 2 feuilles : seule la première, « Lieux », est lue.",)


def test_a_formula_is_never_taken_for_its_value(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["id", "nom"])
    book.active.append(["a", '=CONCATENATE("A", "B")'])
    book.save(tmp_path / "a.xlsx")
    with open_rows(tmp_path / "a.xlsx") as rows:
        assert list(rows) == [(2, {"id": "a", "nom": None})]


def test_blank_rows_and_cells_without_heading_of_a_workbook_are_seen(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    for row in ([], ["id", "nom"], [None, None], ["a", "Un", "de trop"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    with open_rows(tmp_path / "a.xlsx") as rows:
        ((line, row),) = rows
    assert line == 4
    assert (row.pop("id"), row.pop("nom")) == ("a", "Un")
    assert "à droite" in next(iter(row.values()))[1]


def test_texts_of_a_workbook_are_those_that_were_written(tmp_path):
    table = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>un</t></si><si><t></t></si>'
        b"<si><r><t>de</t></r><r><t>ux</t></r><rPh><t>non</t></rPh></si><si><t>a_x000D_b</t></si></sst>"
    )
    source = tmp_path / "strings.xml"
    source.write_bytes(table)
    with source.open("rb") as file:
        strings = StringsOnDisk(file)
    assert [strings[number] for number in (3, 0, 1, 2)] == ["a\rb", "un", "", "deux"]
    with pytest.raises(IndexError):
        strings[4]
    strings.close()

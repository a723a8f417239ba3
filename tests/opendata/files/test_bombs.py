"""Small files made to fill the memory or the hours: refused, or read at once. What is measured is what comes of them, not the time."""

import json
import os
import sys
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from app.opendata.files import UnreadableFile, open_rows, parquet, records, workbook
from app.opendata.files.rows import MOST_COLUMNS, headings
from tests.support.national_files import services, write

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEADING = '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row>'


def read(path):
    with open_rows(path) as rows:
        return list(rows)


def refusal(path):
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    assert str(caught.value).endswith((".", "?"))
    return str(caught.value), caught.value.line


def put(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def sheet(tmp_path, rows, compression=zipfile.ZIP_STORED):
    """A workbook whose only sheet holds these rows, as XML."""
    whole = write(tmp_path / "whole.xlsx", services(1))
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w", compression) as target:
        for name in source.namelist():
            content = f'<worksheet xmlns="{MAIN}"><sheetData>{HEADING}{rows}</sheetData></worksheet>'.encode()
            target.writestr(name, content if name == "xl/worksheets/sheet1.xml" else source.read(name))
    return path


def test_headings_that_are_all_the_same_are_numbered():
    names, notes = headings(["Ville"] * 100_000)
    assert (names[0], names[-1]) == ("Ville", "Ville (100000)")
    assert len(set(names)) == len(names)
    assert len(notes) == 99_999


def test_a_heading_that_looks_numbered_keeps_its_name():
    assert headings(["a (2)", "a", "a", "a"])[0] == ["a (2)", "a", "a (3)", "a (4)"]


def test_a_table_of_too_many_columns_is_refused(tmp_path):
    columns = range(MOST_COLUMNS + 1)
    assert "colonnes" in refusal(put(tmp_path / "a.csv", ",".join(map(str, columns)) + "\n" + "x," * MOST_COLUMNS + "x\n"))[0]
    assert len(read(put(tmp_path / "b.csv", ",".join(map(str, columns[1:])) + "\n" + "x," * (MOST_COLUMNS - 1) + "x\n"))) == 1


def test_what_is_no_file_is_told(tmp_path):
    os.mkfifo(tmp_path / "tube")
    assert "dossier ou autre chose" in refusal(tmp_path / "tube")[0]
    assert "dossier ou autre chose" in refusal(tmp_path)[0]
    assert "n’existe pas" in refusal(tmp_path / "a\0b")[0]


def test_a_line_of_many_cells_without_end_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("app.opendata.files.delimited.LONGEST_CELL", 1000)
    message, line = refusal(put(tmp_path / "a.csv", "id,nom\n1,a\n" + "x," * 600))
    assert "démesurée" in message
    assert line == 3


def test_a_record_over_lines_without_end_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("app.opendata.files.delimited.LONGEST_CELL", 1000)
    assert "démesurée" in refusal(put(tmp_path / "a.csv", "id,nom\n1,a\n" + '"x\n",' * 300))[0]
    assert len(read(put(tmp_path / "b.csv", "id,nom\n" + '"x\n",a\n' * 300))) == 300


def test_a_record_of_json_beyond_measure_is_told(tmp_path):
    large = {"id": "2", "nom": "x" * (records.LONGEST_RECORD + 200_000)}
    for name in ("a.json", "a.jsonl"):
        content = [{"id": "1"}, large, {"id": "3"}]
        message, line = refusal(put(tmp_path / name, json.dumps(content) if name == "a.json" else "\n".join(map(json.dumps, content))))
        assert "démesuré" in message
        assert line in {1, 2}


def test_an_array_longer_than_a_record_may_be_is_read_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(records, "LONGEST_RECORD", 100_000)
    assert len(read(put(tmp_path / "a.json", json.dumps([{"id": "x" * 1000}] * 2000)))) == 2000


@pytest.mark.parametrize("written", ["9" * 401, "-" + "9" * 5000])
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_a_number_without_measure_crashes_no_reader(tmp_path, name, written):
    path = put(tmp_path / name, f'[{{"id": {written}}}]' if name == "a.json" else f'{{"id": {written}}}')
    if name == "a.jsonl" and len(written) < sys.get_int_max_str_digits():
        assert read(path)[0][1] == {"id": int(written)}
    else:
        assert "JSON" in refusal(path)[0]


def test_a_row_of_any_number_is_not_counted_to(tmp_path):
    message, line = refusal(sheet(tmp_path, '<row r="2"><c><v>1</v></c></row><row r="100000000000"><c><v>1</v></c></row>'))
    assert "trop de lignes" in message
    assert line == workbook.MOST_ROWS


def test_a_blank_row_is_no_bomb(tmp_path):
    assert [line for line, _ in read(sheet(tmp_path, '<row r="1000"><c r="A1000"><v>1</v></c></row>'))] == [1000]


def test_cells_far_to_the_right_are_counted(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_CELLS", 100_000)
    assert "trop de lignes ou de cellules" in refusal(sheet(tmp_path, '<row><c r="ZZZ3"><v>1</v></c></row>' * 50))[0]


def test_a_sheet_that_is_compressed_too_well_is_not_opened(tmp_path):
    assert "démesuré" in refusal(sheet(tmp_path, "<row><c/></row>" * 500_000, zipfile.ZIP_DEFLATED))[0]


def bad_text():
    return pa.Array.from_buffers(pa.string(), 1, [None, pa.py_buffer(b"\0\0\0\0\4\0\0\0"), pa.py_buffer(b"a\xff\xfeb")])


@pytest.mark.parametrize("column", [bad_text(), pa.array([2**30], pa.date32())], ids=["text", "date"])
def test_a_value_of_parquet_that_python_cannot_hold_is_told(tmp_path, column):
    pq.write_table(pa.table({"id": column}), tmp_path / "a.parquet")
    assert "abîmé" in refusal(tmp_path / "a.parquet")[0]


def test_a_group_of_rows_beyond_measure_is_refused(tmp_path, monkeypatch):
    pq.write_table(pa.table({"id": [str(number) for number in range(1000)]}), tmp_path / "a.parquet", row_group_size=100)
    monkeypatch.setattr(parquet, "LARGEST_GROUP", 2000)
    assert len(read(tmp_path / "a.parquet")) == 1000
    monkeypatch.setattr(parquet, "LARGEST_GROUP", 100)
    assert "groupes" in refusal(tmp_path / "a.parquet")[0]


def test_what_was_read_before_a_file_breaks_is_given_before_it_is_told(tmp_path):
    from app.opendata.importing.national import Sources, national_chunks
    from tests.opendata.importing.records_given import structure

    lines = [json.dumps(structure(number)) for number in range(1, 7)]
    path = put(tmp_path / "structures.jsonl", "\n".join(lines) + "\n{")
    chunks = national_chunks(Sources(path, path))
    assert len(next(chunks).records) == 6
    with pytest.raises(UnreadableFile):
        next(chunks)

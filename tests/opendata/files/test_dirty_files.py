"""Files that are damaged, cut off, odd or hostile: a clear sentence, never a crash, never half a file taken for a whole one."""

import csv
import json
import struct
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.opendata.files import MISFIT, UnreadableFile, open_rows
from app.opendata.files import workbook as workbooks
from app.opendata.rules import Level
from tests.support.national_files import services, write


def put(tmp_path, content, name="a.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(path):
    with open_rows(path) as rows:
        return list(rows)


def refusal(path):
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    assert str(caught.value).endswith((".", "?"))
    return str(caught.value), caught.value.line


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"\0" * 5000, b"id,nom\n", b"id,nom\n\n,\n", b"[]", b"[ ]\n"])
def test_a_file_without_a_record_is_unreadable_not_empty(tmp_path, content):
    assert "vide" in refusal(put(tmp_path, content))[0]


def test_tables_without_a_row_are_unreadable_too(tmp_path):
    import pandas as pd

    table = pd.DataFrame({"id": []})
    table.to_excel(tmp_path / "a.xlsx", index=False)
    table.to_parquet(tmp_path / "a.parquet")
    assert "vide" in refusal(tmp_path / "a.xlsx")[0]
    assert "vide" in refusal(tmp_path / "a.parquet")[0]


def test_a_missing_file_is_said_so(tmp_path):
    assert "n’existe pas" in refusal(tmp_path / "absent.csv")[0]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_delimiter_any_encoding_any_end_of_line(tmp_path, delimiter, encoding, end):
    rows = [["id", "nom"], ["1", f"Été à Grenoble{delimiter} « œuvre »"], ["2", "deux\nlignes"]]
    text = end.join(delimiter.join(f'"{cell}"' for cell in row) for row in rows) + end
    assert read(put(tmp_path, text.encode(encoding))) == [(2, {"id": "1", "nom": rows[1][1]}), (3, {"id": "2", "nom": "deux\nlignes"})]


def test_the_old_code_of_windows_is_noted(tmp_path):
    with open_rows(put(tmp_path, "id,nom\n1,Été\n".encode("cp1252"))) as rows:
        assert any("Windows-1252" in note for note in rows.notes)


def test_one_damaged_byte_does_not_turn_utf_8_into_something_else(tmp_path):
    content = "id,nom\n" + "1,Été à la forêt\n" * 1000
    damaged = content.encode()[:-3] + b"\xff\xfe\n"
    message, line = refusal(put(tmp_path, damaged))
    assert "abîmé" in message
    assert line == 1001


def test_a_text_cut_in_the_middle_of_a_character_is_unreadable(tmp_path):
    assert "abîmé" in refusal(put(tmp_path, ("id,nom\n1,été\n2," + "é").encode()[:-1]))[0]


def test_bytes_that_are_no_text_are_refused(tmp_path):
    assert "UTF-8" in refusal(put(tmp_path, b"id,nom\n1,\x81\x8d\x90 \xe9\n"))[0]


def test_utf_16_is_refused_with_what_to_do(tmp_path):
    assert "UTF-16" in refusal(put(tmp_path, "id,nom\n1,a\n".encode("utf-16")))[0]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xd0\xcf\x11\xe0rest", ".xls"),
        (b"\x1f\x8b\x08rest", "gzip"),
        (b"%PDF-1.7", "PDF"),
        (b"<!doctype html><html>", "page web"),
        (b"PAR1 nothing else", "parquet"),
        (b"PK\x03\x04 nothing else", "classeur"),
    ],
)
def test_what_is_no_table_is_named(tmp_path, content, words):
    assert words in refusal(put(tmp_path, content))[0]


@pytest.mark.parametrize("suffix", [".xlsx", ".parquet", ".json"])
def test_a_text_that_bears_the_name_of_another_format_is_refused(tmp_path, suffix):
    assert suffix in refusal(put(tmp_path, "id,nom\n1,a\n", f"a{suffix}"))[0]


def test_zero_bytes_are_taken_out_and_noted(tmp_path):
    with open_rows(put(tmp_path, b"id,nom\n1,a\0b\n")) as rows:
        assert list(rows) == [(2, {"id": "1", "nom": "ab"})]
        assert any("octets nuls" in note for note in rows.notes)


def test_a_line_with_too_many_cells_is_refused_not_shifted(tmp_path):
    (first, second) = read(put(tmp_path, "id,nom\n1,a,de trop\n2,b\n"))
    assert first[1].keys() == {MISFIT}
    assert first[1][MISFIT][0] is Level.REFUSED
    assert second == (3, {"id": "2", "nom": "b"})


def test_blank_cells_too_many_are_nothing(tmp_path):
    assert read(put(tmp_path, "id,nom\n1,a,,\n")) == [(2, {"id": "1", "nom": "a"})]


def test_a_line_with_too_few_cells_is_kept_and_told(tmp_path):
    first, second = read(put(tmp_path, "id,nom,commune\n1,a\n2,b,c\n"))
    assert first[1]["id"] == "1"
    assert first[1][MISFIT][0] is Level.WARNING
    assert second == (3, {"id": "2", "nom": "b", "commune": "c"})


def test_a_last_line_cut_short_makes_the_file_unreadable(tmp_path):
    message, line = refusal(put(tmp_path, "id,nom,commune\n1,a,b\n2,b"))
    assert "coupé" in message
    assert line == 3


def test_a_short_line_before_a_last_line_without_end_is_no_cut(tmp_path):
    assert [line for line, _ in read(put(tmp_path, "id,nom,commune\n1,a\n2,b,c\n3,d,e"))] == [2, 3, 4]


def test_a_quotation_mark_never_closed_is_told(tmp_path):
    message, line = refusal(put(tmp_path, 'id,nom\n1,a\n2,"b\n3,c\n'))
    assert "guillemet" in message
    assert line == 3


def test_headings_told_twice_keep_the_first_and_say_so(tmp_path):
    with open_rows(put(tmp_path, "id,nom,nom,\n1,a,b,c\n")) as rows:
        assert rows.columns == ("id", "nom", "nom (2)", "colonne 4")
        assert list(rows) == [(2, {"id": "1", "nom": "a", "nom (2)": "b", "colonne 4": "c"})]
        assert len(rows.notes) == 1


def test_a_cell_of_ten_million_characters_is_read_whole(tmp_path):
    assert len(read(put(tmp_path, "id,nom\n1," + "x" * 10_000_000 + "\n"))[0][1]["nom"]) == 10_000_000


def test_a_cell_beyond_measure_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("app.opendata.files.delimited.LONGEST_CELL", 1000)
    message, line = refusal(put(tmp_path, "id,nom\n1,a\n2," + "x" * 1001 + "\n"))
    assert "démesurée" in message
    assert line == 3


def test_reading_a_table_lowers_no_limit_of_others(tmp_path, monkeypatch):
    before = csv.field_size_limit()
    monkeypatch.setattr("app.opendata.files.delimited.LONGEST_CELL", 1000)
    refusal(put(tmp_path, "id,nom\n1,a\n2," + "x" * 1001 + "\n"))
    assert csv.field_size_limit() >= before


@pytest.mark.parametrize("cut", [3, 200, 2000, -1, -2, -40])
def test_a_json_cut_off_says_after_which_record(tmp_path, cut):
    whole = write(tmp_path / "whole.json", services(20)).read_bytes()
    _, line = refusal(put(tmp_path, whole[:cut], "a.json"))
    assert line == whole[:cut].count(b"}")


@pytest.mark.parametrize("content", ['[{"id": 1} {"id": 2}]', '[{"id": NaN}]', '[{"id": 1}] rest', '[{"id": "\x01"}]', '[{"id": 1e999}]'])
def test_a_json_that_is_wrong_is_told(tmp_path, content):
    assert "JSON" in refusal(put(tmp_path, content, "a.json"))[0]


def test_json_that_is_not_utf_8_is_told(tmp_path):
    assert "JSON" in refusal(put(tmp_path, '[{"id": "été"}]'.encode("cp1252"), "a.json"))[0]


def test_a_json_line_cut_off_is_told(tmp_path):
    message, line = refusal(put(tmp_path, '{"id": 1}\n{"id": 2', "a.jsonl"))
    assert "ligne 2" in message
    assert line == 2


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_what_is_no_record_is_refused_and_the_others_are_read(tmp_path, name):
    records = [{"id": "1"}, 3, {"id": "2"}]
    content = json.dumps(records) if name == "a.json" else "\n".join(map(json.dumps, records))
    first, second, third = read(put(tmp_path, content, name))
    assert second[1][MISFIT][0] is Level.REFUSED
    assert (first[1], third[1]) == ({"id": "1"}, {"id": "2"})


def test_json_nested_without_end_is_told(tmp_path):
    assert "JSON" in refusal(put(tmp_path, "[" * 100_000, "a.json"))[0]
    assert "JSON" in refusal(put(tmp_path, '{"a":' * 100_000, "a.jsonl"))[0]


@pytest.mark.parametrize("suffix", [".parquet", ".xlsx"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_binary_file_cut_off_is_unreadable(tmp_path, suffix, share):
    whole = write(tmp_path / f"whole{suffix}", services(50)).read_bytes()
    refusal(put(tmp_path, whole[: int(len(whole) * share)], f"a{suffix}"))


@pytest.mark.parametrize("suffix", [".parquet", ".xlsx"])
def test_a_binary_file_damaged_inside_is_unreadable(tmp_path, suffix):
    whole = bytearray(write(tmp_path / f"whole{suffix}", services(300)).read_bytes())
    whole[200:-3000] = bytes(255 - byte for byte in whole[200:-3000])
    refusal(put(tmp_path, bytes(whole), f"a{suffix}"))


def test_an_archive_that_is_no_workbook_is_named(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("services.csv", "id,nom\n")
    assert "archive" in refusal(tmp_path / "a.zip")[0]


def test_a_workbook_that_swells_without_measure_is_not_opened(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 60_000_000)
    assert "démesuré" in refusal(tmp_path / "a.xlsx")[0]


def test_a_workbook_that_declares_too_much_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_BYTES", 1000)
    assert "démesuré" in refusal(write(tmp_path / "a.xlsx", services(5)))[0]


def test_a_workbook_that_lies_on_its_size_gives_no_more_than_it_declared(tmp_path):
    path = write(tmp_path / "a.xlsx", services(500))
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    path.write_bytes(path.read_bytes().replace(struct.pack("<I", size), struct.pack("<I", 2000)))
    refusal(path)


@given(content=st.binary(max_size=300), suffix=st.sampled_from([".csv", ".json", ".jsonl", ".xlsx", ".parquet", ""]))
def test_no_file_crashes_a_reader(tmp_path_factory, content, suffix):
    path = tmp_path_factory.getbasetemp() / f"any{suffix}"
    path.write_bytes(content)
    with suppress(UnreadableFile):
        read(path)


@given(
    magic=st.sampled_from([b"PK\x03\x04", b"PAR1", b"[", b"{", b"[{", b"\xef\xbb\xbf", b'id;nom\n"']),
    content=st.binary(max_size=200),
)
def test_no_file_that_begins_well_crashes_a_reader(tmp_path_factory, magic, content):
    path = tmp_path_factory.getbasetemp() / "beginning"
    path.write_bytes(magic + content)
    with suppress(UnreadableFile):
        read(path)

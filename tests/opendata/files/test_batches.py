"""Rows given some at a time: as many as asked for, fewer where they are long, and those before a break all the same."""

import json

import pytest

from app.opendata.files import UnreadableFile, open_rows, rows


def table(tmp_path, nom):
    path = tmp_path / "a.csv"
    path.write_text("id,nom\n" + "".join(f"{number},{nom}\n" for number in range(5)), encoding="utf-8")
    return path


def objects(tmp_path, nom):
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"id": str(number), "nom": nom}) + "\n" for number in range(5)), encoding="utf-8")
    return path


@pytest.mark.parametrize("make", [table, objects])
def test_rows_come_as_many_as_asked_for(tmp_path, make):
    path = make(tmp_path, "Halte")
    with open_rows(path) as opened:
        one_by_one = list(opened)
    with open_rows(path) as opened:
        some = list(opened.batches(2))
    assert [len(batch) for batch in some] == [2, 2, 1]
    assert [row for batch in some for row in batch] == one_by_one


@pytest.mark.parametrize("make", [table, objects])
def test_fewer_rows_come_at_once_where_they_are_long(tmp_path, make, monkeypatch):
    monkeypatch.setattr(rows, "LONGEST_BATCH", 250_000)
    with open_rows(make(tmp_path, "x" * 100_000)) as opened:
        sizes = [len(batch) for batch in opened.batches(50)]
    assert sizes == [3, 2]


def test_what_could_be_read_comes_before_the_break_is_told(tmp_path):
    path = objects(tmp_path, "Halte")
    path.write_text(path.read_text(encoding="utf-8") + "{", encoding="utf-8")
    with open_rows(path) as opened:
        batches = opened.batches(3)
        assert [len(next(batches)), len(next(batches))] == [3, 2]
        with pytest.raises(UnreadableFile):
            next(batches)

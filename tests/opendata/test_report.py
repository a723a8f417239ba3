"""The report of an import: what a spreadsheet shows of it, and what was counted."""

import csv
from contextlib import suppress
from pathlib import Path

import pytest

from app.opendata.report import HEADINGS, Report, UnwritableReport, harmless
from app.opendata.rules import Level, Remark


def remark(level=Level.WARNING, **changes):
    return Remark("services", 3, "dora--1", "siret", level, "Le SIRET est faux.")._replace(**changes)


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def test_remarks_are_written_as_they_come_under_french_headings(tmp_path):
    with Report(tmp_path / "rapport.csv") as report:
        report.add([remark()])
        report.add([remark(level=Level.REFUSED, line=4)])
    assert (tmp_path / "rapport.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert rows_of(tmp_path / "rapport.csv") == [
        list(HEADINGS),
        ["services", "3", "dora--1", "siret", "avertissement", "Le SIRET est faux."],
        ["services", "4", "dora--1", "siret", "refusée", "Le SIRET est faux."],
    ]


def test_what_is_out_of_scope_is_counted_not_listed(tmp_path):
    with Report(tmp_path / "rapport.csv") as report:
        report.add([remark(level=Level.SKIPPED), remark(level=Level.SKIPPED), remark()])
    assert report.counts == {Level.SKIPPED: 2, Level.WARNING: 1}
    assert len(rows_of(tmp_path / "rapport.csv")) == 2


def test_without_a_file_remarks_are_still_counted():
    with Report(None) as report:
        report.add([remark()])
    assert report.counts == {Level.WARNING: 1}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(tmp_path, start):
    with Report(tmp_path / "rapport.csv") as report:
        report.add([remark(identifier=f"{start}HYPERLINK(1)")])
    assert rows_of(tmp_path / "rapport.csv")[1][2] == f"'{start}HYPERLINK(1)"
    assert harmless("a=1") == "a=1"


def test_a_report_replaces_the_one_before(tmp_path):
    for _ in range(2):
        with Report(tmp_path / "rapport.csv") as report:
            report.add([remark()])
    assert len(rows_of(tmp_path / "rapport.csv")) == 2


def refusal(path, *inputs):
    with pytest.raises(UnwritableReport) as caught:
        Report(path, inputs)
    return str(caught.value)


def test_a_report_never_replaces_what_is_imported(tmp_path):
    given = tmp_path / "services.csv"
    given.write_text("id,source\n", encoding="utf-8")
    (tmp_path / "autre.csv").hardlink_to(given)
    for path in (given, tmp_path / "." / "services.csv", tmp_path / "autre.csv"):
        assert "effacé" in refusal(path, tmp_path / "absent.csv", given)
    assert given.read_text(encoding="utf-8") == "id,source\n"


def test_a_report_does_not_go_through_a_link(tmp_path):
    target = tmp_path / "precieux.txt"
    target.write_text("précieux", encoding="utf-8")
    (tmp_path / "lien.csv").symlink_to(target)
    assert "lien" in refusal(tmp_path / "lien.csv")
    assert target.read_text(encoding="utf-8") == "précieux"


def test_a_report_that_has_no_place_is_told(tmp_path):
    assert "dossier" in refusal(tmp_path / "absent" / "rapport.csv")
    assert "n’est pas un fichier" in refusal(tmp_path)
    assert "n’est pas un fichier" in refusal(Path("/dev/full"))
    assert refusal(tmp_path / ("n" * 300))
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_told_and_leaves_the_report_of_before(tmp_path, monkeypatch):
    path = tmp_path / "rapport.csv"
    path.write_text("celui d’avant", encoding="utf-8")
    whole = Path.open
    monkeypatch.setattr(Path, "open", lambda aside, mode, **how: aside.touch() or whole(Path("/dev/full"), "w", **how))
    with pytest.raises(UnwritableReport, match="disque"), Report(path) as report:
        report.add([remark()] * 10_000)
    with pytest.raises(UnwritableReport, match="disque"), Report(path) as report:
        report.add([remark()])
    monkeypatch.undo()
    assert path.read_text(encoding="utf-8") == "celui d’avant"
    assert list(tmp_path.iterdir()) == [path]


def test_an_import_that_stops_keeps_its_remarks_or_the_report_of_before(tmp_path):
    path = tmp_path / "rapport.csv"
    for remarks in ([remark()], []):
        with suppress(KeyError), Report(path) as report:
            report.add(remarks)
            raise KeyError
        assert len(rows_of(path)) == 2
    assert list(tmp_path.iterdir()) == [path]

"""The report of an import: what a spreadsheet shows of it, and what was counted."""

import csv

import pytest

from app.opendata.report import HEADINGS, Report, harmless
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

"""The command of an import, around the import itself: what it fetches, what it refuses to erase."""

import fcntl
import shutil

import pytest
from click.testing import CliRunner

from app.opendata.importing.records import Chunk
from app.opendata.rules import Level, Remark
from app.ops import importing
from app.ops.importing import _local, _Progress
from tests.opendata.test_fetching import serving


def test_two_addresses_that_end_alike_give_two_files(tmp_path):
    with serving(body=b"structures") as first, serving(body=b"services") as second:
        paths = [_local(f"{server}/data.jsonl", tmp_path) for server in (first, second)]
    assert [path.read_bytes() for path in paths] == [b"structures", b"services"]


def test_a_report_that_would_erase_a_file_given_ends_the_command(tmp_path, capsys):
    given = tmp_path / "services.csv"
    given.write_text("id\n", encoding="utf-8")
    with pytest.raises(SystemExit), _Progress(given, (given,)):
        pass
    assert "effacé" in capsys.readouterr().err
    assert given.read_text(encoding="utf-8") == "id\n"


def test_a_report_that_cannot_be_ended_is_told_in_a_sentence(tmp_path, capsys):
    folder = tmp_path / "dossier"
    folder.mkdir()
    progress = _Progress(folder / "rapport.csv", ())
    progress.__enter__()(Chunk("services", [], [Remark("services", 1, "a", "", Level.WARNING, "Un mot.")], 1.0))
    shutil.rmtree(folder)
    with pytest.raises(SystemExit):
        progress.__exit__(None, None, None)
    assert "Le rapport ne peut pas être écrit" in capsys.readouterr().err


def test_a_second_import_at_once_is_refused_before_it_fetches_or_reads_anything(tmp_path, monkeypatch):
    monkeypatch.setenv("REPERES_DATA_DIR", str(tmp_path))
    monkeypatch.setattr("app.core.background.in_background", None)
    monkeypatch.setattr(importing, "_local", None)
    with (tmp_path / "import.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = CliRunner().invoke(importing.import_data_inclusion, ["--structures", "s.csv", "--services", "https://exemple.fr/s.csv"])
    assert done.exit_code == 2
    assert "Un autre import est en cours" in done.output

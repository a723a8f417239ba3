"""An import that is stopped at any point is taken up by the same command: nothing lost, nothing doubled."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest
from sqlalchemy import func, select

from app.directory.models import ImportRun, IndexEntry, Service
from app.opendata.files import UnreadableFile
from app.opendata.importing import national as reading
from app.opendata.importing.national import Sources, national_chunks
from app.opendata.importing.running import Import
from tests.support.national_files import national as invented
from tests.support.national_files import write_csv_fast

SERVICES, FEWER = 4200, 1500
TABLES = ("structure", "service", "service_kind", "location", "service_area", "search_entry", "hours")
OWN_NUMBERS = {"id", "structure_id", "service_id", "location_id", "hours_id", "version"}


class Stopped(Exception):
    pass


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    folder = tmp_path_factory.mktemp("national")
    return written_down(folder, SERVICES)


@pytest.fixture(scope="module")
def fewer(tmp_path_factory):
    return written_down(tmp_path_factory.mktemp("fewer"), FEWER)


def written_down(folder, many):
    structures, services = invented(many)
    return Sources(write_csv_fast(folder / "structures.csv", structures), write_csv_fast(folder / "services.csv", services))


def cut(chunks, after):
    for number, chunk in enumerate(chunks):
        if number == after:
            raise Stopped
        yield chunk


@pytest.mark.parametrize("after", [0, 1, 3, 5])
def test_an_import_cut_off_after_any_chunk_is_taken_up(fewer, session, monkeypatch, after):
    monkeypatch.setattr(reading, "SIZE", 175)
    engine = session.get_bind()
    with pytest.raises(Stopped):
        Import(engine, "data-inclusion").run(cut(national_chunks(fewer), after), lambda _chunk: None)

    work = Import(engine, "data-inclusion")
    work.run(national_chunks(fewer), lambda _chunk: None)

    assert work.was_cut_off is not None
    assert session.scalar(select(func.count(Service.id))) == FEWER
    assert session.scalar(select(func.count(func.distinct(IndexEntry.service_id)))) > FEWER * 0.9
    assert [run.finished_at is None for run in session.scalars(select(ImportRun).order_by(ImportRun.id))] == [True, False]


def test_what_was_read_of_a_truncated_file_stays_and_nothing_vanishes(session, tmp_path):
    from tests.opendata.importing.records_given import service, structure
    from tests.support.national_files import write

    structures = write(tmp_path / "structures.json", [structure(number) for number in range(1, 40)])
    services = write(tmp_path / "services.json", [service(number, of=number) for number in range(1, 40)])
    whole = Sources(structures, services)
    engine = session.get_bind()
    Import(engine, "data-inclusion").run(national_chunks(whole), lambda _chunk: None)
    services.write_bytes(services.read_bytes()[:-2000])

    with pytest.raises(UnreadableFile):
        Import(engine, "data-inclusion").run(national_chunks(whole), lambda _chunk: None)

    assert session.scalar(select(func.count(Service.id)).where(Service.vanished_at.is_not(None))) == 0


def contents(path):
    """What a database says, whatever numbers its rows have."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return {
            table: sorted(
                str({name: row[name] for name in row.keys() if name not in OWN_NUMBERS})  # noqa: SIM118 - a row is no mapping
                for row in connection.execute(f"SELECT * FROM {table}")  # noqa: S608
            )
            for table in TABLES
        }


def started(folder, sources):
    environment = {**os.environ, "REPERES_DATA_DIR": str(folder), "DATABASE_URL": f"sqlite:///{folder / 'd.sqlite3'}"}
    command = "from app.ops.cli import main; main()"
    arguments = ["import", "data-inclusion", "--structures", str(sources.structures), "--services", str(sources.services)]
    return subprocess.Popen(
        [sys.executable, "-c", command, *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def written(path):
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            return connection.execute("SELECT count(*) FROM service").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


def test_killed_and_started_again_it_leaves_what_an_import_never_killed_leaves(sources, tmp_path):
    """Killed for real, twice, wherever it is then: at the first services, between two chunks."""
    calm, killed = tmp_path / "calm", tmp_path / "killed"
    for folder in (calm, killed):
        folder.mkdir()
    process = started(calm, sources)
    assert process.communicate()[0].count("ajoutés") == 2
    assert process.returncode == 0

    for least in (1, 2001):
        process = started(killed, sources)
        while process.poll() is None and written(killed / "d.sqlite3") < least:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    told, _ = (process := started(killed, sources)).communicate()

    assert process.returncode == 0, told
    assert "s’était arrêté en route" in told
    assert contents(killed / "d.sqlite3") == contents(calm / "d.sqlite3")

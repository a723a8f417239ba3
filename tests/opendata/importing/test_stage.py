"""What fails, or writes nothing, leaves nothing in the way of the next import on the same connection."""

import pytest
from sqlalchemy import func, select

from app.directory.models import IndexEntry, Service
from app.opendata.importing.national import Sources, national_chunks
from app.opendata.importing.running import Import
from tests.opendata.importing.records_given import service, structure
from tests.support.national_files import write_csv_fast


@pytest.fixture
def sources(tmp_path):
    structures = write_csv_fast(tmp_path / "structures.csv", [structure(number) for number in range(1, 4)])
    return Sources(structures, write_csv_fast(tmp_path / "services.csv", [service(number, of=number) for number in range(1, 4)]))


def run(session, chunks, *, is_dry=False):
    session.rollback()
    return Import(session.get_bind(), "data-inclusion", is_dry=is_dry).run(chunks, lambda _chunk: None)


def found(session):
    return session.scalar(select(func.count(func.distinct(IndexEntry.service_id))))


def test_a_first_chunk_that_cannot_be_written_is_told_as_it_failed(session, sources):
    alone = [chunk for chunk in national_chunks(sources) if chunk.file == "services"]

    with pytest.raises(KeyError):
        run(session, alone)

    assert session.scalar(select(func.count(Service.id))) == 0
    run(session, national_chunks(sources))
    assert found(session) == 3


def test_a_dry_run_comes_before_the_real_one(session, sources):
    tallies = run(session, national_chunks(sources), is_dry=True)

    assert (tallies["services"].added, found(session)) == (3, 0)
    run(session, national_chunks(sources))
    assert found(session) == 3

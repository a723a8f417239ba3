from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.opendata.importing.national import Sources, national_chunks
from app.opendata.importing.running import Import
from tests.support.national_files import write_csv_fast


@pytest.fixture
def national(session, tmp_path) -> Callable[..., Import]:
    """Import structures and services given as records; what came of them stands in `.tallies`."""

    def run(structures: list[dict[str, Any]], services: list[dict[str, Any]], **options: Any) -> Import:
        departements = frozenset(options.pop("departements", ()))
        believes = options.pop("believes", False)
        sources = Sources(write(tmp_path / "structures.csv", structures), write(tmp_path / "services.csv", services), departements)
        session.rollback()
        work = Import(session.get_bind(), "data-inclusion", **options)
        work.tallies = work.run(national_chunks(sources), lambda _chunk: None, departements=departements, believes_absences=believes)
        session.rollback()
        return work

    return run


def write(path: Path, records: list[dict[str, Any]]) -> Path:
    return write_csv_fast(path, records)

"""The databases that tests run on: SQLite always, PostgreSQL where one answers."""

import pytest

from tests.support import postgresql
from tests.support.postgresql import PostgresDatabase
from tests.support.sqlite import SqliteDatabase

_ON_POSTGRES = pytest.param("postgresql", marks=pytest.mark.postgres)
_ENGINES = ["sqlite", _ON_POSTGRES] if postgresql.is_required() or postgresql.absence() is None else ["sqlite"]


def pytest_report_header() -> str:
    """Say what the tests run on, so that an absent PostgreSQL is not overlooked."""
    reason = postgresql.absence()
    return "databases: SQLite and PostgreSQL" if reason is None else f"databases: SQLite only (PostgreSQL: {reason})"


def pytest_collection_modifyitems(items):
    """Try on SQLite alone what says of itself that it depends on no engine (`one_engine`): words of pages, pure rules."""
    items[:] = [item for item in items if not (item.get_closest_marker("one_engine") and _engine(item) == "postgresql")]


def _engine(item):
    return getattr(item, "callspec", None) and item.callspec.params.get("database")


@pytest.fixture(scope="session", params=_ENGINES)
def database(request, tmp_path_factory):
    """An empty database of this run's own: `url`, and `clean()` between tests."""
    if request.param == "sqlite":
        opened = SqliteDatabase(tmp_path_factory.mktemp("database") / "test.sqlite3")
    else:
        if reason := postgresql.absence():
            pytest.fail(f"REPERES_REQUIRE_POSTGRES is set, and PostgreSQL does not serve: {reason}")
        opened = PostgresDatabase.create()
    yield opened
    opened.close()

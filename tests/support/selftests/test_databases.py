"""What one test writes, the next does not find."""

import socket

import pytest
from sqlalchemy import create_engine, text

from tests.support import postgresql
from tests.support.plugins.network import ReachedOutside
from tests.support.postgresql import PostgresDatabase
from tests.support.sqlite import SqliteDatabase


@pytest.fixture
def own_database(database, tmp_path):
    """A database like that of the run, apart from it: these tests change its tables."""
    own = SqliteDatabase(tmp_path / "own.sqlite3") if isinstance(database, SqliteDatabase) else PostgresDatabase.create()
    engine = create_engine(own.url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE needs (id INTEGER PRIMARY KEY, name VARCHAR(20))"))
        connection.execute(text("CREATE TABLE kinds (id INTEGER PRIMARY KEY)"))
        connection.execute(text("INSERT INTO kinds VALUES (1)"))
    own.remember()
    yield own, engine
    engine.dispose()
    own.close()


def _rows(engine, table: str) -> int:
    with engine.connect() as connection:
        return connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608 - a name of this file


def test_rows_written_are_gone_and_reference_rows_stay(own_database):
    database, engine = own_database

    for _ in range(2):
        with engine.begin() as connection:
            connection.execute(text("INSERT INTO needs VALUES (1, 'repas')"))
        assert _rows(engine, "needs") == 1
        database.clean()
        assert (_rows(engine, "needs"), _rows(engine, "kinds")) == (0, 1)


def test_a_changed_reference_table_does_not_leak_into_the_next_test(own_database):
    database, engine = own_database
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM kinds"))

    if isinstance(database, SqliteDatabase):
        database.clean()
        assert _rows(engine, "kinds") == 1
    else:
        with pytest.raises(AssertionError, match="reference table kinds"):
            database.clean()


def test_a_server_that_does_not_answer_is_said_to_be_absent(monkeypatch):
    monkeypatch.setenv("TEST_DATABASE_URL", "postgresql://127.0.0.1:1/test")

    reason = postgresql.absence.__wrapped__()

    assert reason is not None
    assert "127.0.0.1" in reason


def test_a_connection_that_leaves_this_machine_is_refused():
    with socket.socket() as opened, pytest.raises(ReachedOutside):
        opened.connect(("192.0.2.1", 80))

"""A PostgreSQL database of one's own for the duration of a run, on the server of TEST_DATABASE_URL."""

import os
import secrets
from functools import cache
from typing import Self
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

DEFAULT_URL = "postgresql://127.0.0.1:5432/test"
_TABLES = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = current_schema() AND tablename <> 'alembic_version'"

_SEQUENCES = """
    SELECT quote_ident(sequence.relname) FROM pg_class sequence
    JOIN pg_depend owned ON owned.objid = sequence.oid AND owned.deptype IN ('a', 'i')
    JOIN pg_class owner ON owner.oid = owned.refobjid
    WHERE sequence.relkind = 'S' AND quote_ident(owner.relname) = ANY(%s)
"""
"""The sequences that number the rows of some tables."""


def server_url() -> str:
    """The address to try, as libpq reads it."""
    return os.environ.get("TEST_DATABASE_URL") or DEFAULT_URL


def is_required() -> bool:
    """Whether an absent server fails the tests, rather than leaving them to SQLite alone."""
    return os.environ.get("REPERES_REQUIRE_POSTGRES") == "1"


@cache
def absence() -> str | None:
    """Why tests cannot run on PostgreSQL; None when they can."""
    try:
        with psycopg.connect(server_url(), connect_timeout=2) as connection:
            row = connection.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    except psycopg.OperationalError as error:
        return str(error).splitlines()[0]
    return None if row and row[0] else "this role may not create databases"


class PostgresDatabase:
    """An empty database, dropped when closed; between tests, emptied of what they wrote."""

    def __init__(self, name: str) -> None:
        self._name = name
        parts = urlsplit(server_url())
        self._plain_url = urlunsplit(parts._replace(path=f"/{name}"))
        self.url = "postgresql+psycopg://" + self._plain_url.partition("://")[2]
        self._reference: dict[str, int] = {}
        self._guard: psycopg.Connection | None = None
        """Kept open from test to test: to open one costs more than to look at every table."""

    @classmethod
    def create(cls) -> Self:
        """Make a database under a name that no other run has."""
        name = f"reperes_test_{os.getpid()}_{secrets.token_hex(4)}"
        with psycopg.connect(server_url(), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(name)))
            # What tests write outlives no crash of the server: nobody waits for the disk.
            connection.execute(sql.SQL("ALTER DATABASE {} SET synchronous_commit = off").format(sql.Identifier(name)))
        return cls(name)

    def remember(self) -> None:
        """Take the rows present after the migrations for reference data, which tests may not change."""
        if self._guard is None:
            self._guard = psycopg.connect(self._plain_url)
        with self._guard.transaction():
            connection = self._guard
            self._reference = {table: self._count(connection, table) for table in self._filled(connection)}

    def clean(self) -> None:
        """Empty the tables that a test filled; fail when it changed reference data."""
        assert self._guard is not None, "nothing remembered yet"
        with self._guard.transaction():
            connection = self._guard
            filled = self._filled(connection)
            self._empty(connection, [table for table in filled if table not in self._reference])
            for table, count in self._reference.items():
                assert self._count(connection, table) == count, f"a test changed the reference table {table}"

    def close(self) -> None:
        """Drop the database, whoever still holds it."""
        if self._guard is not None:
            self._guard.close()
        with psycopg.connect(server_url(), autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(self._name)))

    @staticmethod
    def _empty(connection: psycopg.Connection, tables: list[str]) -> None:
        """Delete every row and number rows from one again. TRUNCATE makes the files of each table, and of all that refer to it, anew."""
        row = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
        if tables and not (row and row[0]):
            connection.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE".encode())
            return
        connection.execute("SET LOCAL session_replication_role = replica")  # references and triggers look away: all of it goes
        for table in tables:
            connection.execute(f"DELETE FROM {table}".encode())  # noqa: S608 - a name read from the catalogue
        for (sequence,) in connection.execute(_SEQUENCES, [tables]).fetchall():
            connection.execute(f"ALTER SEQUENCE {sequence} RESTART".encode())

    @staticmethod
    def _filled(connection: psycopg.Connection) -> list[str]:
        tables = [name for (name,) in connection.execute(_TABLES.encode())]
        if not tables:
            return []
        question = " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table})" for table in tables)  # noqa: S608
        return [name for (name,) in connection.execute(question.encode())]

    @staticmethod
    def _count(connection: psycopg.Connection, table: str) -> int:
        row = connection.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()  # noqa: S608 - a name read from the catalogue
        return int(row[0]) if row else 0

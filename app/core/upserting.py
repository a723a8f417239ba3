"""An insertion that says what becomes of rows that are there already."""

from typing import TYPE_CHECKING

from sqlalchemy import Table
from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


def insertion(table: Table, engine_name: str) -> "sqlite.Insert | postgresql.Insert":
    """Return an insertion into a table, for the kind of database of this name."""
    if engine_name == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - 30 ms, which a start on SQLite does without

        return postgresql.insert(table)
    return sqlite.insert(table)

"""How each database engine is opened: SQLite durable and concurrent, PostgreSQL checked before use."""

import sqlite3
from typing import Any

from sqlalchemy import Engine, event

BUSY_TIMEOUT_MS = 5000
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",
    "PRAGMA cache_size = -6000",
    "PRAGMA secure_delete = ON",
)
"""The last: what is deleted is overwritten, rather than left in the file until something else takes its place."""


def engine_options(url: str) -> dict[str, Any]:
    """Return SQLAlchemy's engine options for this address; what was searched never stands in an error."""
    if url.startswith("sqlite"):
        return {"hide_parameters": True}
    return {"hide_parameters": True, "pool_pre_ping": True, "pool_size": 5, "max_overflow": 5}


@event.listens_for(Engine, "connect")
def prepare_connection(connection: Any, _record: object) -> None:
    """Set SQLite's pragmas on each new connection; other engines need nothing."""
    if not isinstance(connection, sqlite3.Connection):
        return
    cursor = connection.cursor()
    for pragma in SQLITE_PRAGMAS:
        cursor.execute(pragma)
    cursor.close()

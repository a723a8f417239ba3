"""After a purge: nothing of what was deleted stays in the files of SQLite. PostgreSQL does it by its own vacuum."""

from sqlalchemy import Engine


def erase(engine: Engine) -> bool:
    """Empty the journal of SQLite into its file, where deleted rows are overwritten; return whether it is empty.

    It is not while somebody reads an older state: the next purge does it.
    """
    if engine.dialect.name != "sqlite":
        return True
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        busy, *_pages = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
    return not busy

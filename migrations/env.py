"""Runs the migrations on the database of the application that asks for them."""

from alembic import context
from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.schema import SchemaItem

from app.directory.search.text_index import is_own

database = current_app.extensions["migrate"].db


class BrokenReferences(Exception):
    """After a migration, rows refer to others that are not there."""


def run() -> None:
    """Migrate within one transaction where the engine can (PostgreSQL), each step on its own otherwise."""
    with database.engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            keep_references(connection, are_kept=False)
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            render_as_batch=True,
            compare_type=True,
            compare_server_default=True,
            include_object=is_compared,
        )
        with context.begin_transaction():
            context.run_migrations()
        if is_sqlite:
            check_references(connection)
            keep_references(connection, are_kept=True)


def is_compared(_item: SchemaItem, name: str | None, kind: str, is_reflected: bool, _other: SchemaItem | None) -> bool:  # noqa: FBT001 - Alembic's form
    """Whether the models say what a thing of the database must be; the index of words is kept by its own module."""
    return not (is_reflected and kind in ("table", "index") and is_own(name))


def keep_references(connection: Connection, *, are_kept: bool) -> None:
    """SQLite changes a table by making it again: dropping the old one must not take the rows that refer to it."""
    connection.rollback()
    connection.exec_driver_sql(f"PRAGMA foreign_keys = {'ON' if are_kept else 'OFF'}")
    connection.rollback()


def check_references(connection: Connection) -> None:
    """Refuse what a migration has broken while SQLite did not look."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        msg = f"{len(broken)} rows, the first in {broken[0][0]}"
        raise BrokenReferences(msg)


run()

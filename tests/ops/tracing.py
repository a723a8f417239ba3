"""Looking for texts that must have left: in every table as it is stored and as it is read, in the bytes of files."""

import re
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from app.core.database import Base
from app.extensions import db

SEALED = re.compile(r"(?:^|:)k1\.([A-Za-z0-9+/=]{20,})")
PIECE = 20


def raw_values(session: Session) -> list[str]:
    """Every value of every table as the database holds it."""
    connection = session.connection()
    columns = [[type_coerce(column, NullType) for column in table.columns] for table in Base.metadata.sorted_tables]
    found = [str(value) for whole in columns for row in connection.execute(select(*whole)) for value in row]
    session.rollback()
    return found


def opened_values(session: Session) -> list[str]:
    """Every value of every table as the application reads it, keys at hand."""
    found = [str(value) for table in Base.metadata.sorted_tables for row in session.execute(select(table)) for value in row]
    session.rollback()
    return found


def sealed_values(session: Session) -> list[str]:
    """What stands sealed in the tables, as it looks there."""
    return [body for value in raw_values(session) for body in SEALED.findall(value)]


def traces(values: list[str], wanted: Iterable[str]) -> set[str]:
    """Those of the texts that the values hold."""
    whole = "\n".join(values)
    return {text for text in wanted if text in whole}


def pieces(sealed: Iterable[str]) -> set[str]:
    """Pieces of sealed texts: a page of a file may end in the middle of one."""
    return {body[at : at + PIECE] for body in sealed for at in range(0, len(body) - PIECE, PIECE)}


def traces_in_bytes(content: bytes, wanted: Iterable[str]) -> set[str]:
    """Those of the texts that bytes hold."""
    return {text for text in wanted if text.encode() in content}


def bytes_of(path: Path) -> bytes:
    """A SQLite file and its journal."""
    files = (path, path.with_name(f"{path.name}-wal"))
    return b"".join(file.read_bytes() for file in files if file.exists())


def file_of(app: Flask) -> Path:
    """The file of the database of an application."""
    with app.app_context():
        return Path(db.engine.url.database or "")


def backup(path: Path, to: Path) -> Path:
    """A copy of a SQLite database, as a backup makes it; return where."""
    source, target = sqlite3.connect(path), sqlite3.connect(to)
    source.backup(target)
    source.close()
    target.close()
    return to


def only_sqlite(database) -> None:
    """Skip a test that reads files of SQLite."""
    if not database.url.startswith("sqlite"):
        pytest.skip("files of SQLite")

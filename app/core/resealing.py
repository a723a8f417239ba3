"""Sealing again, with the first key, what another key sealed: by small steps, beside a site that works."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Row, Table, Text, func, literal, select, type_coerce, update
from sqlalchemy.orm import Session

from app.core.blind_index import FORMS, mark_of
from app.core.database import Base
from app.core.encryption import Sealed, SealedOfRow
from app.core.keys import Keyring, Unreadable

AT_ONCE = 200
"""Values that one transaction seals again."""


@dataclass(slots=True)
class Report:
    """What was found: how many values each key sealed at first, how many were sealed again, how many nothing can read."""

    by_key: Counter[str] = field(default_factory=Counter)
    resealed: int = 0
    unreadable: Counter[str] = field(default_factory=Counter)
    """By `table.column`."""


def sealed_columns() -> Sequence[Column[Any]]:
    """Return every column of the application whose values are sealed."""
    return [column for table in Base.metadata.sorted_tables for column in table.columns if isinstance(column.type, Sealed | SealedOfRow)]


def count_sealed(session: Session, column: Column[Any]) -> int:
    """Return how many values a column holds."""
    return session.scalar(select(func.count()).select_from(column.table).where(column.is_not(None))) or 0


def reseal(session: Session, column: Column[Any], keyring: Keyring, after: Any, report: Report) -> tuple[Any, int]:
    """Seal again what must be among the next values of a column; return the last row looked at (None: the end) and how many were.

    A value that somebody changes meanwhile is left to them.
    """
    (key,) = column.table.primary_key
    raw = type_coerce(column, Text)
    ordered = select(key, raw.label("raw")).where(column.is_not(None)).order_by(key).limit(AT_ONCE)
    rows = session.execute(ordered if after is None else ordered.where(key > after)).all()
    for row in rows:
        _reseal_one(session, column, keyring, row, report)
    return (rows[-1][0] if len(rows) == AT_ONCE else None), len(rows)


def _reseal_one(session: Session, column: Column[Any], keyring: Keyring, row: Row[Any], report: Report) -> None:
    (key,) = column.table.primary_key
    prefix, context, sealed = _parts(column.type, row.raw)
    name = sealed.partition(".")[0]
    report.by_key[name] += 1
    try:
        value = keyring.unseal(sealed, context)
    except Unreadable:
        report.unreadable[f"{column.table.name}.{column.name}"] += 1
        return
    marked = dict(_mark(column, keyring, value))
    is_current = name == next(iter(keyring.keys))
    if is_current and not marked:
        return
    again = row.raw if is_current else prefix + keyring.seal(value, context)
    same = type_coerce(column, Text) == literal(row.raw, Text)
    changes = {column.name: literal(again, Text), **marked}
    stale = [column.table.c[mark].is_distinct_from(said) for mark, said in marked.items()] if is_current else []
    written = session.execute(update(column.table).where(key == row[0], same, *stale).values(changes))
    report.resealed += written.rowcount  # type: ignore[attr-defined]


def _parts(kind: Any, raw: str) -> tuple[str, str, str]:
    """What stands before the seal, what the seal covers, and the seal."""
    if isinstance(kind, SealedOfRow):
        row, colon, sealed = raw.partition(":")
        return row + colon, kind.context(row), sealed
    return "", kind.place, raw


def _mark(column: Column[Any], keyring: Keyring, value: str) -> Iterator[tuple[str, str]]:
    """The blind index kept beside a column, as the first key writes it."""
    table: Table = column.table
    mark, form = f"{column.name}_mark", FORMS.get(column.name)
    if form is not None and mark in table.c:
        yield mark, mark_of(keyring, f"{table.name}.{column.name}", form(value))

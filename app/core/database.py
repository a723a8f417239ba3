"""The base of every row, and the names of its constraints (stable names make migrations reversible)."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, TypeAlias

from sqlalchemy import DateTime, Dialect, MetaData, Row
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


AnyRow: TypeAlias = Row[*tuple[Any, ...]]
"""A row of chosen columns, read by their names."""


def one_of(column: str, codes: Iterable[str]) -> str:
    """Return the condition that a column holds one of some codes, as a check constraint writes it."""
    return f"{column} IN ({', '.join(repr(str(code)) for code in codes)})"


class Instant(TypeDecorator[datetime]):
    """A column of instants, always aware and in UTC: SQLite keeps no time zone of its own."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Write in UTC; a naive instant says too little."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "an instant without its time zone"
            raise ValueError(msg)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Read in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Root of the models; free of Flask."""

    metadata = MetaData(naming_convention=NAMING)

"""The base of every row, and the names of its constraints (stable names make migrations reversible)."""

from collections.abc import Iterable
from typing import Any, TypeAlias

from sqlalchemy import MetaData, Row
from sqlalchemy.orm import DeclarativeBase

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


class Base(DeclarativeBase):
    """Root of the models; free of Flask."""

    metadata = MetaData(naming_convention=NAMING)

"""The base of every row, and the names of its constraints (stable names make migrations reversible)."""

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


class Base(DeclarativeBase):
    """Root of the models; free of Flask."""

    metadata = MetaData(naming_convention=NAMING)

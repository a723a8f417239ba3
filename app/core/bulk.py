"""Writing many rows of a table: one statement, values made ready for the driver, identifiers known before the rows are written.

Columns that are not named take the default that the model declares, written in the statement itself.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from sqlalchemy import JSON, Column, Connection, Date, Dialect, Select, Table, func, select, text

from app.core.prepared import rows

Prepare: TypeAlias = Callable[[Sequence[Any]], Sequence[Any]]
"""From the values of a column to what the driver takes."""


class Form:
    """An insertion into some columns of a table, for one kind of database."""

    def __init__(self, table: Table, names: Sequence[str], dialect: Dialect) -> None:
        """Name the columns whose values rows bring, in their order."""
        mark = "?" if dialect.paramstyle == "qmark" else "%s"
        named = set(names)
        left = [column for column in table.columns if column.name not in named and column is not table.autoincrement_column]
        columns = ", ".join([*names, *(column.name for column in left)])
        values = ", ".join([*[mark] * len(names), *(_literal(_default(column)) for column in left)])
        self.statement = f"INSERT INTO {table.name} ({columns}) VALUES ({values})"  # noqa: S608 - names and defaults of the models
        prepared = ((position, _preparing(table.columns[name], dialect)) for position, name in enumerate(names))
        self._prepared = [(position, prepare) for position, prepare in prepared if prepare is not None]

    def write(self, connection: Connection, records: Iterable[Sequence[Any]]) -> None:
        """Insert records, each a sequence of values in the order of the names."""
        # A column at a time: most need nothing, and turning rows into columns and back costs less than looking into each.
        columns: list[Sequence[Any]] = list(zip(*records, strict=True))
        for position, prepare in self._prepared if columns else ():
            columns[position] = prepare(columns[position])
        if ready := list(zip(*columns, strict=True)):
            connection.exec_driver_sql(self.statement, ready)


@lru_cache(maxsize=64)
def form(table: Table, names: tuple[str, ...], dialect: Dialect) -> Form:
    """Return the form of an insertion, made once."""
    return Form(table, names, dialect)


def reserve(connection: Connection, table: Table, count: int) -> Sequence[int]:
    """Return identifiers for `count` new rows; on SQLite, within a transaction that has written already, so that nobody else takes them."""
    if connection.dialect.name == "postgresql":
        sequence = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)")
        return connection.scalars(sequence, {"name": table.name, "count": count}).all()
    ((last,),) = rows(connection, _largest(table), {})
    first = (last or 0) + 1
    return range(first, first + count)


@lru_cache(maxsize=64)
def _largest(table: Table) -> Select[*tuple[Any, ...]]:
    return select(func.max(table.c.id))


def _default(column: Column[Any]) -> Any:
    default = column.default
    if default is None:
        return None
    return default.arg(None) if default.is_callable else default.arg  # type: ignore[attr-defined] # of the defaults that models declare


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return repr(value)
    quoted = (str(value) if isinstance(value, str) else json.dumps(value)).replace("'", "''").replace("%", "%%")
    return f"'{quoted}'"


def _preparing(column: Column[Any], dialect: Dialect) -> Prepare | None:
    if isinstance(column.type, JSON):
        return _as_json
    one = column.type.dialect_impl(dialect).bind_processor(dialect)
    if one is None:
        return None
    if isinstance(column.type, Date):
        one = lru_cache(maxsize=4096)(one)
    return lambda values: [None if value is None else one(value) for value in values]


def _as_json(values: Sequence[Any]) -> Sequence[Any]:
    """Lists of codes are few, and come back in most rows."""
    return [_list_as_json(tuple(value)) if type(value) is list else _one_as_json(value) for value in values]


@lru_cache(maxsize=4096)
def _list_as_json(value: tuple[Any, ...]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _one_as_json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)

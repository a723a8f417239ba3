"""Statements of the hot paths, the search and the import: compiled once for each engine, sent by the driver as text with their values.

What SQLAlchemy does for each execution (looking the statement up, typing values, describing results) costs as much as the database's
own work on them; these statements hold only numbers and texts, which need none of it. What listens to SQLAlchemy does not hear them.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import Connection, Dialect, Select

Values: TypeAlias = Mapping[str, Any] | tuple[Any, ...]


class _Prepared(NamedTuple):
    text: str
    constants: Mapping[str, Any]
    in_order: Callable[[Mapping[str, Any]], Values] | None
    """Puts values in the order of the marks; None where the driver takes names."""


def rows(connection: Connection, statement: Select[*tuple[Any, ...]], parameters: Mapping[str, Any]) -> Sequence[tuple[Any, ...]]:
    """Return the rows of a statement that is always the same object. Booleans of SQLite come as 0 and 1."""
    prepared = _prepared(statement, connection.dialect)
    values = {**prepared.constants, **parameters}
    return sent(connection, prepared.text, prepared.in_order(values) if prepared.in_order else values)


def sent(connection: Connection, statement: str, values: Values) -> Sequence[tuple[Any, ...]]:
    """Return what the driver answers. What it refuses is sent again by SQLAlchemy, whose errors the application knows."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute(statement, values)
        return cursor.fetchall()
    except connection.dialect.loaded_dbapi.Error:
        return [tuple(row) for row in connection.exec_driver_sql(statement, values)]
    finally:
        cursor.close()


@lru_cache(maxsize=512)
def _prepared(statement: Select[*tuple[Any, ...]], dialect: Dialect) -> _Prepared:
    compiled = statement.compile(dialect=dialect)
    constants = {name: value for name, value in compiled.params.items() if value is not None}
    names = compiled.positiontup or () if compiled.positional else None
    return _Prepared(compiled.string, constants, None if names is None else _in_order(names))


def _in_order(names: Sequence[str]) -> Callable[[Mapping[str, Any]], Values]:
    """`itemgetter` gives a tuple for two names and more."""
    return itemgetter(*names) if len(names) > 1 else lambda values: tuple(values[name] for name in names)

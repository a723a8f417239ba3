"""Statements of the hot path: compiled once for each engine, then sent as text with their values.

What SQLAlchemy does for each execution (looking the statement up, typing values and results) costs as much as the database's
own work on them; these statements hold only numbers and texts, which need none of it.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Dialect, Row, Select


class _Prepared(NamedTuple):
    text: str
    constants: Mapping[str, Any]
    positions: Sequence[str] | None
    """Names in the order of the marks; None where the driver takes names."""


def rows(connection: Connection, statement: Select[*tuple[Any, ...]], parameters: Mapping[str, Any]) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return the rows of a statement that is always the same object. Booleans of SQLite come as 0 and 1."""
    prepared = _prepared(statement, connection.dialect)
    values = {**prepared.constants, **parameters}
    if prepared.positions is None:
        return connection.exec_driver_sql(prepared.text, values).all()
    return connection.exec_driver_sql(prepared.text, tuple([values[name] for name in prepared.positions])).all()


@lru_cache(maxsize=512)
def _prepared(statement: Select[*tuple[Any, ...]], dialect: Dialect) -> _Prepared:
    compiled = statement.compile(dialect=dialect)
    positions = compiled.positiontup if compiled.positional else None
    return _Prepared(compiled.string, {name: value for name, value in compiled.params.items() if value is not None}, positions)

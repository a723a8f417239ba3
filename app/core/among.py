"""`column IN (…)` whose text does not change with each list: lists are filled up to a power of two by repeating a value.

The same few texts serve all lists, so that neither SQLAlchemy nor the database reads a statement again.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import BindParameter, ColumnElement, bindparam

SMALLEST = 8
Value = TypeVar("Value", int, str)


def room(count: int, smallest: int = SMALLEST) -> int:
    """Return the size of the list that `count` values are put into: the next power of two."""
    return max(smallest, 1 << max(count - 1, 0).bit_length())


def among(column: ColumnElement[Any], name: str, size: int) -> ColumnElement[bool]:
    """Return the condition that a column is one of `size` parameters `name0` … ."""
    parameters: list[BindParameter[Any]] = [bindparam(f"{name}{number}") for number in range(size)]
    return column == parameters[0] if size == 1 else column.in_(parameters)


def filled(name: str, values: Iterable[Value], size: int) -> dict[str, Value]:
    """Return the parameters of `among` for these values, one at least."""
    listed = list(values)
    listed += [listed[-1]] * (size - len(listed))
    return dict(zip(_names(name, size), listed, strict=True))


@lru_cache(maxsize=256)
def _names(name: str, size: int) -> tuple[str, ...]:
    return tuple(f"{name}{number}" for number in range(size))

"""What passes from the process that reads to the one that writes: plain tuples, quick to send."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from itertools import repeat
from types import NoneType
from typing import Any, NamedTuple, TypeAlias

from app.directory.columns import ADDRESS, SERVICE_COLUMNS, STRUCTURE_COLUMNS
from app.opendata.rules import Remark

STRUCTURES, SERVICES = "structures", "services"

REMEMBERED = 4_000
"""Lists of codes, and days, whose writing is remembered."""


class StructureRecord(NamedTuple):
    """A structure as it is to stand."""

    source: str
    source_id: str
    digest: str
    values: tuple[Any, ...]
    """In the order of `STRUCTURE_COLUMNS`."""

    def fields(self) -> dict[str, Any]:
        """Return what upstream says, by the names of `directory.fields`."""
        return dict(zip(STRUCTURE_COLUMNS, self.values, strict=True))


class ServiceRecord(NamedTuple):
    """A service as it is to stand."""

    source: str
    source_id: str
    parent: str
    """The `source_id` of its structure."""
    digest: str
    values: tuple[Any, ...]
    """In the order of `SERVICE_COLUMNS`."""
    kinds: tuple[str, ...]
    is_guessed: bool
    place: tuple[Any, ...] | None
    """In the order of `ADDRESS`."""
    hours: tuple[str, str]
    """Expression, raw text."""
    areas: tuple[tuple[str, str], ...]
    is_protected: bool

    def fields(self) -> dict[str, Any]:
        """Return what upstream says, by the names of `directory.fields`: the place before its hours."""
        return {
            **dict(zip(SERVICE_COLUMNS, self.values, strict=True)),
            "kinds": list(self.kinds),
            "place": None if self.place is None else dict(zip(ADDRESS, self.place, strict=True)),
            "hours": list(self.hours) if self.place is not None else ["", ""],
            "areas": [list(area) for area in self.areas],
        }


Record: TypeAlias = StructureRecord | ServiceRecord


class Chunk(NamedTuple):
    """Some records of one file, and what is to tell of the lines that were read meanwhile."""

    file: str
    """`structures` or `services`."""
    records: Sequence[Record]
    remarks: Sequence[Remark]
    done: float
    """The share of the file that was read, from 0 to 1."""
    notes: Sequence[str] = ()
    """What a person should know of the whole file, in French."""


Values: TypeAlias = Sequence[Any]


def digests(values: Sequence[Values], before: Iterable[Values] = repeat(()), after: Iterable[Values] = repeat(())) -> list[str]:
    """Return a mark of what upstream says of each record: the same for the same words, whatever the format of the file.

    `values` are those of the same columns; what stands before and after them is texts, as many as there are.
    """
    rows = zip(*map(_written, zip(*values, strict=True)), strict=True)
    words = ("\x1f".join((*head, *row, *tail)) for head, row, tail in zip(before, rows, after))  # noqa: B905 - some have no end
    return [blake2b(said.encode(), digest_size=16).hexdigest() for said in words]


def _written(column: Values) -> Iterable[str]:
    """What `str` says of each value; lists of codes and days come back, and take long."""
    kinds = {*map(type, column)}
    if kinds == {str}:
        return column
    if kinds == {list}:
        return [_list_written(*members) for members in column]
    return map(_day_written, column) if kinds <= {date, NoneType} else map(str, column)


@lru_cache(REMEMBERED)
def _list_written(*members: str) -> str:
    return str([*members])


_day_written = lru_cache(REMEMBERED)(str)

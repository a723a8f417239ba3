"""What a file says, once cleaned, and what is told of its lines."""

from enum import StrEnum
from typing import Any, NamedTuple


class Level(StrEnum):
    """How serious a remark is."""

    REFUSED = "refusée"
    """The line is not imported."""
    WARNING = "avertissement"
    """The line is imported; one value was put aside or repaired."""
    SKIPPED = "hors périmètre"
    """Outside the region, or the départements asked for: counted, no mistake."""


class Remark(NamedTuple):
    """One thing to tell of one line. Never quotes a personal value."""

    file: str
    """`structures` or `services`."""
    line: int
    """As a person finds it in the file: the heading is line 1 of a table; records of other formats are counted from 1."""
    identifier: str
    """Upstream's, empty when unknown."""
    field: str
    """Column of data·inclusion v1; empty for the whole line."""
    level: Level
    message: str
    """In plain French: what is wrong, and what was done."""


class Incoming(NamedTuple):
    """One structure or service as upstream says it, cleaned."""

    source: str
    source_id: str
    parent: str
    """For a service, the `source_id` of its structure; empty for a structure."""
    values: dict[str, Any]
    """Columns of `models.Structure` or `models.Service` that v1 defines, all present: empty texts, None, sorted lists, dates."""
    place: dict[str, Any] | None
    """A service's own address, by the columns of `models.Location`; None when it says none."""
    hours: tuple[str, str]
    """An expression that can be read, or the raw text that cannot; at most one of the two."""
    areas: tuple[tuple[str, str], ...]
    """Where people must live, within the region: (kind of area, code), sorted; empty when it does not matter."""

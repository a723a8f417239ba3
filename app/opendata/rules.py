"""What a file says, once cleaned, and what is told of its lines."""

from enum import StrEnum
from typing import Any, NamedTuple

from app.directory.columns import SERVICE_COLUMNS, STRUCTURE_COLUMNS


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
    said: tuple[Any, ...]
    """Columns that v1 defines, in the order of `STRUCTURE_COLUMNS` or of `SERVICE_COLUMNS`: empty texts, None, sorted lists, dates."""
    place: tuple[Any, ...] | None
    """A service's own address, in the order of `ADDRESS`; None when it says none."""
    hours: tuple[str, str]
    """An expression that can be read, or the raw text that cannot; at most one of the two."""
    areas: tuple[tuple[str, str], ...]
    """Where people must live, within the region: (kind of area, code), sorted; empty when it does not matter."""

    @property
    def values(self) -> dict[str, Any]:
        """What is said, by the names of the columns."""
        return dict(zip(SERVICE_COLUMNS if self.parent else STRUCTURE_COLUMNS, self.said, strict=False))

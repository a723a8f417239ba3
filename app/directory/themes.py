"""Numbers of the themes that lead the index: a kind, a need, or everything. Stable, for they are stored."""

from functools import cache
from zlib import crc32

EVERYTHING = 0


@cache
def kind_theme(code: str) -> int:
    """Return the number of a kind."""
    return crc32(f"kind:{code}".encode())


@cache
def need_theme(code: str) -> int:
    """Return the number of a need."""
    return crc32(f"need:{code}".encode())


_REMOTE = 1_000_000_000


def remote_cell(area: int) -> int:
    """Return the cell of what is given at a distance for an area: apart from the teams that go there."""
    return area - _REMOTE

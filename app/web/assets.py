"""Static files by their content: an address that changes with the file may be kept for ever."""

from functools import lru_cache
from hashlib import sha256

from app.config import ROOT

STATIC = ROOT / "static"


def asset(path: str) -> str:
    """Return the address of a static file, with the mark of its content."""
    return f"/static/{path}?v={mark_of_file(path)}"


def mark_of_file(path: str) -> str:
    """Return the mark of a file's content; read again when the file changes."""
    file = STATIC / path
    return _mark(path, file.stat().st_mtime_ns)


@lru_cache(maxsize=256)
def _mark(path: str, _changed_at: int) -> str:
    return sha256((STATIC / path).read_bytes()).hexdigest()[:10]

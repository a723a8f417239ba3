"""A SQLite file for the duration of a run, brought back after each test to what it was after the migrations."""

import sqlite3
from pathlib import Path


class SqliteDatabase:
    """An empty file. Whether a test wrote is read from SQLite itself, so that most tests cost nothing to clean after."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.url = f"sqlite:///{path}"
        self._guard: sqlite3.Connection | None = None
        self._pristine: sqlite3.Connection | None = None
        self._version = 0

    def remember(self) -> None:
        """Keep a copy of the file as it is."""
        self._guard = sqlite3.connect(self._path, timeout=5)
        self._guard.execute("PRAGMA synchronous = OFF")  # the copy that is put back outlives no crash
        self._pristine = sqlite3.connect(":memory:")
        self._guard.backup(self._pristine)
        self._version = self._read_version()

    def clean(self) -> None:
        """Put the copy back when another connection has written since."""
        assert self._guard is not None, "nothing remembered yet"
        assert self._pristine is not None, "nothing remembered yet"
        if self._read_version() != self._version:
            self._pristine.backup(self._guard)
            self._version = self._read_version()

    def close(self) -> None:
        """Close our own connections; the folder goes with the run."""
        for connection in (self._guard, self._pristine):
            if connection is not None:
                connection.close()

    def _read_version(self) -> int:
        assert self._guard is not None, "nothing remembered yet"
        return int(self._guard.execute("PRAGMA data_version").fetchone()[0])

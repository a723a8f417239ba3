"""Records as JSON: one array, as pandas' `to_json(orient="records")` writes it, or one object a line."""

import json
from collections.abc import Callable, Generator
from pathlib import Path
from typing import BinaryIO

import ijson

from app.opendata.files.rows import MISFIT, Row, Rows, UnreadableFile
from app.opendata.rules import Level

LONGEST_RECORD = 4_000_000
"""Bytes: beyond, it is no record; the file is perhaps one object, not one a line."""

DEEPEST = 1_000
"""Brackets left open within one chunk; a record of data·inclusion opens two."""

_BOM = b"\xef\xbb\xbf"
_NO_OBJECT = "Ce n’est pas un enregistrement (un objet JSON) : il n’est pas lu."


def read_array(path: Path) -> Rows:
    """Open an array of objects; what breaks it raises UnreadableFile with the number of the last record that was whole."""
    return _rows(path, _array)


def read_lines(path: Path) -> Rows:
    """Open one object a line; blank lines are counted, not given."""
    return _rows(path, _lines)


def _rows(path: Path, read: Callable[[BinaryIO], Generator[tuple[int, Row]]]) -> Rows:
    file = path.open("rb")
    try:
        if file.read(len(_BOM)) != _BOM:
            file.seek(0)
        size = max(1, path.stat().st_size)
        return Rows((), read(file), lambda: 1.0 if file.closed else file.tell() / size, position=lambda: 0 if file.closed else file.tell())
    except UnreadableFile:
        file.close()
        raise


def _array(file: BinaryIO) -> Generator[tuple[int, Row]]:
    number = 0
    with file:
        bounded = _Bounded(file)
        try:
            for number, record in enumerate(ijson.items(bounded, "item", use_float=True), 1):
                bounded.since = 0
                yield number, _row(record)
        except _Oversized as error:
            msg = f"Après l’enregistrement {number}, un enregistrement est démesuré : le fichier n’est pas lu plus loin."
            raise UnreadableFile(msg, number) from error
        except (ijson.JSONError, ValueError, OverflowError) as error:
            msg = f"Le fichier est coupé ou abîmé après l’enregistrement {number} : ce n’est plus du JSON."
            raise UnreadableFile(msg, number) from error


class _Oversized(Exception):
    pass


class _Bounded:
    """The file, as far as no record is too long, nor goes deeper and deeper: ijson would spend on it the square of the depth."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.since = 0
        """Bytes read since the last record."""

    def read(self, size: int) -> bytes:
        """The next bytes."""
        if self.since > LONGEST_RECORD:
            raise _Oversized
        chunk = self._file.read(size)
        self.since += len(chunk)
        if chunk.count(b"[") + chunk.count(b"{") > DEEPEST + chunk.count(b"]") + chunk.count(b"}"):
            raise ijson.JSONError
        return chunk


def _lines(file: BinaryIO) -> Generator[tuple[int, Row]]:
    number = 0
    with file:
        while line := file.readline(LONGEST_RECORD + 1):
            number += 1
            if len(line) > LONGEST_RECORD:
                msg = f"La ligne {number} est démesurée : un tableau JSON, ou un objet JSON par ligne, est attendu."
                raise UnreadableFile(msg, number)
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except (ValueError, RecursionError) as error:
                msg = f"Le fichier est abîmé ou coupé à la ligne {number} : un tableau JSON, ou un objet JSON par ligne, est attendu."
                raise UnreadableFile(msg, number) from error
            yield number, _row(record)


def _row(record: object) -> Row:
    return record if isinstance(record, dict) else {MISFIT: (Level.REFUSED, _NO_OBJECT)}

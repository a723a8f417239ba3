"""The texts of a workbook, which its cells name by number: kept in a temporary file, since they may be most of a national file."""

import os
import re
from array import array
from functools import lru_cache
from tempfile import TemporaryFile
from typing import IO

from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

KEPT = 4096
"""Texts kept in memory, the last used: codes come back at every row."""

_STRING, _TEXT, _RUN = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("si", "t", "r"))
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class StringsOnDisk:
    """A sequence of texts, read once from `sharedStrings.xml`."""

    def __init__(self, source: IO[bytes]) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - closed with the workbook
        self._starts = array("Q", [0])
        self.text = lru_cache(KEPT)(self._read)
        try:
            self._write(source)
        except BaseException:
            self._file.close()
            raise

    def __getitem__(self, number: int) -> str:
        if number < 0:
            raise IndexError(number)
        return self.text(number)

    def close(self) -> None:
        """Forget the texts."""
        self.text.cache_clear()
        self._file.close()

    def _write(self, source: IO[bytes]) -> None:
        end, root = 0, None
        for event, node in iterparse(source, events=("start", "end")):
            if root is None:
                root = node
            if event == "end" and node.tag == _STRING:
                end += self._file.write(_content(node).encode("utf-8", errors="replace"))
                self._starts.append(end)
                root.clear()
        self._file.flush()

    def _read(self, number: int) -> str:
        start, end = self._starts[number], self._starts[number + 1]
        return os.pread(self._file.fileno(), end - start, start).decode("utf-8")


def _content(node: object) -> str:
    """The text without its formatting, nor its phonetic guides."""
    parts = [part.text or "" for part in node.iterfind(_TEXT)]  # type: ignore[attr-defined]
    parts += [part.text or "" for run in node.iterfind(_RUN) for part in run.iterfind(_TEXT)]  # type: ignore[attr-defined]
    text = "".join(parts)
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text

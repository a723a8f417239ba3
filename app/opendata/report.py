"""The report of an import, line by line: a table that a spreadsheet opens, written as remarks come.

What is out of scope is counted, not listed: it is no mistake, and would hide those that are.
"""

import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from app.opendata.rules import Level, Remark

HEADINGS = ("fichier", "ligne", "identifiant", "champ", "gravité", "message")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Report:
    """Writes remarks to a file, replaced if it is there; `counts` says how many there were of each level. Use it as a context.

    None for a path counts only.
    """

    def __init__(self, path: Path | None) -> None:
        self.counts: Counter[Level] = Counter()
        self._file = None if path is None else path.open("w", encoding="utf-8-sig", newline="")
        self._table = None if self._file is None else csv.writer(self._file, delimiter=";")
        if self._table is not None:
            self._table.writerow(HEADINGS)

    def add(self, remarks: Iterable[Remark]) -> None:
        """Count remarks, and write those that are mistakes."""
        for remark in remarks:
            self.counts[remark.level] += 1
            if self._table is not None and remark.level is not Level.SKIPPED:
                file, line, identifier, field, level, message = remark
                self._table.writerow((file, line, harmless(identifier), field, level.value, harmless(message)))

    def close(self) -> None:
        """Write what is left."""
        if self._file is not None:
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def harmless(cell: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell

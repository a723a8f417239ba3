"""The report of an import, line by line: a table that a spreadsheet opens, written as remarks come.

What is out of scope is counted, not listed: it is no mistake, and would hide those that are.
"""

import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from secrets import token_hex
from types import TracebackType
from typing import NoReturn, Self

from app.core.spreadsheet import harmless
from app.opendata.rules import Level, Remark

HEADINGS = ("fichier", "ligne", "identifiant", "champ", "gravité", "message")


class UnwritableReport(Exception):
    """The report cannot be written where it was asked for; says why, in French."""


class Report:
    """Writes remarks to a file, and counts those of each level in `counts`. Use it as a context.

    The file is written aside, then takes the place of the report of before: an import that ends before its first line leaves that one.
    None for a path counts only. Raises UnwritableReport: for a link, one of `inputs`, an absent folder, a full disk.
    """

    def __init__(self, path: Path | None, inputs: Iterable[Path] = ()) -> None:
        self.counts: Counter[Level] = Counter()
        self._aside: Path | None = None
        if path is None:
            return
        try:
            _check(path, inputs)
            self._path, self._aside = path, path.with_name(f".{path.name}.{token_hex(4)}")
            self._file = self._aside.open("x", encoding="utf-8-sig", newline="")
        except (OSError, ValueError) as error:
            self._aside = None
            _give_up("vérifiez que son dossier existe et que vous pouvez y écrire.", error)
        self._table = csv.writer(self._file, delimiter=";")
        self._write([HEADINGS])

    def add(self, remarks: Iterable[Remark]) -> None:
        """Count remarks, and write those that are mistakes."""
        rows = []
        for remark in remarks:
            self.counts[remark.level] += 1
            if self._aside is not None and remark.level is not Level.SKIPPED:
                file, line, identifier, field, level, message = remark
                rows.append((file, line, harmless(identifier), field, level.value, harmless(message)))
        if rows:
            self._write(rows)

    def close(self) -> None:
        """Write what is left, and put the report in its place."""
        if self._aside is None:
            return
        try:
            self._file.close()
            self._aside.replace(self._path)
        except OSError as error:
            self._fail(error)
        self._aside = None

    def _write(self, rows: Iterable[tuple[object, ...]]) -> None:
        try:
            self._table.writerows(rows)
        except OSError as error:
            self._fail(error)

    def _fail(self, error: OSError) -> NoReturn:
        self._drop()
        _give_up("le disque est peut-être plein. Relancez avec un autre rapport, ou sans.", error)

    def _drop(self) -> None:
        """Leave nothing of what was written aside."""
        if self._aside is None:
            return
        aside, self._aside = self._aside, None
        aside.unlink(missing_ok=True)
        try:
            self._file.close()
        except OSError:
            return  # what it still held was for a file that is gone

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is not None and not self.counts:
            self._drop()
        self.close()


def _check(path: Path, inputs: Iterable[Path]) -> None:
    """Refuse to replace what is no report."""
    if path.is_symlink():
        _give_up("c’est un lien vers un autre fichier, qui serait remplacé.")
    if path.exists() and not path.is_file():
        _give_up("ce n’est pas un fichier.")
    if path.exists() and any(source.exists() and path.samefile(source) for source in inputs):
        _give_up("c’est l’un des fichiers à importer, qui serait effacé.")


def _give_up(reason: str, error: Exception | None = None) -> NoReturn:
    msg = f"Le rapport ne peut pas être écrit : {reason}"
    raise UnwritableReport(msg) from error

"""What every reader gives: rows as they come, never the whole file; and what is said when it cannot."""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from types import TracebackType
from typing import Any, Self

Row = dict[str, Any]
"""Column → raw value, as the format gives it: text in csv; numbers, dates, lists in the others. A missing column is no key."""

NumberedRow = tuple[int, Row]
"""Its line: the heading of a table is line 1, records of json and parquet are counted from 1."""

MISFIT = "\0"
"""The key under which a reader puts what is wrong with the shape of a line: (level of the remark, message in French)."""

EMPTY = "Le fichier est vide : il ne contient aucun enregistrement."


MOST_COLUMNS = 2_000
"""Of a table: beyond, its separator was surely mistaken."""

LONGEST_BATCH = 4_000_000
"""Characters or bytes of the rows given at once: beyond, fewer are."""

_LONGEST_QUOTE = 60


class UnreadableFile(Exception):
    """The file, or what is left of it from `line` (0: all of it), cannot be read. The message is French, for whoever gave the file."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


class Rows:
    """The rows of an open file, in its order, once. Use it as a context: leaving closes the file.

    `columns` are the headings as in the file (of json, the keys of its first record);
    `notes`, what a person should know of the file as a whole, in French.
    A file without any record is unreadable: an import must not take it for « everything has vanished ».
    Iteration yields (line, row); `batches`, some of them at a time.
    """

    def __init__(
        self,
        columns: Iterable[str],
        rows: Generator[NumberedRow],
        done: Callable[[], float],
        notes: Iterable[str] = (),
        position: Callable[[], int] = int,
    ) -> None:
        """`position` tells how far the file was read, where one record may be long: in characters or bytes."""
        columns = tuple(columns)
        if len(columns) > MOST_COLUMNS:
            msg = f"Le tableau a {len(columns)} colonnes, plus de {MOST_COLUMNS} : il n’est pas lu. Son séparateur est-il le bon ?"
            raise UnreadableFile(msg)
        self.notes = tuple(notes)
        self._rows = rows
        self._done = done
        self._position = position
        self._first = next(rows, None)
        if self._first is None:
            raise UnreadableFile(EMPTY)
        self.columns = columns or tuple(name for name in self._first[1] if name != MISFIT)

    @property
    def done(self) -> float:
        """The share of the file that was read, from 0 to 1."""
        return min(1.0, max(0.0, self._done()))

    def batches(self, most: int) -> Iterator[Sequence[NumberedRow]]:
        """Yield the rows, at most so many at once; where reading breaks off, those that could be read come first."""
        some: list[NumberedRow] = []
        start = 0
        try:
            for row in self:
                some.append(row)
                if len(some) == most or self._position() - start > LONGEST_BATCH:
                    yield some
                    some, start = [], self._position()
        except UnreadableFile:
            if some:
                yield some
            raise
        if some:
            yield some

    def __iter__(self) -> Iterator[NumberedRow]:
        if self._first is not None:
            first, self._first = self._first, None
            yield first
        yield from self._rows

    def close(self) -> None:
        """Close the file; what was not read never will be."""
        self._rows.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def headings(cells: Iterable[object]) -> tuple[list[str], list[str]]:
    """Return the names of the columns of a table, each once, and notes on those that had to be renamed.

    Of two columns with one name the first keeps it: the second is called « nom (2) », which nothing reads.
    """
    names: list[str] = []
    notes: list[str] = []
    taken: set[str] = set()
    counts: dict[str, int] = {}
    for place, cell in enumerate(cells, 1):
        name = " ".join(str(cell).split()) if cell is not None else ""
        wanted = name or f"colonne {place}"
        count = counts.get(wanted, 0) + 1
        while (unique := wanted if count == 1 else f"{wanted} ({count})") in taken:
            count += 1
        counts[wanted] = count
        if name and unique != name:
            notes.append(f"Deux colonnes s’appellent « {name[:_LONGEST_QUOTE]} » : la première est lue, l’autre est laissée de côté.")
        names.append(unique)
        taken.add(unique)
    return names, notes

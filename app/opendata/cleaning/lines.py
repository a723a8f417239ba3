"""Lines of a file being cleaned together: their columns on request, and what there is to tell of each line."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import compress
from typing import Any

from app.opendata.cleaning.columns import Column
from app.opendata.cleaning.texts import LONGEST, one_line, one_lines, texts
from app.opendata.rules import Incoming, Level, Remark


class Lines:
    """Some rows, less those that were left out on the way. A missing column is an absent value.

    Columns that were cleaned are kept by their names: `lines["nom"]` holds one value a line. What is told of a line is told in the order
    in which its columns are asked for.
    """

    def __init__(self, file: str, rows: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
        self._file = file
        self._numbers: list[int] = []
        self._rows: list[Mapping[str, Any]] = []
        for number, row in rows:
            self._numbers.append(number)
            self._rows.append(row)
        self._places: Sequence[int] = range(len(self._rows))
        """Where each line that is left stands among those given."""
        self._columns: dict[str, list[Any]] = {"id": [*map(one_line, self.raw("id"))]}
        self.remarks: list[list[Remark]] = [[] for _ in self._rows]
        """Of all lines given."""

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, field: str) -> list[Any]:
        return self._columns[field]

    def __setitem__(self, field: str, values: list[Any]) -> None:
        self._columns[field] = values

    def raw(self, field: str) -> list[Any]:
        """The cells of a column, as they came."""
        try:
            return [row[field] for row in self._rows]
        except KeyError:
            return [row.get(field) for row in self._rows]

    def rows(self, fields: Iterable[str]) -> list[tuple[Any, ...]]:
        """The values of some columns, line by line."""
        return [*zip(*(self._columns[field] for field in fields), strict=True)]

    def keep(self, which: Sequence[bool]) -> None:
        """Leave out the other lines."""
        if all(which):
            return
        self._places = [*compress(self._places, which)]
        self._numbers, self._rows = [*compress(self._numbers, which)], [*compress(self._rows, which)]
        self._columns = {field: [*compress(values, which)] for field, values in self._columns.items()}

    def say(self, line: int, field: str, level: Level, message: str) -> None:
        """Add a remark on a column of a line, or on the whole line."""
        self.remarks[self._places[line]].append(Remark(self._file, self._numbers[line], self["id"][line], field, level, message))

    def refuse(self, which: Sequence[bool], field: str, message: str) -> None:
        """Say that the other lines are not imported, by the fault of a column; leave them out."""
        for line, is_kept in enumerate(which):
            if not is_kept:
                self.say(line, field, Level.REFUSED, message)
        self.keep(which)

    def skip(self, which: Sequence[bool], message: str) -> None:
        """Say that the other lines are out of scope, and nothing else of them; leave them out."""
        for line, is_kept in enumerate(which):
            if not is_kept:
                self.remarks[self._places[line]].clear()
                self.say(line, "", Level.SKIPPED, message)
        self.keep(which)

    def text(self, field: str) -> None:
        """Clean texts of several lines."""
        self._measured(field, texts(self.raw(field)))

    def one_line(self, field: str) -> None:
        """Clean texts of one line."""
        self._measured(field, one_lines(self.raw(field)))

    def value(self, field: str, clean: Column[Any]) -> None:
        """Clean values of another kind, by what cleans them and says what is wrong."""
        cleaned = [*clean(self.raw(field))]
        self._columns[field] = [value for value, _ in cleaned]
        self.warn(field, [problem for _, problem in cleaned])

    def warn(self, field: str, problems: Sequence[str]) -> None:
        """Tell what is wrong with a column, line by line; nothing where nothing is."""
        if any(problems):
            for line, problem in enumerate(problems):
                if problem:
                    self.say(line, field, Level.WARNING, problem)

    def _measured(self, field: str, values: list[str]) -> None:
        self._columns[field] = values
        if max(map(len, values), default=0) > LONGEST:
            problem = f"Le texte dépasse {LONGEST // 1000} 000 caractères : il est laissé de côté."
            self.warn(field, [problem if len(value) > LONGEST else "" for value in values])
            self._columns[field] = ["" if len(value) > LONGEST else value for value in values]

    def cleaned(self, incoming: Iterable[Incoming]) -> list[tuple[Incoming | None, list[Remark]]]:
        """Put what came of each line that is left in its place among those given, beside what there is to tell of all."""
        found: list[Incoming | None] = [None] * len(self.remarks)
        for place, one in zip(self._places, incoming, strict=True):
            found[place] = one
        return [*zip(found, self.remarks, strict=True)]

"""One line being cleaned: its values on request, and what there is to tell of it."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from app.opendata.cleaning.texts import LONGEST, one_line, text
from app.opendata.rules import Level, Remark

Value = TypeVar("Value")


class Line:
    """Reads the columns of a raw row; a missing column is an absent value."""

    __slots__ = ("_file", "_get", "_number", "identifier", "remarks")

    def __init__(self, file: str, number: int, row: Mapping[str, Any]) -> None:
        self._file = file
        self._number = number
        self._get = row.get
        self.identifier = one_line(row.get("id"))
        self.remarks: list[Remark] = []

    def say(self, field: str, level: Level, message: str) -> None:
        """Add a remark on a column, or on the whole line."""
        self.remarks.append(Remark(self._file, self._number, self.identifier, field, level, message))

    def text(self, field: str) -> str:
        """A text of several lines."""
        raw = self._get(field)
        if not raw:
            return ""
        value = text(raw)
        return value if len(value) <= LONGEST else self._too_long(field)

    def one_line(self, field: str) -> str:
        """A text of one line."""
        raw = self._get(field)
        if not raw:
            return ""
        value = one_line(raw)
        return value if len(value) <= LONGEST else self._too_long(field)

    def value(self, field: str, clean: Callable[[Any], tuple[Value, str]], absent: Value) -> Value:
        """A value of another kind, by the function that cleans it and says what is wrong; `absent` when there is none."""
        raw = self._get(field)
        if raw is None or raw == "":
            return absent
        value, problem = clean(raw)
        if problem:
            self.say(field, Level.WARNING, problem)
        return value

    def codes(self, field: str, clean: Callable[[Any], tuple[list[str], str]]) -> list[str]:
        """A list of codes."""
        return self.value(field, clean, [])

    def _too_long(self, field: str) -> str:
        self.say(field, Level.WARNING, f"Le texte dépasse {LONGEST // 1000} 000 caractères : il est laissé de côté.")
        return ""

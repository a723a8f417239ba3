"""What an import says beside the definition: rows that were refused, what was changed, and why a workbook cannot be read at all."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from app.core.language import Translator
from app.participation.definition import Definition


class Unsayable(Exception):
    """Something that no questionnaire of ours can say; the message, marked for translation, says what to do instead."""

    def __init__(self, message: str, **values: object) -> None:
        """Keep the message and what its `%(name)s` stand for."""
        super().__init__(message)
        self.message = message
        self.values: Mapping[str, object] = values


class UnreadableWorkbook(Unsayable):
    """A file that is not a workbook, is damaged, or is too large to be a form."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that is left out. `construct`: what it is, as the workbook says it; `message` and `values`: why, and what to do."""

    sheet: str
    row: int
    construct: str
    message: str
    values: Mapping[str, object] = field(default_factory=dict)

    def said(self, t: Translator) -> str:
        """Return the reason in a language."""
        return t.gettext(self.message, **self.values)


@dataclass(frozen=True, slots=True)
class Remark:
    """What is kept otherwise than it was, and in which rows; no row: the whole workbook."""

    message: str
    values: Mapping[str, object]
    sheet: str
    rows: tuple[int, ...]

    def said(self, t: Translator) -> str:
        """Return the sentence in a language."""
        return t.gettext(self.message, **self.values)


@dataclass(frozen=True, slots=True)
class Imported:
    """What a workbook brings. `definition`: None when no question of it can be asked; `rows`: by key, the row of each question."""

    definition: Definition | None
    refused: tuple[Refusal, ...]
    remarks: tuple[Remark, ...]
    rows: Mapping[str, int] = field(default_factory=dict)


class Notes:
    """What is found while a workbook is read: refusals in the order of the sheets, the same remark of several rows told once."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.refused: list[Refusal] = []
        self._remarks: dict[tuple[str, str, tuple[tuple[str, object], ...]], list[int]] = {}

    def refuse(self, sheet: str, row: int, construct: str, why: Unsayable) -> None:
        """Leave a row out."""
        self.refused.append(Refusal(sheet, row, construct, why.message, why.values))

    def remark(self, message: str, sheet: str = "", row: int = 0, **values: object) -> None:
        """Say what is kept otherwise than it was."""
        rows = self._remarks.setdefault((message, sheet, tuple(values.items())), [])
        if row and row not in rows:
            rows.append(row)

    @property
    def remarks(self) -> Iterator[Remark]:
        """Return the remarks, in the order in which they were made."""
        for (message, sheet, values), rows in self._remarks.items():
            yield Remark(message, dict(values), sheet, tuple(rows))


def in_order(refused: Iterable[Refusal]) -> tuple[Refusal, ...]:
    """Return refusals by sheet, then by row: questions, choices, the rest."""
    order = {"survey": 0, "choices": 1}
    return tuple(sorted(refused, key=lambda one: (order.get(one.sheet, 2), one.sheet, one.row)))

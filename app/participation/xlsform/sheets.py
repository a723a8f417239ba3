"""A workbook as a form reads it: sheets, rows numbered as spreadsheets number them, columns by what their headings mean."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"
FORM_SHEETS = (SURVEY, CHOICES, SETTINGS)
_ALIASES: Mapping[str, str] = {
    "bind::calculate": "calculation",
    "bind::constraint": "constraint",
    "bind::jr:constraintmsg": "constraint_message",
    "bind::jr:requiredmsg": "required_message",
    "bind::readonly": "read_only",
    "bind::relevant": "relevant",
    "bind::required": "required",
    "audio": "media::audio",
    "big_image": "media::big-image",
    "calculate": "calculation",
    "caption": "label",
    "command": "type",
    "constraint_msg": "constraint_message",
    "control::appearance": "appearance",
    "body::appearance": "appearance",
    "id_string": "form_id",
    "image": "media::image",
    "list": "list_name",
    "readonly": "read_only",
    "relevance": "relevant",
    "requiredmsg": "required_message",
    "set_form_id": "form_id",
    "set_form_title": "form_title",
    "tag": "name",
    "title": "form_title",
    "value": "name",
    "video": "media::video",
}
_GROUPS = frozenset(("bind", "body", "control", "instance", "attribute", "media"))
"""First words of headings that two words make: `bind::relevant`."""


class Column(NamedTuple):
    """What a heading means. `language`: as it is written after the name; empty: none."""

    name: str
    language: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row that says something. `cells`: what is not blank, by column."""

    number: int
    cells: Mapping[Column, str]

    def get(self, *names: str) -> str:
        """Return the first of some cells that is not blank, in whatever language; empty: all are."""
        return next((words for name in names for column, words in self.cells.items() if column.name == name), "")

    def texts(self, name: str) -> Mapping[str, str]:
        """Return the words of a column by language, as headings write it."""
        return {column.language: words for column, words in self.cells.items() if column.name == name}

    def has(self, prefix: str) -> bool:
        """Whether some column that begins so is not blank."""
        return any(column.name.startswith(prefix) for column in self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet. `columns`: the headings, in their order."""

    columns: Sequence[Column] = ()
    rows: Sequence[Row] = ()


class Book(NamedTuple):
    """A workbook: sheets that a form is made of, by name; `others`: names of those that it is not."""

    sheets: Mapping[str, Sheet]
    others: Sequence[str] = ()

    def sheet(self, name: str) -> Sheet:
        """Return a sheet; one without rows when there is none."""
        return self.sheets.get(name, Sheet())


def column_of(heading: str) -> Column | None:
    """Return what a heading means: `Label :: Français (fr)` is the label in « Français (fr) »; None for a blank one."""
    parts = [" ".join(part.split()) for part in (heading.split("::") if "::" in heading else re.split(r":(?!\w+Msg)", heading))]
    if not any(parts):
        return None
    first = _name(parts[0])
    if first in _GROUPS and len(parts) > 1:
        rest = parts[1:] if first == "media" else [":".join(parts[1:])]
        name, language = f"{first}::{_name(rest[0])}", " ".join(rest[1:])
    else:
        name, language = first, " ".join(parts[1:])
    return Column(_ALIASES.get(name, name), language)


def _name(words: str) -> str:
    return "_".join(words.lower().split())


def sheet_of(lines: Sequence[tuple[int, Sequence[str]]]) -> Sheet:
    """Return a sheet from its lines, numbered, each a list of cells: the first one that is not blank holds the headings."""
    if not lines:
        return Sheet()
    found = [column_of(cell) for cell in lines[0][1]]
    columns = [None if column in found[:place] else column for place, column in enumerate(found)]
    rows = []
    for number, cells in lines[1:]:
        said = {column: cell for column, cell in zip(columns, cells, strict=False) if column and cell}
        if said:
            rows.append(Row(number, said))
    return Sheet([column for column in columns if column], rows)

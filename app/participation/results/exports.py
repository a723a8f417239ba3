"""What is taken away of results: the very tables that pages show, a line for each count, with the same counts hidden. Pure.

No line is of a person. A count that is hidden has no number anywhere: neither people, nor percent, nor what they would be a share of.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from app.participation.definition import Text
from app.participation.questions.base import Shape
from app.participation.results.comparing import by_channel
from app.participation.results.crossing import Crossed, crossable
from app.participation.results.suppressing import Results, Shown, Told
from app.participation.results.tabulating import NO_WORDS, Asked, Cell, Code, Part

ALL, TOTAL, CHANNELS = "#toutes", "#total", "#canal"
"""Stand for all channels, for the whole, and for the table of channels, where a code is wanted: none is written so."""
ELSE = "#autres"
"""Answers that only few gave, where categories are what people said: a rare one would tell who said it."""

Figure: TypeAlias = str | int
"""What a cell of a table that is taken away holds."""


class Sheet(NamedTuple):
    """A table in words. `name`: short, plain letters."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Figure]]


class Count(NamedTuple):
    """One count. `channel`: `ALL`, or a code; `people`: None where it is hidden; `base`: of how many, None where it is not told."""

    key: str
    channel: Code
    code: Code
    label: Text
    people: int | None
    percent: int | None = None
    base: int | None = None


def counts(asked: Sequence[Asked], results: Results, team: Results) -> list[Count]:
    """Return all that an audience may take away of these questions. `team`: what the team reads."""
    total = results.channels or results.versions
    whole = total.rounded(results.total) if total else None
    found = [Count(TOTAL, ALL, "", NO_WORDS, whole), *_channels(results)]
    for one in asked:
        if one.shape in (Shape.ONE, Shape.SEVERAL):
            found += _question(one, results, team)
    return found


def _channels(results: Results) -> Iterator[Count]:
    shown = results.channels
    if shown is None or shown.is_shut:
        yield Count(CHANNELS, ALL, "", NO_WORDS, None)
        return
    for cell in shown.parts:
        if cell.people:
            yield _count(CHANNELS, cell, shown.cell(cell), shown.asked)


def _question(asked: Asked, results: Results, team: Results) -> Iterator[Count]:
    key = asked.question.key
    shown = results.question(key)
    if shown is None or shown.is_shut:
        yield Count(key, ALL, "", NO_WORDS, None)
        return
    yield from _table(key, shown)
    crossed = by_channel(shown, results, team) if any(shown is one for one in crossable(results)) else None
    if crossed:
        yield from _crossed(key, crossed)


def _table(key: str, shown: Shown) -> Iterator[Count]:
    is_one = shown.table.asked.shape is Shape.ONE
    if not is_one:
        yield from (_count(key, cell, shown.pick(cell), shown.answered) for cell in shown.table.picks)
    rare = False
    for cell in shown.parts:
        told = shown.cell(cell)
        if told is None and shown.table.is_open and cell.code not in tuple(Part):
            rare = True
        else:
            yield _count(key, cell, told, shown.asked)
    if rare:
        yield Count(key, ALL, ELSE, NO_WORDS, None)


def _crossed(key: str, crossed: Crossed) -> Iterator[Count]:
    """A line for each channel and answer: `crossed` has channels in its rows."""
    for row in crossed.rows:
        for column in crossed.columns:
            told = crossed.cell(row, column)
            people, percent = (told.people, told.percent) if told else (None, None)
            yield Count(key, row.code, column.code, column.label, people, percent, crossed.margin(row) if told else None)


def _count(key: str, cell: Cell, told: Told | None, base: int | None) -> Count:
    if told is None:
        return Count(key, ALL, cell.code, cell.label, None)
    return Count(key, ALL, cell.code, cell.label, told.people, told.percent, base if told.percent is not None else None)

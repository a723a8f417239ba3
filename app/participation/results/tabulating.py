"""Counting responses, each question by itself: tables that part the whole, so that nobody is counted twice nor forgotten. Pure.

A campaign may have responses of several versions: questions are one by their key, choices by their code.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol, TypeAlias

from app.participation.answers import Answer, is_said, special_of
from app.participation.definition import Choice, Definition, Question, Text
from app.participation.questions import type_of
from app.participation.questions.base import Category, Shape
from app.participation.rules import Channel, Special
from app.participation.walking import is_asked

Code: TypeAlias = str
NO_WORDS: Text = MappingProxyType({})


class Part(StrEnum):
    """What a cell is beside the categories of a type: its code, which no category can have."""

    ANSWERED = "#repondu"
    """Of a question with several answers: chose something."""
    DONT_KNOW = f"#{Special.DONT_KNOW}"
    PREFER_NOT = f"#{Special.PREFER_NOT}"
    NOT_UNDERSTOOD = f"#{Special.NOT_UNDERSTOOD}"
    OTHER = "#autre"
    """Answered what no version in hand offers."""
    EMPTY = "#vide"
    NOT_ASKED = "#pas_demande"


class ResponseRow(Protocol):
    """One response, as the database has it: a row of the model, or of these three columns."""

    @property
    def version_id(self) -> int:
        """The version that was answered."""

    @property
    def channel(self) -> str:
        """By what channel."""

    @property
    def answers(self) -> Mapping[str, Any]:
        """By key of question."""


class Cell(NamedTuple):
    """So many people. `label`: the words of a category; none for a `Part`."""

    code: Code
    people: int
    label: Text = NO_WORDS


@dataclass(frozen=True, slots=True)
class Asked:
    """A question through its versions. `question`: its latest wording, with every choice that any version offers."""

    question: Question
    shape: Shape
    by_version: Mapping[int, Question]


@dataclass(frozen=True, slots=True)
class Table:
    """The counts of one question. `cells` part all responses; `picks`, of several answers, count among `Part.ANSWERED` who chose each.

    `is_open`: categories are those that people said, not a list that is known beforehand. `places`: the code of the cell of each response.
    """

    asked: Asked
    cells: Sequence[Cell]
    picks: Sequence[Cell] = ()
    is_open: bool = False
    places: Sequence[Code] = ()

    @property
    def key(self) -> str:
        """The key of the question."""
        return self.asked.question.key

    def count(self, code: Code) -> int:
        """Return how many people are in a cell of `cells`."""
        return next((cell.people for cell in self.cells if cell.code == code), 0)


@dataclass(frozen=True, slots=True)
class Tables:
    """All that is counted of a campaign. `versions` and `channels` are tables too: of which version was answered, and by what channel."""

    total: int
    questions: Sequence[Table]
    channels: Table
    versions: Table


def tables(versions: Mapping[int, Definition], rows: Iterable[ResponseRow]) -> Tables:
    """Count responses; `versions`: definitions by the numbers that `version_id` says, the latest highest. Texts are not counted."""
    found = list(rows)
    used = {row.version_id for row in found} or set(versions)
    counted = [_table(one, found) for one in merged({number: versions[number] for number in sorted(used)}) if one.shape in _COUNTED]
    by_version = [str(row.version_id) for row in found]
    by_channel = [row.channel for row in found]
    return Tables(
        len(found), counted, _told("channel", [*map(str, Channel)], by_channel), _told("version", [*map(str, sorted(used))], by_version)
    )


_COUNTED = frozenset((Shape.ONE, Shape.SEVERAL))


def merged(versions: Mapping[int, Definition]) -> list[Asked]:
    """Return the questions of several versions: those of the latest in its order, then those that only earlier ones have."""
    kept: dict[str, dict[int, Question]] = {}
    for number in sorted(versions, reverse=True):
        for question in versions[number].questions:
            kept.setdefault(question.key, {})[number] = question
    return [_asked(found) for found in kept.values()]


def place_of(asked: Asked, row: ResponseRow) -> Code:
    """Return the one cell that a response is in."""
    key, own = asked.question.key, asked.by_version.get(row.version_id)
    if own is None or (key not in row.answers and not is_asked(own, row.answers)):
        return Part.NOT_ASKED
    answer = row.answers.get(key)
    if not is_said(answer):
        special = special_of(answer)
        return f"#{special}" if special else Part.EMPTY
    codes = type_of(asked.question).counted(asked.question, answer)
    if not codes:
        return Part.OTHER
    return codes[0] if asked.shape is Shape.ONE else Part.ANSWERED


def _asked(by_version: dict[int, Question]) -> Asked:
    latest, *earlier = by_version.values()
    choices: dict[str, Choice] = {choice.code: choice for choice in latest.choices}
    for question in earlier:
        choices |= {choice.code: choice for choice in question.choices if choice.code not in choices}
    whole = replace(latest, choices=tuple(choices.values()))
    return Asked(whole, type_of(whole).shape, by_version)


def _table(asked: Asked, rows: Sequence[ResponseRow]) -> Table:
    question, kind = asked.question, type_of(asked.question)
    places = [place_of(asked, row) for row in rows]
    counts = Counter(places)
    given = [row.answers.get(question.key) for row in rows]
    said: list[Answer] = [answer for answer in given if is_said(answer)]
    categories = kind.categories(question, said)
    parts = [Cell(part, counts[part]) for part in _parts(asked, counts)]
    is_open = not kind.categories(question, ())
    if asked.shape is Shape.ONE:
        return Table(asked, [*_cells(categories, counts), *parts], is_open=is_open, places=places)
    picked = Counter(code for answer in said for code in set(kind.counted(question, answer)))
    cells = [Cell(Part.ANSWERED, counts[Part.ANSWERED]), *parts]
    return Table(asked, cells, _cells(categories, picked), is_open=is_open, places=places)


def _cells(categories: Sequence[Category], counts: Mapping[Code, int]) -> list[Cell]:
    return [Cell(one.code, counts.get(one.code, 0), one.label) for one in categories]


def _parts(asked: Asked, counts: Mapping[Code, int]) -> list[Part]:
    specials = (Part.DONT_KNOW, Part.PREFER_NOT, Part.NOT_UNDERSTOOD) if type_of(asked.question).takes_specials else ()
    return [*specials, *(part for part in (Part.OTHER, Part.EMPTY, Part.NOT_ASKED) if counts[part])]


def _told(name: str, codes: Sequence[Code], places: Sequence[Code]) -> Table:
    """A table of what is known of responses beside answers: its codes have no words here."""
    question = Question(name, "one", {}, choices=tuple(Choice(code, {"fr": code}) for code in codes))
    counts = Counter(places)
    return Table(Asked(question, Shape.ONE, {}), [Cell(code, counts[code]) for code in codes], places=places)

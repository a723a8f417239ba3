"""What tells how many people were not asked a conditional question: the tables of what its condition looks at. Pure.

« Not asked » is no secret of its own table: whoever reads the condition and the table of the parent may work it out. It is

- `KNOWN` when those who were asked are whole cells of one other table, none of its hidden ones or all of them (whose sum is known): it
  protects nothing then, and only those who were asked part the table;
- `VEILED` when those who were asked are whole cells of one other table, some of its hidden ones and not all;
- `TANGLED` when other tables tell it in part in any other way: two parents at once, ages on both sides of a band;
- `OUT_OF_REACH` when it is not known and hangs on a table whose own count of people not asked is veiled: nothing of it is shown.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from enum import Enum, auto
from typing import NamedTuple

from app.participation import conditions
from app.participation.answers import SPECIAL, Answer
from app.participation.conditions import Condition
from app.participation.conditions.tree import And, Compared, Known, Not, Or
from app.participation.questions import type_of
from app.participation.questions.base import Shape
from app.participation.results.tabulating import Asked, Code, Part, Table


class Telling(Enum):
    """How far other tables tell how many were not asked."""

    KNOWN = auto()
    VEILED = auto()
    TANGLED = auto()
    OUT_OF_REACH = auto()


class Parent(NamedTuple):
    """A table that a condition looks at. `hidden`: cells of it; `hidden_picks`; `is_veiled`: its own count of not asked is."""

    table: Table
    hidden: AbstractSet[Code]
    hidden_picks: AbstractSet[Code]
    is_veiled: bool


def telling(asked: Asked, parents: Mapping[str, Parent], versions: Parent) -> Telling:
    """Return how far a question's count of not asked is told; `parents`: by key, all those before it; `versions`: as a parent."""
    present = frozenset(map(str, asked.by_version))
    rules = {question.show_if for question in asked.by_version.values()}
    is_everywhere = present >= {cell.code for cell in versions.table.cells if cell.people}
    if rules == {""}:
        return Telling.KNOWN if is_everywhere or _is_told(present, versions.hidden) else Telling.VEILED
    keys = frozenset[str]().union(*(conditions.keys_of(conditions.parse(rule)) for rule in rules if rule))
    found = Telling.TANGLED
    if is_everywhere and len(rules) == len(keys) == 1 and (parent := parents.get(next(iter(keys)))) is not None:
        found = _told_by(conditions.parse(next(iter(rules))), parent)
    hangs = any(parents[key].is_veiled for key in keys if key in parents)
    return Telling.OUT_OF_REACH if hangs and found is not Telling.KNOWN else found


def pairs_joined(asked: Asked) -> frozenset[frozenset[str]]:
    """Return the pairs of questions that a condition looks at together: how many were asked tells something of their crossing."""
    keys = [conditions.keys_of(conditions.parse(question.show_if)) for question in asked.by_version.values() if question.show_if]
    return frozenset(frozenset((one, other)) for found in keys for one in found for other in found if one != other)


def _is_told(codes: AbstractSet[Code], hidden: AbstractSet[Code]) -> bool:
    return codes.isdisjoint(hidden) or codes >= hidden


def _told_by(condition: Condition, parent: Parent) -> Telling:
    table = parent.table
    if table.asked.shape is Shape.SEVERAL and not _is_about_knowing(condition):
        pick = condition.of if isinstance(condition, Not) else condition
        if not isinstance(pick, Compared) or pick.by != "has":
            return Telling.TANGLED
        return Telling.VEILED if pick.value in parent.hidden_picks else Telling.KNOWN
    cells = {cell.code: _holds(condition, table, cell.code) for cell in table.cells if cell.people}
    if None in cells.values():
        return Telling.TANGLED
    is_told = _is_told({code for code, holds in cells.items() if holds}, parent.hidden & cells.keys())
    return Telling.KNOWN if is_told else Telling.VEILED


def _holds(condition: Condition, table: Table, code: Code) -> bool | None:
    """Whether a condition holds for all those of a cell; None where it may for some and not for others."""
    question = table.asked.question
    answers: dict[str, Answer] = {}
    if code in (Part.DONT_KNOW, Part.PREFER_NOT, Part.NOT_UNDERSTOOD):
        answers = {question.key: {SPECIAL: code.removeprefix("#")}}
    elif code == Part.EMPTY:
        answers = {question.key: None}
    elif code != Part.NOT_ASKED:
        is_code = list(type_of(question).counted(question, code)) == [code]
        if not is_code and not _is_about_knowing(condition):
            return None
        answers = {question.key: code}
    return conditions.holds(condition, answers)


def _is_about_knowing(condition: Condition) -> bool:
    if isinstance(condition, Not):
        return _is_about_knowing(condition.of)
    return all(map(_is_about_knowing, condition.of)) if isinstance(condition, And | Or) else isinstance(condition, Known)

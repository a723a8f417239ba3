"""Crossing two questions that everybody was asked, or one with the channel: what may be shown of each pair of answers. Pure.

Lines of a crossing are the counts that the tables of its two questions show; what those hide goes together into one line, whose sum they
tell already. So margins say nothing new, and how the people of hidden cells are shared among them is in no crossing at all.

Inside, zero is few: a shown zero would tell that nobody of a line answered so, and, through a third question, who is in other crossings.
Counts from 0 to k − 1 are hidden, then more of them, until

- each line, across and down, has no hidden count, or two at least, which are k people at least and not k − 1 each;
- no hidden count is fixed by the others: it can be one more or one less with all margins and shown counts kept and none below zero. Margins
  and lines make a network, and its solutions in whole numbers differ by cycles of ones: a hidden count can move if and only if a cycle of
  moves goes through it (in particular it is no bridge of the graph of hidden counts between lines and columns).

Questions asked on a condition are not crossed: lines would be empty by construction. Nor are two that a condition looks at together.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple, TypeAlias

from app.participation.definition import Text
from app.participation.questions.base import Shape
from app.participation.results.hiding import is_ambiguous
from app.participation.results.suppressing import Results, Shown, Told, percent
from app.participation.results.tabulating import NO_WORDS, Code, Part
from app.participation.rules import Audience

TOGETHER = "#masque"
"""The line of all that the table of a question hides."""
CHANNEL = "par-canal"
"""What stands for the channel where a key of a question is asked for: no key can be that."""
Place: TypeAlias = tuple[Code, Code]


class Line(NamedTuple):
    """One line of a crossing, or column: a code, its words (none for a `Part` and for `TOGETHER`), how many people, and the cells in it."""

    code: Code
    label: Text
    people: int
    codes: frozenset[Code]


@dataclass(frozen=True, slots=True)
class Crossed:
    """Two tables crossed. `counts`: of each pair of lines; `hidden`: those that are not shown. Row percents only."""

    first: Shown
    second: Shown
    rows: Sequence[Line]
    columns: Sequence[Line]
    counts: Mapping[Place, int]
    hidden: frozenset[Place]

    def margin(self, line: Line) -> int:
        """Return how many people are on a line, as the audience reads it."""
        return self.first.rounded(line.people)

    def cell(self, row: Line, column: Line) -> Told | None:
        """Return what is told of a pair: a count and its share of the row; None: hidden."""
        if (row.code, column.code) in self.hidden:
            return None
        shown = self.first.rounded(self.counts[row.code, column.code])
        return Told(shown, percent(shown, self.margin(row)))


def crossable(results: Results) -> list[Shown]:
    """Return the tables of questions with one answer that everybody was asked, of which enough is shown; channels are one more."""
    found = [one for one in results.questions if one.table.asked.shape is Shape.ONE and not one.is_shut and not one.is_veiled]
    always = [one for one in found if not any(question.show_if for question in one.table.asked.by_version.values())]
    return [one for one in always if not one.table.count(Part.NOT_ASKED) and len(lines(one)) > 1]


def partners(results: Results, first: Shown) -> list[Shown]:
    """Return what a question may be crossed with: other ones, and the channel when several were used."""
    others = [one for one in crossable(results) if one is not first and {one.table.key, first.table.key} not in results.joined]
    channels = results.channels
    return [*others, channels] if channels and not channels.is_shut and len(lines(channels)) > 1 else others


def cross(first: Shown, second: Shown, k: int, team: Crossed | None = None) -> Crossed | None:
    """Return a crossing as it may be shown; None: nothing of it. `team`: the crossing that the team reads, wanted for everybody's."""
    rows, columns = lines(first), lines(second)
    counts = _counted(rows, columns, zip(first.table.places, second.table.places, strict=True))
    veiled = _veiled_from_team(rows, columns, team) if team else frozenset()
    hidden = _hidden(rows, columns, counts, k, veiled)
    if len(hidden) == len(counts) or (first.audience is Audience.PUBLIC and team is None):
        return None
    return Crossed(first, second, rows, columns, counts, hidden)


def lines(shown: Shown) -> list[Line]:
    """Return the lines that a table makes in a crossing: none for what nobody is in."""
    found = [Line(cell.code, cell.label, cell.people, frozenset((cell.code,))) for cell in shown.table.cells if cell.people]
    together = [line for line in found if line.code in shown.hidden]
    if together:
        codes = frozenset(line.code for line in together)
        found = [*(line for line in found if line not in together), Line(TOGETHER, NO_WORDS, sum(line.people for line in together), codes)]
    return found


def _counted(rows: Sequence[Line], columns: Sequence[Line], places: Iterable[Place]) -> Mapping[Place, int]:
    row_of = {code: line.code for line in rows for code in line.codes}
    column_of = {code: line.code for line in columns for code in line.codes}
    found = Counter((row_of[one], column_of[other]) for one, other in places)
    return {place: found[place] for place in product([line.code for line in rows], [line.code for line in columns])}


def _veiled_from_team(rows: Sequence[Line], columns: Sequence[Line], team: Crossed) -> frozenset[Place]:
    """The places that have in them one that is hidden from the team."""
    of_row = {line.code: line.codes for line in team.rows}
    of_column = {line.code: line.codes for line in team.columns}
    hidden = [(of_row[one], of_column[other]) for one, other in team.hidden]
    return frozenset(
        (row.code, column.code)
        for row, column in product(rows, columns)
        if any(row.codes & one and column.codes & other for one, other in hidden)
    )


def _hidden(
    rows: Sequence[Line], columns: Sequence[Line], counts: Mapping[Place, int], k: int, already: frozenset[Place]
) -> frozenset[Place]:
    every = [
        *([(row.code, column.code) for column in columns] for row in rows),
        *([(row.code, column.code) for row in rows] for column in columns),
    ]
    hidden = {place for place, count in counts.items() if count < k} | already
    while True:
        before = len(hidden)
        for line in every:
            _widen(line, counts, hidden, k)
        for place in sorted(_fixed(counts, hidden)):
            near = [one for line in every if place in line for one in line if one not in hidden]
            hidden |= {one for one in near if counts[one] == min(counts[other] for other in near)}
        if len(hidden) == before:
            return frozenset(counts) if _fixed(counts, hidden) else frozenset(hidden)


def _widen(line: Sequence[Place], counts: Mapping[Place, int], hidden: set[Place], k: int) -> None:
    """Hide more of a line, the smallest first and equal ones together, until what is hidden of it holds."""
    while True:
        own = [place for place in line if place in hidden]
        left = [place for place in line if place not in hidden]
        if not own or not left or is_ambiguous(sum(counts[place] for place in own), len(own), k):
            return
        least = min(counts[place] for place in left)
        hidden |= {place for place in left if counts[place] == least}


def _fixed(counts: Mapping[Place, int], hidden: set[Place]) -> set[Place]:
    """The hidden places that can be neither one more nor one less, all the others of the lines making up for it."""
    ways: dict[tuple[str, Code], set[tuple[str, Code]]] = defaultdict(set)
    for row, column in hidden:
        ways["row", row].add(("column", column))
        if counts[row, column]:
            ways["column", column].add(("row", row))
    fixed = set()
    for row, column in hidden:
        start, end = ("row", row), ("column", column)
        is_more = _leads(ways, end, start, (end, start))
        if not is_more and not (counts[row, column] and _leads(ways, start, end, (start, end))):
            fixed.add((row, column))
    return fixed


def _leads(
    ways: Mapping[tuple[str, Code], set[tuple[str, Code]]],
    start: tuple[str, Code],
    end: tuple[str, Code],
    without: tuple[tuple[str, Code], tuple[str, Code]],
) -> bool:
    """Whether a way goes from one line to another, the step `without` put aside."""
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for then in ways.get(here, ()):
            if (here, then) == without or then in seen:
                continue
            if then == end:
                return True
            seen.add(then)
            waiting.append(then)
    return False

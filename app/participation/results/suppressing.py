"""What may be shown of tables: to the team (k is 5 at least), to everybody (k is 11 at least, counts rounded to 5). Pure.

The rule on numbers is `hiding`'s; how many were not asked, and what that tells of other tables, is `asking`'s. Of fewer than k responses in
all, no table is shown. Hidden cells all look alike: which are small, and which are hidden to protect those, nothing tells.

What everybody may read hides all that is hidden from the team, and shows no count that the team does not read exactly: who reads both
learns no more. Percents are made of counts that are shown, never of counts that are not.

Tables are shown once, when nothing comes to them any more (`services.moving`): two states, each well hidden, would tell by how counts grow
what both hide. So nobody has an earlier state to compare.

Not protected against: what people tell of themselves, and somebody who knows how all the others answered.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from app.participation.questions.base import Shape
from app.participation.results.asking import Parent, Telling, pairs_joined, telling
from app.participation.results.hiding import NONE, Counts, Hidden, Veil, masked, masked_picks
from app.participation.results.tabulating import Cell, Code, Part, Table, Tables
from app.participation.rules import ROUNDED_TO, Audience


class Told(NamedTuple):
    """A shown count and its share, a whole percent of `base`; None where what it would be a share of is not told."""

    people: int
    percent: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """One table, and what is hidden of it. `is_shut`: nothing of it is shown; `is_veiled`: how many were not asked is not told."""

    table: Table
    audience: Audience
    hidden: Hidden = NONE
    hidden_picks: Hidden = NONE
    is_shut: bool = False
    are_picks_shut: bool = False
    is_veiled: bool = False

    @property
    def has_hidden(self) -> bool:
        """Whether something of it is not told."""
        return self.is_shut or self.are_picks_shut or bool(self.hidden or self.hidden_picks)

    @property
    def is_conditional(self) -> bool:
        """Whether some may not have been asked: by a condition, or because their version had no such question."""
        return self.is_veiled or bool(self.table.count(Part.NOT_ASKED))

    @property
    def parts(self) -> Sequence[Cell]:
        """The cells to show: where how many were not asked is not told, that cell is there even when nobody is in it."""
        cells = self.table.cells
        is_there = not self.is_veiled or any(cell.code == Part.NOT_ASKED for cell in cells)
        return cells if is_there else [*cells, Cell(Part.NOT_ASKED, 0)]

    @property
    def asked(self) -> int | None:
        """How many people were asked, where that is told."""
        if self.is_shut or Part.NOT_ASKED in self.hidden:
            return None
        return self.rounded(sum(cell.people for cell in self.table.cells if cell.code != Part.NOT_ASKED))

    @property
    def answered(self) -> int | None:
        """Of several answers: how many people chose something, where that is told."""
        return None if self.is_shut or Part.ANSWERED in self.hidden else self.rounded(self.table.count(Part.ANSWERED))

    def cell(self, cell: Cell) -> Told | None:
        """Return what is told of a cell of `table.cells`; None: it is hidden."""
        if self.is_shut or cell.code in self.hidden:
            return None
        return self._told(cell.people, None if cell.code == Part.NOT_ASKED else self.asked)

    def pick(self, cell: Cell) -> Told | None:
        """Return what is told of one of `table.picks`; None: it is hidden."""
        if self.is_shut or self.are_picks_shut or cell.code in self.hidden_picks:
            return None
        return self._told(cell.people, self.answered)

    def rounded(self, count: int) -> int:
        """Return a count as this audience reads it."""
        return nearest(count) if self.audience is Audience.PUBLIC else count

    def _told(self, count: int, base: int | None) -> Told:
        shown = self.rounded(count)
        return Told(shown, percent(shown, base) if base is not None else None)


@dataclass(frozen=True, slots=True)
class Results:
    """All the tables as an audience may read them; none under k responses. `joined`: pairs of keys that are not crossed."""

    audience: Audience
    k: int
    total: int
    questions: tuple[Shown, ...]
    channels: Shown | None
    versions: Shown | None
    joined: frozenset[frozenset[str]] = frozenset()

    def question(self, key: str) -> Shown | None:
        """Return the table of a question."""
        return next((shown for shown in self.questions if shown.table.key == key), None)


def protected(tables: Tables, k: int) -> Results:
    """Return what the team may read."""
    return _protected(tables, k, Audience.TEAM, None)


def for_everybody(tables: Tables, team: Results, k: int) -> Results:
    """Return what everybody may read: k is not less than the team's."""
    return _protected(tables, max(k, team.k), Audience.PUBLIC, team)


def nearest(count: int) -> int:
    """Return a count rounded to 5."""
    return ROUNDED_TO * ((count + ROUNDED_TO // 2) // ROUNDED_TO)


def percent(count: int, base: int) -> int:
    """Return a whole percent, of counts as they are shown."""
    return min((200 * count + base) // (2 * base), 100) if base else 0


def _protected(tables: Tables, k: int, audience: Audience, team: Results | None) -> Results:
    if tables.total < k:
        return Results(audience, k, tables.total, (), None, None)
    channels = _plain(tables.channels, k, audience, team.channels if team else None)
    versions = _plain(tables.versions, k, audience, team.versions if team else None)
    done: dict[str, Shown] = {}
    for table in tables.questions:
        known = telling(table.asked, {key: _parent(one) for key, one in done.items()}, _parent(versions))
        done[table.key] = _shown(table, k, Shown(table, audience), known, team.question(table.key) if team else None)
    joined = frozenset(chain.from_iterable(pairs_joined(table.asked) for table in tables.questions))
    return Results(audience, k, tables.total, tuple(done.values()), channels, versions, joined)


def _plain(table: Table, k: int, audience: Audience, team: Shown | None) -> Shown:
    hidden = masked(_counts(table), k, team.hidden if team else NONE)
    return Shown(table, audience, hidden or NONE, is_shut=hidden is None or (team is not None and team.is_shut))


def _shown(table: Table, k: int, bare: Shown, known: Telling, team: Shown | None) -> Shown:
    is_veiled = known is not Telling.KNOWN
    shut = Shown(table, bare.audience, is_shut=True, is_veiled=is_veiled)
    if known is Telling.OUT_OF_REACH or (team is not None and team.is_shut):
        return shut
    counts = _counts(table)
    if not is_veiled:
        counts = {code: count for code, count in counts.items() if code != Part.NOT_ASKED}
    hidden = masked(counts, k, team.hidden if team else NONE, Veil(Part.NOT_ASKED, known is Telling.TANGLED) if is_veiled else None)
    if hidden is None:
        return shut
    if table.asked.shape is Shape.ONE:
        return Shown(table, bare.audience, hidden, is_veiled=is_veiled)
    picks = None
    if Part.ANSWERED not in hidden and not (team and team.are_picks_shut):
        among = {cell.code: cell.people for cell in table.picks}
        picks = masked_picks(among, table.count(Part.ANSWERED), k, team.hidden_picks if team else NONE)
    return Shown(table, bare.audience, hidden, picks or NONE, are_picks_shut=picks is None, is_veiled=is_veiled)


def _parent(shown: Shown) -> Parent:
    codes: AbstractSet[Code] = {cell.code for cell in shown.table.cells}
    picks: AbstractSet[Code] = {cell.code for cell in shown.table.picks}
    return Parent(
        shown.table,
        codes if shown.is_shut else shown.hidden,
        picks if shown.is_shut or shown.are_picks_shut else shown.hidden_picks,
        shown.is_veiled,
    )


def _counts(table: Table) -> Counts:
    counts: Mapping[Code, int] = {cell.code: cell.people for cell in table.cells}
    return counts

"""How far a search goes: further and further until there is enough, each place read once."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from sqlalchemy import Connection

from app.directory.rules import Opening, Order
from app.directory.search.around import square_of
from app.directory.search.candidates import ALL, EXACT_TO, Criteria, Entry, nearest
from app.territory.distance import cell
from app.territory.rules import Point

LADDER = (4.0, 12.0, 25.0, 50.0, 100.0)
"""Kilometres tried one after the other until a page is full."""
FIRST_READ = LADDER[1]
"""Kilometres read at first, where nothing is remembered: what is nearer is among it."""
WITHIN_BORDER = 160.0
"""Kilometres from its main town within which every département lies whole."""
WHEN_FILTERED = 2001
"""Entries read when opening hours exclude some: enough to fill pages at night in a large city."""
MOST_READ = 8000
"""Entries read at the most; beyond, the count is a floor."""
MOST_REMEMBERED = 4096
_distance_of_one = attrgetter("square")


@dataclass(frozen=True, slots=True)
class Query:
    """What to search, once understood."""

    criteria: Criteria
    centre: Point
    kilometres: float | None
    """The radius asked for; None lets the ladder choose."""
    ouvert: Opening | date | None
    order: Order
    page: int


_reached: dict[tuple[tuple[int, ...], int], float] = {}
"""How far the last search had to go, by themes and cell: where the next begins to read. It changes what is read, never what is found."""


class Reach:
    """What is around the place of one query."""

    def __init__(self, connection: Connection, query: Query) -> None:
        """Read nothing yet."""
        self._connection = connection
        self._query = query
        self._key = (query.criteria.themes, cell(query.centre.latitude, query.centre.longitude)) if _is_plain(query) else None
        self._first = _first_read(query, self._key)
        self._read = 0.0
        self._entries: Sequence[Entry] = ()
        self._is_cut = False

    @property
    def steps(self) -> Sequence[float]:
        """The radii to try: one for a border; what was asked, then further when nothing is there; else the ladder."""
        asked = self._query.kilometres
        if self._query.criteria.collectivites:
            return (WITHIN_BORDER,)
        return LADDER if asked is None else (asked, *(step for step in LADDER if step > asked))

    def within(self, kilometres: float) -> tuple[Sequence[Entry], bool]:
        """Return the entries within a radius, nearest first, and whether there may be more."""
        if kilometres > self._read:
            self._read = max(kilometres, self._first)
            self._entries, self._is_cut = _entries(self._connection, self._query, self._read)
        entries = self._entries[: bisect_right(self._entries, square_of(kilometres), key=_distance_of_one)]
        return entries, self._is_cut and len(entries) == len(self._entries)

    def remember(self, kilometres: float) -> None:
        """Keep how far this search had to go."""
        if self._key is not None:
            if len(_reached) >= MOST_REMEMBERED:
                _reached.clear()
            _reached[self._key] = kilometres


def _is_plain(query: Query) -> bool:
    """Whether it is about a sort of help alone: filters and words reach further, and are many."""
    criteria = query.criteria
    is_filtered = query.ouvert is not None or criteria.publics != ALL or criteria.required or criteria.languages != ALL
    return not (is_filtered or criteria.words or criteria.collectivites) and query.kilometres is None


def _first_read(query: Query, key: tuple[tuple[int, ...], int] | None) -> float:
    """Words that few services bear are read at once, however far; those of many fill a page next door."""
    if query.criteria.matches:
        return LADDER[-1] if query.criteria.matches.is_listed else 0.0
    if query.kilometres is not None:
        return 0.0
    return _reached.get(key, FIRST_READ) if key else FIRST_READ


def _entries(connection: Connection, query: Query, radius: float) -> tuple[Sequence[Entry], bool]:
    """The entries within a radius, and whether there are more: enough of them to count answers exactly, however many places each has."""
    limit = EXACT_TO + 1 if query.ouvert is None else WHEN_FILTERED
    entries = nearest(connection, query.criteria, query.centre, radius, limit)
    while len(entries) == limit < MOST_READ and len(once(entries)) <= EXACT_TO:
        limit *= 4
        entries = nearest(connection, query.criteria, query.centre, radius, limit)
    return entries, len(entries) == limit


def once(entries: Iterable[Entry]) -> list[Entry]:
    """Return each service once, at its nearest place: entries come nearest first."""
    seen: dict[int, Entry] = {}
    for entry in entries:
        seen.setdefault(entry.service_id, entry)
    return list(seen.values())

"""The search itself: entries around a place, widened until they are enough, filtered, ranked, cut into pages."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from math import sqrt

from sqlalchemy import Connection

from app.core.clock import PARIS
from app.directory.opening.rules import State
from app.directory.opening.status import intervals
from app.directory.rules import Opening, Trait
from app.directory.search.candidates import ALL, EXACT_TO, Entry, at_a_distance, nearest
from app.directory.search.openings import Changes, Openings, changes_of
from app.directory.search.ranking import Ranked, ranked
from app.directory.search.reach import LADDER, Query, Reach, once
from app.directory.search.texts import look_up, named
from app.territory.distance import KM_PER_DEGREE

PAGE_SIZE = 20
EVENING = timedelta(hours=6)
"""Before midnight."""
REFUSED_SHOWN = 3
REFUSED_READ = 40
REMOTE_SHOWN = 5
REMOTE_READ = 20
_STOP = int(Trait.STOP)
_UNSTEADY = int(Trait.STOP | Trait.CHANGES)
"""What may change a status besides the hours."""


@dataclass(frozen=True, slots=True)
class Found:
    """The answers of one page, and what is to say of all."""

    answers: tuple[Ranked, ...]
    total: int
    is_capped: bool
    """There may be more than `total`."""
    page: int
    """The page given: the last one, when a further one was asked for."""
    kilometres: float
    """The radius that was used."""
    is_widened: bool
    placed: int
    """How many answers have a place, a stop included; the others are teams that come."""
    refused: tuple[Ranked, ...]
    """Near ones that a filter, or their hours, left out."""
    remote: tuple[Ranked, ...]
    remote_total: int
    changes: Changes
    corrected: tuple[str, ...] = ()
    """The words that were looked for, when they are not those asked for."""

    @property
    def pages(self) -> int:
        """How many pages there are, one at least."""
        return max(1, -(-self.total // PAGE_SIZE))


def find(connection: Connection, openings: Openings, query: Query, now: datetime) -> Found:
    """Answer a query at this instant."""
    query = _looked_up(connection, query)
    enough = PAGE_SIZE if query.kilometres is None else 1
    judge = _Judge(connection, openings, query.ouvert, now)
    reach = Reach(connection, query)
    steps = reach.steps
    entries: Sequence[Entry] = ()
    fitting: list[Entry] = []
    is_cut = False
    radius = steps[0]
    for radius in steps:
        entries, is_cut = reach.within(radius)
        if len(entries) < enough and radius != steps[-1]:
            continue
        fitting = once(judge.fitting(entries))
        if len(fitting) >= enough:
            break
    reach.remember(radius)
    kept = ranked(fitting[:EXACT_TO], query.order, judge.is_open, _named(connection, query, fitting[:EXACT_TO]))
    page = min(query.page, max(1, -(-len(kept) // PAGE_SIZE)))
    remote, remote_total = _at_a_distance(connection, query, kept)
    judge.read(remote)
    return Found(
        answers=_answers(kept[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]),
        total=len(kept),
        is_capped=len(fitting) > EXACT_TO or is_cut,
        page=page,
        kilometres=radius,
        is_widened=radius > (query.kilometres or LADDER[1]),
        placed=sum(1 for entry in kept if entry.location_id),
        refused=_answers(_refused(judge, query, radius, kept, entries)),
        remote=_answers(remote),
        remote_total=remote_total,
        changes=judge.changes,
        corrected=_corrected(query),
    )


def _looked_up(connection: Connection, query: Query) -> Query:
    """The query with the services that bear its words."""
    words = query.criteria.words
    return replace(query, criteria=replace(query.criteria, matches=look_up(connection, words))) if words else query


def _corrected(query: Query) -> tuple[str, ...]:
    matches = query.criteria.matches
    return matches.words if matches and matches.is_corrected else ()


def _named(connection: Connection, query: Query, entries: Sequence[Entry]) -> Collection[int]:
    """The services whose name bears the words asked for."""
    matches = query.criteria.matches
    return named(connection, matches.words, {entry.service_id for entry in entries}) if matches else ()


def _refused(judge: "_Judge", query: Query, radius: float, kept: Sequence[Entry], entries: Sequence[Entry]) -> Sequence[Entry]:
    """The nearest that were left out: for their hours, or for a filter; read again without filters only where some are set."""
    relaxed = replace(query.criteria, publics=ALL, required=0, languages=ALL)
    is_filtered = relaxed != query.criteria
    if query.ouvert is None and not is_filtered:
        return ()
    near = nearest(judge.connection, relaxed, query.centre, radius, REFUSED_READ) if is_filtered else entries
    judge.read(near)
    shown = {entry.service_id for entry in kept}
    return once(entry for entry in near if entry.service_id not in shown and entry.location_id and judge.is_made(entry))[:REFUSED_SHOWN]


def _at_a_distance(connection: Connection, query: Query, kept: Sequence[Entry]) -> tuple[Sequence[Entry], int]:
    """What is given by telephone or on line, less what stands among the answers already; and how much of it there is."""
    found, total = at_a_distance(connection, query.criteria, REMOTE_READ)
    shown = {entry.service_id for entry in kept} if found else set()
    left = [entry for entry in found if entry.service_id not in shown]
    return left[:REMOTE_SHOWN], total - (len(found) - len(left))


def _answers(entries: Iterable[Entry]) -> tuple[Ranked, ...]:
    return tuple(Ranked(*entry[:2], KM_PER_DEGREE * sqrt(entry.square), *entry[2:6]) for entry in entries)


class _Judge:
    """Says of each entry whether it is open now, and whether it is open when asked."""

    def __init__(self, connection: Connection, openings: Openings, asked: Opening | date | None, now: datetime) -> None:
        self.connection = connection
        self._openings = openings
        self._asked = asked
        self._now = now
        self._instant = now.timestamp()
        self.changes: Changes = {}

    def fitting(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """Return the entries that are open when asked, in their order; stops that nobody makes in the days ahead are none."""
        self.read(entries)
        if self._asked is None and not any(entry.traits & _STOP for entry in entries):
            return entries
        return [entry for entry in entries if self._fits(entry)]

    def read(self, entries: Sequence[Entry]) -> None:
        """Read the hours of entries, and what may change the status of some."""
        self._openings.load(self.connection, [entry.hours_id for entry in entries])
        unsteady = [(entry.service_id, entry.location_id) for entry in entries if entry.traits & _UNSTEADY]
        if unsteady:
            self.changes = {**self.changes, **changes_of(self.connection, unsteady, self._now.date())}

    def is_open(self, entry: Entry) -> bool:
        """Whether it is open now."""
        if entry.traits & _UNSTEADY and (changes := self.changes.get((entry.service_id, entry.location_id))):
            return self._openings.at(entry.hours_id, self._now, changes).state is State.OPEN
        return self._openings.is_open(entry.hours_id, self._now, self._instant)

    def _fits(self, entry: Entry) -> bool:
        if not self.is_made(entry):
            return False
        if isinstance(self._asked, date):
            return self._opens(entry, _midnight(self._asked), _midnight(self._asked + timedelta(days=1)))
        midnight = _midnight(self._now.date() + timedelta(days=1))
        if self._asked is Opening.EVENING:
            return self._opens(entry, max(self._now, midnight - EVENING), midnight)
        if self._asked is None or self.is_open(entry):
            return True
        return self._asked is Opening.TODAY and self._opens(entry, self._now, midnight)

    def is_made(self, entry: Entry) -> bool:
        """Whether it is more than a stop that nobody makes in the days ahead."""
        if not entry.traits & _STOP:
            return True
        changes = self.changes.get((entry.service_id, entry.location_id), ())
        found = self._openings.at(entry.hours_id, self._now, changes)
        return found.state is State.OPEN or found.until is not None

    def _opens(self, entry: Entry, start: datetime, end: datetime) -> bool:
        changes = self.changes.get((entry.service_id, entry.location_id), ())
        return bool(intervals(self._openings.schedule(entry.hours_id), start, end, changes))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=PARIS)

"""The search itself: entries around a place, widened until they are enough, filtered, ranked, cut into pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from math import sqrt

from sqlalchemy.orm import Session

from app.core.clock import PARIS
from app.directory.opening.rules import State, Status, TemporaryChange
from app.directory.opening.status import intervals
from app.directory.rules import Opening, Order, Trait
from app.directory.search.candidates import EXACT_TO, Criteria, Entry, covering, nearest
from app.directory.search.openings import Openings, changes_of
from app.directory.search.ranking import COMING_TEAM, Ranked, sort_key
from app.territory.distance import KM_PER_DEGREE
from app.territory.rules import Point

PAGE_SIZE = 20
LADDER = (4.0, 12.0, 50.0, 100.0)
"""Kilometres tried one after the other until a page is full."""
WHOLE_REGION = 400.0
WHEN_FILTERED = 2001
"""Entries read when opening hours exclude some: enough to fill pages at night in a large city."""
REFUSED_SHOWN = 3
REFUSED_READ = 40
REMOTE_SHOWN = 5


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


@dataclass(frozen=True, slots=True)
class Found:
    """The answers of one page, and what is to say of all."""

    answers: tuple[Ranked, ...]
    total: int
    is_capped: bool
    """There are more than `total`."""
    kilometres: float
    """The radius that was used."""
    is_widened: bool
    placed: int
    """How many answers have a place, a stop included; the others are teams that come."""
    refused: tuple[Ranked, ...]
    """Near ones that a filter, or their hours, left out."""
    remote: tuple[Ranked, ...]
    remote_total: int
    changes: Mapping[int, tuple[TemporaryChange, ...]]


def find(session: Session, openings: Openings, query: Query, now: datetime) -> Found:
    """Answer a query at this instant."""
    limit = EXACT_TO + 1 if query.ouvert is None else WHEN_FILTERED
    enough = PAGE_SIZE if query.kilometres is None else 1
    judge = _Judge(session, openings, query.ouvert, now)
    steps = _steps(query)
    entries: Sequence[Entry] = ()
    fitting: list[Ranked] = []
    refused: list[Ranked] = []
    radius = steps[0]
    for radius in steps:
        entries = nearest(session, query.criteria, query.centre, radius, limit)
        if len(entries) < enough and radius != steps[-1]:
            continue
        fitting, refused = judge.sort_out(entries)
        if len(fitting) >= enough:
            break
    elsewhere = covering(session, query.criteria, Trait.MOBILE | Trait.REMOTE, EXACT_TO)
    if query.ouvert is None:
        fitting += [_ranked(entry, COMING_TEAM, is_open=False) for entry in elsewhere if entry.traits & Trait.MOBILE]
    remote = _once(_ranked(entry, 0.0, is_open=False) for entry in elsewhere if entry.traits & Trait.REMOTE)
    kept = _once(fitting)
    kept.sort(key=lambda answer: sort_key(query.order, answer))
    first = (query.page - 1) * PAGE_SIZE
    return Found(
        answers=tuple(kept[:EXACT_TO][first : first + PAGE_SIZE]),
        total=min(len(kept), EXACT_TO),
        is_capped=len(kept) > EXACT_TO or len(entries) >= limit,
        kilometres=radius,
        placed=sum(1 for answer in kept if answer.location_id),
        is_widened=radius > (query.kilometres or LADDER[1]),
        refused=_refused(session, query, radius, kept, refused),
        remote=tuple(remote[:REMOTE_SHOWN]),
        remote_total=len(remote),
        changes=judge.changes,
    )


def _steps(query: Query) -> Sequence[float]:
    """The radii to try: one for a border; what was asked, then further when nothing is there; else the ladder."""
    if query.criteria.collectivites:
        return (WHOLE_REGION,)
    if query.kilometres is None:
        return LADDER
    return (query.kilometres, *(step for step in LADDER if step > query.kilometres))


def _refused(session: Session, query: Query, radius: float, kept: Sequence[Ranked], refused: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """The nearest that were left out: for their hours, or for a filter; read again without filters only where some are set."""
    left_out = list(refused)
    relaxed = replace(query.criteria, publics=-1, required=0, languages=-1)
    if relaxed != query.criteria:
        entries = nearest(session, relaxed, query.centre, radius, REFUSED_READ)
        left_out += [_ranked(entry, _kilometres(entry), is_open=False) for entry in entries]
    shown = {answer.service_id for answer in kept}
    left_out.sort(key=lambda answer: answer.kilometres)
    return tuple(_once(answer for answer in left_out if answer.service_id not in shown)[:REFUSED_SHOWN])


def _once(answers: Iterable[Ranked]) -> list[Ranked]:
    """Each service once, at its nearest place: answers come nearest first."""
    seen: dict[int, Ranked] = {}
    for answer in answers:
        seen.setdefault(answer.service_id, answer)
    return list(seen.values())


def _kilometres(entry: Entry) -> float:
    return KM_PER_DEGREE * sqrt(entry.square)


def _ranked(entry: Entry, kilometres: float, *, is_open: bool) -> Ranked:
    return Ranked(entry.service_id, entry.location_id, kilometres, is_open, entry.hours_id, entry.publics, entry.traits, entry.fresh)


class _Judge:
    """Says of each entry whether it is open now, and whether it is open when asked."""

    def __init__(self, session: Session, openings: Openings, asked: Opening | date | None, now: datetime) -> None:
        self._session = session
        self._openings = openings
        self._asked = asked
        self._now = now
        self.changes: Mapping[int, tuple[TemporaryChange, ...]] = {}

    def sort_out(self, entries: Sequence[Entry]) -> tuple[list[Ranked], list[Ranked]]:
        """Return those that fit and those that are refused for their hours, in their order."""
        self._openings.load(self._session, [entry.hours_id for entry in entries])
        self.changes = changes_of(self._session, [entry.service_id for entry in entries if entry.traits & Trait.CHANGES])
        fitting: list[Ranked] = []
        refused: list[Ranked] = []
        for entry in entries:
            found = self._status(entry)
            if entry.traits & Trait.STOP and found.state is not State.OPEN and found.until is None:
                continue
            answer = _ranked(entry, _kilometres(entry), is_open=found.state is State.OPEN)
            (fitting if self._fits(entry, answer) else refused).append(answer)
        return fitting, refused

    def _status(self, entry: Entry) -> Status:
        return self._openings.at(entry.hours_id, self._now, self.changes.get(entry.service_id, ()))

    def _fits(self, entry: Entry, answer: Ranked) -> bool:
        if self._asked is None:
            return True
        if self._asked is Opening.NOW:
            return answer.is_open
        if self._asked is Opening.TODAY:
            return answer.is_open or self._opens(entry, self._now, self._now.replace(hour=23, minute=59))
        start = datetime(self._asked.year, self._asked.month, self._asked.day, tzinfo=PARIS)
        return self._opens(entry, start, start + timedelta(days=1))

    def _opens(self, entry: Entry, start: datetime, end: datetime) -> bool:
        schedule = self._openings.schedule(entry.hours_id)
        return bool(intervals(schedule, start, end, self.changes.get(entry.service_id, ())))

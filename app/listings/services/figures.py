"""What a listing brings to those who keep it: readings, needs around it, freshness, proposals. No person stands in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy.orm import Session

from app.core.clock import PARIS
from app.directory.models import Service, Structure
from app.directory.needs import NEEDS
from app.directory.search.unanswered import week_of
from app.listings.figures_queries import orientations_by_week, proposals, unanswered_near, views_by_week
from app.listings.queries import Listing
from app.listings.rules import PART_PERIOD_DAYS, Part
from app.territory.distance import kilometres
from app.territory.gazetteer import gazetteer

WEEKS = 26
COMPARED = 4
"""Whole weeks that are compared with as many before them."""
WEEKS_OF_SEARCHES = 12
AROUND_KM = 15.0
FEW = 5
"""Fewer searches than this are not told by their number: they could point at somebody."""
NEED = "besoin:"


@dataclass(frozen=True, slots=True)
class Week:
    """A week by its Monday, and how many times the sheets were read."""

    monday: date
    count: int


@dataclass(frozen=True, slots=True)
class OrientationWeek:
    """A week by its Monday, how many orientations were sent in it, and what became of these since."""

    monday: date
    sent: int
    answered: int
    met: int


@dataclass(frozen=True, slots=True)
class Searched:
    """What was searched around and not found: a kind, `besoin:` and a need, or `""` for other words. `count`: None when few."""

    subject: str
    count: int | None


@dataclass(frozen=True, slots=True)
class PartState:
    """When a part of the listing was last confirmed (in Paris), and for how many of its services that is old or never was."""

    part: Part
    confirmed_at: datetime | None
    to_confirm: int


@dataclass(frozen=True, slots=True)
class Figures:
    """All of it. `weeks`: the oldest first, the present one last."""

    weeks: tuple[Week, ...]
    offered: tuple[Searched, ...]
    """Searched without answer, of what the listing offers,"""
    missing: tuple[Searched, ...]
    """and of what it does not."""
    is_placed: bool
    """Whether anybody knows where the listing is."""
    services: int
    parts: tuple[PartState, ...]
    received: int
    answered: int
    receives_orientations: bool
    """Whether one of its services does."""
    orientations: tuple[OrientationWeek, ...]
    """Of the same weeks."""

    @property
    def this_week(self) -> int:
        """Readings of the week that goes on."""
        return self.weeks[-1].count

    @property
    def recent(self) -> int:
        """Readings of the last whole weeks."""
        return sum(week.count for week in self.weeks[-1 - COMPARED : -1])

    @property
    def before(self) -> int:
        """Readings of as many weeks before them."""
        return sum(week.count for week in self.weeks[-1 - 2 * COMPARED : -1 - COMPARED])

    @property
    def total(self) -> int:
        """Readings of all the weeks."""
        return sum(week.count for week in self.weeks)


def figures(session: Session, listing: Listing, now: datetime) -> Figures:
    """Return what a listing brings, as it stands at an instant of Paris."""
    services = [service for service in listing.structure.services if service.merged_into_id is None]
    mondays = _mondays(now.date(), WEEKS)
    views = views_by_week(session, listing.structure.id, [week_of(day) for day in mondays])
    around = communes_around(communes_of(listing.structure, services))
    searches = unanswered_near(session, around, [week_of(day) for day in mondays[-WEEKS_OF_SEARCHES:]])
    kinds = {kind.kind for service in services for kind in service.kinds}
    received, answered = proposals(session, listing.structure.id)
    oriented = orientations_by_week(session, listing.structure.id, [week_of(day) for day in mondays])
    return Figures(
        weeks=tuple(Week(day, views.get(week_of(day), 0)) for day in mondays),
        offered=_searched(searches, kinds, offered=True),
        missing=_searched(searches, kinds, offered=False),
        is_placed=bool(around),
        services=len(services),
        parts=tuple(_part(part, services or [listing.structure], now) for part in Part),
        received=received,
        answered=answered,
        receives_orientations=any(service.receives_orientations for service in services),
        orientations=tuple(OrientationWeek(day, *oriented.get(week_of(day), (0, 0, 0))) for day in mondays),
    )


def communes_of(structure: Structure, services: Sequence[Service]) -> frozenset[str]:
    """Return the communes where a listing is: its own, and those of its places and stops."""
    places = [structure.code_insee, *(place.code_insee for service in services for place in service.locations)]
    return frozenset(code for code in places if code in gazetteer().communes)


def communes_around(centres: frozenset[str]) -> frozenset[str]:
    """Return the communes within 15 km of one of these."""
    known = gazetteer().communes
    points = [known[code].point for code in centres]
    return frozenset(code for code, town in known.items() if any(kilometres(point, town.point) <= AROUND_KM for point in points))


def _mondays(day: date, count: int) -> list[date]:
    last = day - timedelta(days=day.weekday())
    return [last - timedelta(weeks=back) for back in reversed(range(count))]


def _searched(searches: Mapping[str, int], kinds: set[str], *, offered: bool) -> tuple[Searched, ...]:
    """The most searched first; those told as few come last, in the order of their codes: their own order would tell more."""
    chosen = {subject: count for subject, count in searches.items() if _is_offered(subject, kinds) == offered}
    ranked = sorted(chosen.items(), key=lambda item: (-item[1] if item[1] >= FEW else 0, item[0]))
    return tuple(Searched(subject, count if count >= FEW else None) for subject, count in ranked)


def _is_offered(subject: str, kinds: set[str]) -> bool:
    need = NEEDS.get(subject.removeprefix(NEED)) if subject.startswith(NEED) else None
    return subject in kinds if need is None else not kinds.isdisjoint(need.kinds)


def _part(part: Part, subjects: Sequence[Service | Structure], now: datetime) -> PartState:
    instants: list[datetime | None] = [getattr(subject, f"{part}_confirmed_at") for subject in subjects]
    known = [(instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(PARIS) for instant in instants if instant is not None]
    fresh = [instant for instant in known if now - instant <= timedelta(days=PART_PERIOD_DAYS)]
    return PartState(part, max(known, default=None), len(subjects) - len(fresh))

"""Whether places are open, for many at once: hours are read once a process, and so is whether they are open until it can change."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, and_, or_, select
from sqlalchemy.orm import aliased

from app.directory.models import Hours, Location, Service, TemporaryInfo
from app.directory.opening.rules import ChangeKind, Schedule, State, Status, TemporaryChange
from app.directory.opening.status import status

MOST_KEPT = 200_000
_UNKNOWN = Schedule(None)
_FAR = timedelta(days=366)
_DAY = timedelta(days=1)

Changes = Mapping[tuple[int, int], tuple[TemporaryChange, ...]]
"""What is temporary, by (service, location)."""


class Openings:
    """Hours by their number, for one database. Rows of `hours` never change: what was read stays true."""

    def __init__(self) -> None:
        """Start with nothing known but that 0 stands for unknown hours."""
        self._schedules: dict[int, Schedule] = {0: _UNKNOWN}
        self._open: dict[int, tuple[float, float, bool]] = {}

    def load(self, connection: Connection, hours_ids: Iterable[int]) -> None:
        """Read the hours that are not known yet, in one statement."""
        wanted = set(hours_ids)
        missing = wanted.difference(self._schedules)
        if not missing:
            return
        if len(self._schedules) > MOST_KEPT:
            self._schedules, self._open, missing = {0: _UNKNOWN}, {}, wanted
        columns = select(Hours.id, Hours.expression, Hours.school_holidays, Hours.zone).where(Hours.id.in_(missing))
        for row in connection.execute(columns):
            self._schedules[row.id] = Schedule(row.expression or None, row.school_holidays or None, row.zone)

    def schedule(self, hours_id: int) -> Schedule:
        """Return hours that were loaded; unknown hours for a number that is not there."""
        return self._schedules.get(hours_id, _UNKNOWN)

    def at(self, hours_id: int, now: datetime, changes: tuple[TemporaryChange, ...] = ()) -> Status:
        """Return the status at this instant of hours that were loaded."""
        return status(self.schedule(hours_id), now, changes)

    def is_open(self, hours_id: int, now: datetime, instant: float) -> bool:
        """Whether hours that nothing changes are open; `instant` is `now` in seconds, worked out once for all."""
        kept = self._open.get(hours_id)
        if kept is not None and kept[0] <= instant < kept[1]:
            return kept[2]
        found = self.at(hours_id, now)
        self._open[hours_id] = (instant, found.valid_until.timestamp(), found.state is State.OPEN)
        return found.state is State.OPEN


def changes_of(connection: Connection, places: Sequence[tuple[int, int]], today: date) -> Changes:
    """Return what is temporary at places (service, location): closures of the service or its structure, period and days of a stop."""
    if not places:
        return {}
    of_services = _of_services(connection, {service for service, _ in places})
    of_stops = _of_stops(connection, {location for _, location in places if location}, today)
    return {place: changes for place in places if (changes := (*of_services.get(place[0], ()), *of_stops.get(place[1], ())))}


def _of_services(connection: Connection, service_ids: Iterable[int]) -> Mapping[int, list[TemporaryChange]]:
    rows = select(
        Service.id, TemporaryInfo.kind, TemporaryInfo.starts, TemporaryInfo.ends, TemporaryInfo.expression, TemporaryInfo.message
    ).join(TemporaryInfo, or_(TemporaryInfo.service_id == Service.id, TemporaryInfo.structure_id == Service.structure_id))
    found: dict[int, list[TemporaryChange]] = {}
    for row in connection.execute(rows.where(Service.id.in_(service_ids)).order_by(TemporaryInfo.starts, TemporaryInfo.id)):
        change = TemporaryChange(ChangeKind(row.kind), row.starts, row.ends, row.expression or None, row.message)
        found.setdefault(row.id, []).append(change)
    return found


def _of_stops(connection: Connection, location_ids: Iterable[int], today: date) -> Mapping[int, list[TemporaryChange]]:
    """The period of each stop, then the days on which it is cancelled or moved, each with where it is instead."""
    found: dict[int, list[TemporaryChange]] = {}
    for row in connection.execute(_STOPS.where(Location.id.in_(location_ids))):
        told = found.setdefault(row.id, outside(row.starts, row.ends, today))
        if row.kind is not None:
            place = moved_to(row.nom, row.adresse, row.commune) if row.instead is not None else ""
            where = place if row.kind == ChangeKind.CLOSURE else None
            told.append(TemporaryChange(ChangeKind(row.kind), row.first, row.last, row.expression or None, row.message, where))
    return found


def moved_to(nom: str, adresse: str, commune: str) -> str:
    """Return where a stop is instead, on one line."""
    return ", ".join(dict.fromkeys(part for part in (nom or adresse, commune) if part))


def outside(starts: date | None, ends: date | None, today: date) -> list[TemporaryChange]:
    """Return the period of a stop as what it means: nothing before its first day, nothing after its last."""
    closures = []
    if starts is not None and starts >= today:
        closures.append(TemporaryChange(ChangeKind.CLOSURE, today - _DAY, starts - _DAY))  # the night before would reach into today
    if ends is not None and ends < today + _FAR:
        closures.append(TemporaryChange(ChangeKind.CLOSURE, ends + _DAY, max(today, ends) + _FAR))
    return closures


_instead = aliased(Location)
_STOPS = (
    select(
        Location.id, Location.starts, Location.ends, TemporaryInfo.kind, TemporaryInfo.starts.label("first"),
        TemporaryInfo.ends.label("last"), TemporaryInfo.expression, TemporaryInfo.message, _instead.id.label("instead"),
        _instead.nom, _instead.adresse, _instead.commune,
    )
    .outerjoin(TemporaryInfo, TemporaryInfo.location_id == Location.id)
    .outerjoin(_instead, and_(_instead.instead_of_id == Location.id, _instead.starts == TemporaryInfo.starts))
    .order_by(Location.id, TemporaryInfo.starts, TemporaryInfo.id)
)  # fmt: skip

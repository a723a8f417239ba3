"""Whether places are open, for many at once: hours are read once a process."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.directory.models import Hours, Service, TemporaryInfo
from app.directory.opening.rules import Schedule, Status, TemporaryChange
from app.directory.opening.status import status

MOST_KEPT = 200_000
_UNKNOWN = Schedule(None)


class Openings:
    """Hours by their number, for one database. Rows of `hours` never change: what was read stays true."""

    def __init__(self) -> None:
        """Start with nothing known but that 0 stands for unknown hours."""
        self._schedules: dict[int, Schedule] = {0: _UNKNOWN}

    def load(self, session: Session, hours_ids: Iterable[int]) -> None:
        """Read the hours that are not known yet, in one statement."""
        wanted = set(hours_ids)
        missing = wanted.difference(self._schedules)
        if not missing:
            return
        if len(self._schedules) > MOST_KEPT:
            self._schedules = {0: _UNKNOWN}
            missing = wanted
        columns = select(Hours.id, Hours.expression, Hours.school_holidays, Hours.zone).where(Hours.id.in_(missing))
        for row in session.execute(columns):
            self._schedules[row.id] = Schedule(row.expression or None, row.school_holidays or None, row.zone)

    def schedule(self, hours_id: int) -> Schedule:
        """Return hours that were loaded; unknown hours for a number that is not there."""
        return self._schedules.get(hours_id, _UNKNOWN)

    def at(self, hours_id: int, now: datetime, changes: tuple[TemporaryChange, ...] = ()) -> Status:
        """Return the status at this instant of hours that were loaded."""
        return status(self.schedule(hours_id), now, changes)


def changes_of(session: Session, service_ids: Sequence[int]) -> Mapping[int, tuple[TemporaryChange, ...]]:
    """Return the temporary information of services, their structure's included, by service."""
    if not service_ids:
        return {}
    found: dict[int, list[TemporaryChange]] = {}
    rows = select(
        Service.id, TemporaryInfo.kind, TemporaryInfo.starts, TemporaryInfo.ends, TemporaryInfo.expression, TemporaryInfo.message
    ).join(TemporaryInfo, or_(TemporaryInfo.service_id == Service.id, TemporaryInfo.structure_id == Service.structure_id))
    for row in session.execute(rows.where(Service.id.in_(service_ids)).order_by(TemporaryInfo.starts, TemporaryInfo.id)):
        change = TemporaryChange(row.kind, row.starts, row.ends, row.expression or None, row.message)
        found.setdefault(row.id, []).append(change)
    return {service_id: tuple(changes) for service_id, changes in found.items()}

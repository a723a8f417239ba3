"""What past orientations teach of a service: how long it usually takes to answer, and how many people came by it, week by week."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from math import inf
from statistics import median
from typing import NamedTuple

from sqlalchemy import Table, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from app.core.clock import PARIS
from app.core.database import AnyRow
from app.directory.models import Service, ServiceOrientations
from app.directory.rules import ResponseBand
from app.directory.services import raise_version
from app.orientations.models import Orientation, OrientationStep
from app.orientations.rules import ENOUGH_ANSWERS, Action

_SERVICES: Table = Service.__table__  # type: ignore[assignment] # a table, as declared
WINDOW = timedelta(days=365)
"""How far back one looks; what the weeks before it told stays."""
_LONGEST: Mapping[ResponseBand, float] = {
    ResponseBand.TWO_DAYS: 2, ResponseBand.WEEK: 7, ResponseBand.TWO_WEEKS: 14, ResponseBand.MONTH: 31, ResponseBand.LONGER: inf,
}  # fmt: skip
"""Of each band, in days of Paris."""


class Week(NamedTuple):
    """What a week of sending gave."""

    sent: int
    answered: int
    met: int


def learn(session: Session, now: datetime) -> int:
    """Write what the last twelve months teach; return how many services changed their usual delay. Done twice, it changes nothing."""
    first = _monday((now - WINDOW).astimezone(PARIS).date())
    rows = _sent_since(session, datetime(first.year, first.month, first.day, tzinfo=PARIS))
    delays, weeks = defaultdict[int, list[float]](list), defaultdict[tuple[int, str], list[AnyRow]](list)
    for row in rows:
        weeks[row.service_id, week_of(row.sent_at)].append(row)
        if (delay := _delay(row)) is not None:
            delays[row.service_id].append(delay)
    _write_weeks(session, {key: _counted(found) for key, found in weeks.items()}, first)
    return _write_bands(session, {service: band for service, known in delays.items() if (band := usual_delay(known))})


def usual_delay(delays: Collection[float]) -> ResponseBand | None:
    """Return the band of these delays, in days (`inf`: never answered); None while they are too few to tell anything."""
    if len(delays) < ENOUGH_ANSWERS:
        return None
    usual = median(delays)
    return next(band for band, longest in _LONGEST.items() if usual <= longest)


def week_of(instant: datetime) -> str:
    """Return the ISO week of an instant in Paris: `2026-W47`."""
    year, week, _ = instant.astimezone(PARIS).date().isocalendar()
    return f"{year}-W{week:02}"


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _sent_since(session: Session, first: datetime) -> Collection[AnyRow]:
    """What was sent to each service. Examples teach of examples alone."""
    expired = exists().where(
        OrientationStep.orientation_id == Orientation.id, OrientationStep.action == Action.EXPIRE, OrientationStep.at >= Orientation.sent_at
    )
    columns = (Orientation.service_id, Orientation.sent_at, Orientation.answered_at, Orientation.contact_at, Orientation.is_direct)
    return session.execute(
        select(*columns, expired.label("is_expired"))
        .join(Service, Service.id == Orientation.service_id)
        .where(Orientation.sent_at >= first, or_(Orientation.is_example.is_(False), Service.is_example))
    ).all()


def _delay(row: AnyRow) -> float | None:
    """Days until the answer, reported ones included; None while it may still come.

    Silence counts as more than a month, but where the service was only telephoned: then it is the sender who wrote nothing down.
    """
    if row.answered_at is not None:
        days: int = (row.answered_at.astimezone(PARIS).date() - row.sent_at.astimezone(PARIS).date()).days
        return days
    return inf if row.is_expired and not row.is_direct else None


def _counted(rows: Collection[AnyRow]) -> Week:
    answered, met = (sum(getattr(row, name) is not None for row in rows) for name in ("answered_at", "contact_at"))
    return Week(len(rows), answered, met)


def _write_weeks(session: Session, found: Mapping[tuple[int, str], Week], first: date) -> None:
    """Make the rows of these weeks what was found, those of nothing gone."""
    oldest = f"{first.isocalendar().year}-W{first.isocalendar().week:02}"
    kept = {
        (row.service_id, row.week): row for row in session.scalars(select(ServiceOrientations).where(ServiceOrientations.week >= oldest))
    }
    for service, week in kept.keys() - found.keys():
        session.execute(delete(ServiceOrientations).where(ServiceOrientations.service_id == service, ServiceOrientations.week == week))
    for key, counts in found.items():
        row = kept.get(key)
        if row is None:
            session.add(ServiceOrientations(service_id=key[0], week=key[1], **counts._asdict()))
        else:
            row.sent, row.answered, row.met = counts
    session.flush()


def _write_bands(session: Session, found: Mapping[int, ResponseBand]) -> int:
    """Write the usual delay of each service, forget those that are not known any more; public pages change when one does.

    Nobody's edit of a listing: its version stays, and whoever is writing it may go on.
    """
    written = session.execute(select(Service.id, Service.response_band).where(Service.response_band != ""))
    bands = {row.id: row.response_band for row in written}
    changed = [service for service in sorted(bands.keys() | found.keys()) if bands.get(service, "") != found.get(service, "")]
    for service in changed:
        session.execute(update(_SERVICES).where(_SERVICES.c.id == service).values(response_band=found.get(service, "")))
    if changed:
        raise_version(session)
    return len(changed)

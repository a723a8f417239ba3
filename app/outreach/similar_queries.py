"""Requests that may be about the same person: those of the same sector that are open, near in place and in time."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from app.core.numbers import LARGEST
from app.outreach.models import OutreachPlace, OutreachRequest
from app.outreach.rules import LIVE, State
from app.territory.distance import kilometres
from app.territory.rules import Point

NEAR_KM = 0.3
WITHIN = timedelta(days=14)
MOST_COMPARED = 200
MOST_SHOWN = 10
OPEN = tuple(state for state in LIVE if state is not State.REPORTED)


class Similar(NamedTuple):
    """Another request. `kilometres`: between both points, where both are known."""

    number: int
    state: str
    asked_at: datetime
    is_same_commune: bool
    kilometres: float | None

    @property
    def is_near(self) -> bool:
        """Whether both points are a few steps apart."""
        return self.kilometres is not None and self.kilometres < NEAR_KM


def similar(session: Session, request: OutreachRequest) -> Sequence[Similar]:
    """Return the open requests of its sector that may be about the same person, the likeliest first."""
    asked = OutreachRequest.asked_at.between(request.asked_at - WITHIN, request.asked_at + WITHIN)
    newest = select(OutreachRequest).where(_others(request), asked).order_by(OutreachRequest.asked_at.desc(), OutreachRequest.id.desc())
    found = session.scalars(newest.limit(MOST_COMPARED)).all()
    points = _points(session, [request.id, *(one.id for one in found)])
    compared = [_compared(request, one, points) for one in found]
    likely = [one for one in compared if one.is_near or one.is_same_commune]
    return sorted(likely, key=lambda one: (not one.is_near, one.kilometres or 0.0, abs(one.asked_at - request.asked_at)))[:MOST_SHOWN]


def other_open(session: Session, request: OutreachRequest, number: int, *, is_held: bool = False) -> OutreachRequest | None:
    """Return another open request of the same sector by its number; `is_held`: nobody moves it before the transaction ends."""
    if number >= LARGEST:
        return None
    wanted = select(OutreachRequest).where(_others(request), OutreachRequest.id == number)
    return session.scalar(wanted.with_for_update() if is_held else wanted)


def merged(session: Session, number: int) -> Sequence[OutreachRequest]:
    """Return the requests that a request goes on for, the first one first."""
    return session.scalars(select(OutreachRequest).where(OutreachRequest.merged_into_id == number).order_by(OutreachRequest.id)).all()


def _others(request: OutreachRequest) -> ColumnElement[bool]:
    return and_(
        OutreachRequest.sector_id == request.sector_id, OutreachRequest.id != request.id, OutreachRequest.state.in_(OPEN),
        OutreachRequest.merged_into_id.is_(None),
    )  # fmt: skip


def _points(session: Session, numbers: Sequence[int]) -> Mapping[int, Point]:
    if len(numbers) < 2:  # noqa: PLR2004 - a request is not compared with itself
        return {}
    found = session.scalars(select(OutreachPlace).where(OutreachPlace.request_id.in_(numbers)))
    return {one.request_id: point for one in found if (point := point_of(one)) is not None}


def point_of(place: OutreachPlace) -> Point | None:
    """Return the point of a place, where it has one."""
    latitude, _, longitude = (place.point or "").partition(",")
    return Point(float(latitude), float(longitude)) if longitude else None


def _compared(request: OutreachRequest, other: OutreachRequest, points: Mapping[int, Point]) -> Similar:
    here, there = points.get(request.id), points.get(other.id)
    apart = kilometres(here, there) if here is not None and there is not None else None
    return Similar(other.id, other.state, other.asked_at, other.commune == request.commune, apart)

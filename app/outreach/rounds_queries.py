"""Reads of rounds: those of teams, what is placed on them, what a team has still to place."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.core.clock import PARIS
from app.directory.models import Keeping, Location, Service
from app.directory.rules import LocationRole
from app.outreach.models import OutreachAttempt, OutreachPassage, OutreachPlace, OutreachRequest, OutreachRound, OutreachTeam
from app.outreach.queries import WITH_TEAM
from app.outreach.round_hours import Hours
from app.outreach.rules import GOING, Urgency

MOST = 200
"""Requests that a team has in hand, as pages show them."""
MOST_STOPS = 200
A_DAY = timedelta(days=1)


class Placed(NamedTuple):
    """A request on a round."""

    passage: OutreachPassage
    request: OutreachRequest


class Waiting(NamedTuple):
    """A request that a team has not met yet, and the round that it is placed on, where there is one to come."""

    request: OutreachRequest
    passage: OutreachPassage | None
    round: OutreachRound | None


class Announced(NamedTuple):
    """A stop that the directory tells the public, and the organisation that keeps it."""

    organisation: int
    location: Location
    service: Service


def coming(session: Session, organisations: Collection[int], day: date) -> Sequence[OutreachRound]:
    """Return the rounds from a day on of the teams of organisations, with team and stops; not those that were cancelled."""
    wanted = _of(organisations).where(OutreachRound.day >= day, OutreachRound.cancelled_at.is_(None))
    return session.scalars(wanted.options(selectinload(OutreachRound.stops))).all()


def of_team(session: Session, organisations: Collection[int], since: date) -> Sequence[OutreachRound]:
    """Return the rounds of the teams of organisations since a day, cancelled or not, the first one first."""
    return session.scalars(_of(organisations).where(OutreachRound.day >= since)).all()


def placed(session: Session, number: int) -> Sequence[Placed]:
    """Return what is placed on a round, in the order of the passages: only what its team has, or had last."""
    wanted = (
        select(OutreachPassage, OutreachRequest)
        .join(OutreachRequest, OutreachRequest.id == OutreachPassage.request_id)
        .join(OutreachRound, OutreachRound.id == OutreachPassage.round_id)
        .where(OutreachPassage.round_id == number, *_is_live())
        .order_by(OutreachPassage.planned_at, OutreachPassage.id)
    )
    return [Placed(*row) for row in session.execute(wanted)]


def taken_off(session: Session, found: OutreachRound) -> Sequence[OutreachRequest]:
    """Return what a round that was cancelled leaves to be placed again: what was on it, and is on no other."""
    wanted = (
        select(OutreachRequest)
        .join(OutreachPassage, OutreachPassage.request_id == OutreachRequest.id)
        .where(OutreachPassage.round_id == found.id, OutreachPassage.removed_at >= found.cancelled_at)
        .where(OutreachRequest.team_id == found.team_id, OutreachRequest.state.in_(GOING), OutreachRequest.planned_at.is_(None))
        .order_by(OutreachPassage.planned_at, OutreachPassage.id)
    )
    return session.scalars(wanted).all()


def counts(session: Session, rounds: Collection[int]) -> Mapping[int, int]:
    """Return how many requests are placed on each of some rounds; those without any are left out."""
    wanted = (
        select(OutreachPassage.round_id, func.count())
        .join(OutreachRequest, OutreachRequest.id == OutreachPassage.request_id)
        .join(OutreachRound, OutreachRound.id == OutreachPassage.round_id)
        .where(OutreachPassage.round_id.in_(rounds), *_is_live())
        .group_by(OutreachPassage.round_id)
    )
    return {row[0]: row[1] for row in session.execute(wanted)}


def waiting(session: Session, team: int, now: datetime) -> Sequence[Waiting]:
    """Return what a team has not met yet, the most urgent first, and on which round each is to be gone to."""
    wanted = select(OutreachRequest).where(OutreachRequest.team_id == team, OutreachRequest.state.in_(GOING))
    soonest = (OutreachRequest.urgency != Urgency.SOON, OutreachRequest.asked_at, OutreachRequest.id)
    found = session.scalars(wanted.order_by(*soonest).limit(MOST)).all()
    to_come = {passage.request_id: (passage, round_) for passage, round_ in to_come_of(session, [one.id for one in found], now)}
    return [Waiting(one, *to_come.get(one.id, (None, None))) for one in found]


def to_come_of(session: Session, requests: Collection[int], now: datetime) -> Sequence[tuple[OutreachPassage, OutreachRound]]:
    """Return the passages of requests on rounds that are not over."""
    wanted = (
        select(OutreachPassage, OutreachRound)
        .join(OutreachRound, OutreachRound.id == OutreachPassage.round_id)
        .where(OutreachPassage.request_id.in_(requests), OutreachPassage.removed_at.is_(None), OutreachRound.cancelled_at.is_(None))
        .where(OutreachRound.day >= now.astimezone(PARIS).date() - A_DAY)
        .order_by(OutreachPassage.planned_at.desc())
    )
    return [(passage, round_) for passage, round_ in session.execute(wanted) if Hours.of(round_).ends_at > now]


def attempts_of(session: Session, requests: Collection[int]) -> Mapping[int, Sequence[OutreachAttempt]]:
    """Return the attempts of requests, by number, the first one first."""
    wanted = select(OutreachAttempt).where(OutreachAttempt.request_id.in_(requests))
    made: dict[int, list[OutreachAttempt]] = {}
    for one in session.scalars(wanted.order_by(OutreachAttempt.at, OutreachAttempt.id)):
        made.setdefault(one.request_id, []).append(one)
    return made


def places_of(session: Session, requests: Collection[int]) -> Mapping[int, OutreachPlace]:
    """Return where people are, by the number of the request, as far as it is still known."""
    return {one.request_id: one for one in session.scalars(select(OutreachPlace).where(OutreachPlace.request_id.in_(requests)))}


def announced(session: Session, organisations: Iterable[int], day: date) -> Sequence[Announced]:
    """Return the stops, on a day or later, of the services that organisations keep."""
    wanted = (
        select(Keeping.organisation_id, Location, Service)
        .join(Service, Service.structure_id == Keeping.structure_id)
        .join(Location, Location.service_id == Service.id)
        .where(Keeping.organisation_id.in_(list(organisations)), Service.merged_into_id.is_(None))
        .where(Location.role == LocationRole.STOP, Location.instead_of_id.is_(None), or_(Location.ends.is_(None), Location.ends >= day))
        .order_by(Service.nom, Service.id, Location.nom, Location.id)
        .limit(MOST_STOPS)
    )
    return [Announced(*row) for row in session.execute(wanted)]


def _of(organisations: Collection[int]) -> Select[OutreachRound]:
    wanted = select(OutreachRound).join(OutreachRound.team).where(OutreachTeam.organisation_id.in_(organisations))
    wanted = wanted.options(joinedload(OutreachRound.team))
    return wanted.order_by(OutreachRound.day, OutreachRound.starts, OutreachRound.id)


def _is_live() -> tuple[ColumnElement[bool], ...]:
    """A passage that stands, of a request that the team of the round has, or had last."""
    return (
        OutreachPassage.removed_at.is_(None),
        OutreachRequest.team_id == OutreachRound.team_id,
        OutreachRequest.state.in_(WITH_TEAM),
    )

"""Lists of requests: to be sorted, with a team, sent. Selected by organisation, so that nobody’s others are read; never where."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, false, func, or_, select
from sqlalchemy.orm import Session, defer

from app.outreach.awaiting import late_before
from app.outreach.models import OutreachRequest, OutreachSector, OutreachTeam
from app.outreach.queries import WITH_TEAM
from app.outreach.rules import SORTING, State, Urgency
from app.outreach.settings import Context
from app.outreach.territories import Territories, within

PAGE = 25
MOST_UNROUTED = 200


class View(StrEnum):
    """What is listed; part of the address."""

    TO_SORT = "a-trier"
    TEAM = "equipe"
    SENT = "envoyees"


WAITING: Mapping[View, tuple[State, ...]] = {
    View.TO_SORT: SORTING,
    View.TEAM: (State.ASSIGNED, State.PLANNED, State.TRIED, State.CONTACT, State.ONGOING),
    View.SENT: tuple(State),
}
"""States that a list shows when none is asked for."""


def views_of(session: Session, organisations: Collection[int]) -> tuple[View, ...]:
    """Return the lists that mean something to the members of some organisations, their own first."""
    sorts = exists().where(OutreachSector.organisation_id.in_(organisations))
    goes = exists().where(OutreachTeam.organisation_id.in_(organisations))
    found = session.execute(select(sorts.label("sorts"), goes.label("goes"))).one()
    return (*([View.TO_SORT] if found.sorts else []), *([View.TEAM] if found.goes else []), View.SENT)


def of_view(view: View, organisations: Collection[int]) -> ColumnElement[bool]:
    """Return the condition that a request is in a list."""
    if not organisations:
        return false()
    if view is View.SENT:
        return OutreachRequest.organisation_id.in_(organisations)
    if view is View.TO_SORT:
        return OutreachRequest.sector_id.in_(select(OutreachSector.id).where(OutreachSector.organisation_id.in_(organisations)))
    teams = select(OutreachTeam.id).where(OutreachTeam.organisation_id.in_(organisations))
    return and_(OutreachRequest.team_id.in_(teams), OutreachRequest.state.in_(WITH_TEAM))


def counts(session: Session, view: View, organisations: Collection[int]) -> Mapping[str, int]:
    """Return how many requests of a list are in each state."""
    counted = select(OutreachRequest.state, func.count().label("many")).where(of_view(view, organisations))
    return {row.state: row.many for row in session.execute(counted.group_by(OutreachRequest.state))}


def listed(
    context: Context, view: View, organisations: Collection[int], states: Collection[State], *, page: int = 1
) -> Sequence[OutreachRequest]:
    """Return a page of a list: what waits first, the late and urgent before the rest; what is over or was sent, by its last action."""
    wanted = select(OutreachRequest).where(of_view(view, organisations), OutreachRequest.state.in_(states))
    ordered = wanted.order_by(*_order(context, view, states)).limit(PAGE).offset((page - 1) * PAGE)
    return context.session.scalars(ordered.options(defer(OutreachRequest.sealed_code, raiseload=True))).all()


def unrouted(session: Session, codes: Territories) -> Sequence[OutreachRequest]:
    """Return the requests of some départements that no sector was found for, the urgent and the oldest first."""
    lost = (OutreachRequest.state == State.REPORTED, OutreachRequest.sector_id.is_(None))
    wanted = select(OutreachRequest).where(within(OutreachRequest.departement, codes), *lost)
    ordered = wanted.order_by(_by_urgency(), OutreachRequest.asked_at, OutreachRequest.id).limit(MOST_UNROUTED)
    return session.scalars(ordered.options(defer(OutreachRequest.sealed_code, raiseload=True))).all()


def _order(context: Context, view: View, states: Collection[State]) -> tuple[ColumnElement[Any], ...]:
    if view is View.SENT or not set(states) <= set(WAITING[view]):
        return OutreachRequest.last_action_at.desc(), OutreachRequest.id.desc()
    if view is View.TO_SORT:
        return _first(_is_late(context)), _by_urgency(), OutreachRequest.state_since.expression, OutreachRequest.id.expression
    since = func.coalesce(OutreachRequest.planned_at, OutreachRequest.state_since)
    return _by_step(context.now), _first(_is_late(context)), _by_urgency(), since, OutreachRequest.id.expression


def _by_urgency() -> ColumnElement[int]:
    return _first(OutreachRequest.urgency == Urgency.SOON)


def _first(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 0), else_=1)


def _is_late(context: Context) -> ColumnElement[bool]:
    """As `awaiting.awaited` says it of one request, for the database."""

    def before(name: str) -> datetime:
        return late_before(context.settings, name, context.now)

    asked = OutreachRequest.asked_at
    return or_(
        and_(OutreachRequest.state.in_(SORTING), OutreachRequest.state_since < before("sorting")),
        and_(OutreachRequest.state == State.ASSIGNED, OutreachRequest.assigned_at < before("answering")),
        and_(OutreachRequest.first_attempt_at.is_(None), OutreachRequest.urgency == Urgency.SOON, asked < before("soon")),
        and_(OutreachRequest.first_attempt_at.is_(None), OutreachRequest.urgency == Urgency.NORMAL, asked < before("normal")),
    )


def _by_step(now: datetime) -> ColumnElement[int]:
    """What waits for the team first: to answer, to go within a day or say what happened, to go again, to say what follows."""
    is_near = and_(OutreachRequest.state == State.PLANNED, OutreachRequest.planned_at < now + timedelta(days=1))
    turn = (OutreachRequest.state == State.ASSIGNED, is_near, OutreachRequest.state == State.TRIED, OutreachRequest.state == State.CONTACT)
    planned = (OutreachRequest.state == State.PLANNED, len(turn))
    return case(*((one, rank) for rank, one in enumerate(turn)), planned, else_=len(turn) + 1)

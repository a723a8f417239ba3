"""Rounds of a team: prepared, changed, cancelled; requests placed on them and taken off.

Whoever changes or cancels a round sends the version that they read. What is placed goes with the row of the round held, so that nothing
is placed on a round that is being cancelled.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from app.core.clock import PARIS
from app.core.errors import DomainError
from app.outreach import queries
from app.outreach.models import OutreachPassage, OutreachRequest, OutreachRound, OutreachRoundStop
from app.outreach.queries import Case
from app.outreach.round_hours import Hours, hour_of
from app.outreach.rules import Mover, State
from app.outreach.services import going
from app.outreach.services.moving import set_clock
from app.outreach.services.passages import take_off
from app.outreach.settings import Context


class RoundChanged(DomainError):
    """Somebody changed the round since the page was read."""


class RoundOver(DomainError):
    """The round was cancelled, or is behind us: it does not change any more."""


class NotOfTheTeam(DomainError):
    """A round takes what its own team has in hand."""


class OutsideRound(DomainError):
    """The hour is not one of the round, or the stop is not one of its stops."""


@dataclass(frozen=True, slots=True)
class StopPlan:
    """A stop as it is wanted. `number`: of the stop of the round that it was; `location`: of the stop that the public is told of."""

    starts: time
    ends: time | None
    name: str
    commune: str = ""
    location: int | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """A round as it is wanted; its stops in any order."""

    day: date
    starts: time
    ends: time
    name: str = ""
    pair: str = ""
    stops: Sequence[StopPlan] = ()

    @property
    def hours(self) -> Hours:
        """From when to when."""
        return Hours(self.day, self.starts, self.ends)


def create(context: Context, team: int, plan: RoundPlan) -> OutreachRound:
    """Prepare a round of a team."""
    made = OutreachRound(team_id=team)
    _write(context, made, plan)
    return made


def change(context: Context, found: OutreachRound, plan: RoundPlan, version: int, by: Mover) -> None:
    """Change a round; what is placed on it goes along: to the new hour of its stop, else to the same hour of the new day.

    Who asked is told again when the day is another one. Raise RoundChanged, RoundOver.
    """
    _hold(context, found, version)
    flag_modified(found, "name")  # another version, also when its stops alone are others
    starts = {stop.id: stop.starts for stop in found.stops}
    passages = [one for one in found.passages if one.removed_at is None]
    _write(context, found, plan)
    now_at = {stop.id: stop.starts for stop in found.stops}
    for passage in passages:
        hour = hour_of(passage.planned_at)
        if passage.stop_id is not None and passage.stop_id not in now_at:
            passage.stop_id = None
        elif passage.stop_id is not None and (hour == starts[passage.stop_id] or not plan.hours.holds(hour)):
            hour = now_at[passage.stop_id]
        _shift(context, passage, plan.hours.at(hour if plan.hours.holds(hour) else plan.starts), by)
    context.session.flush()


def cancel(context: Context, found: OutreachRound, version: int) -> int:
    """Cancel a round; return how many requests are to be placed again. Raise RoundChanged, RoundOver."""
    _hold(context, found, version)
    found.cancelled_at = context.now
    passages = [one for one in found.passages if one.removed_at is None]
    for passage in passages:
        _let_go(context, passage)
    context.session.flush()
    return len(passages)


def place(  # noqa: PLR0913, PLR0917 - what is placed, where, when, by whom
    context: Context, found: OutreachRound, case: Case, planned_at: datetime, stop: OutreachRoundStop | None, by: Mover
) -> OutreachPassage:
    """Place a request on a round, about when, at a stop or between two; it leaves the other rounds to come.

    Raise RoundOver, NotOfTheTeam, OutsideRound; NotAllowed and TriedEnough as `going.plan` does.
    """
    _hold(context, found)
    at, hours, request = planned_at.astimezone(context.now.tzinfo), Hours.of(found), case.request
    if case.going is None or request.team_id != found.team_id:
        raise NotOfTheTeam
    if not hours.begins_at <= at <= hours.ends_at or (stop is not None and stop.round_id != found.id):
        raise OutsideRound
    take_off(context, request, but=found.id)
    passage = _passage(context, found.id, request.id) or OutreachPassage(round_id=found.id, request_id=request.id)
    passage.stop_id = stop.id if stop is not None else None
    passage.planned_at, passage.placed_at, passage.removed_at = at, context.now, None
    context.session.add(passage)
    going.plan(context, case, at, by)
    context.session.flush()
    return passage


def remove(context: Context, found: OutreachRound, request: int) -> None:
    """Take a request off a round: it is to be placed again. Nothing when it was not on it; raise RoundOver."""
    _hold(context, found)
    passage = _passage(context, found.id, request)
    if passage is not None and passage.removed_at is None:
        _let_go(context, passage)
        context.session.flush()


def is_open(found: OutreachRound, now: datetime) -> bool:
    """Whether a round may still change: neither cancelled nor over."""
    return found.cancelled_at is None and Hours.of(found).ends_at > now


def _hold(context: Context, found: OutreachRound, version: int | None = None) -> None:
    """Keep the round as it is until the end of the transaction."""
    context.session.refresh(found, with_for_update=True)
    if version is not None and found.version != version:
        raise RoundChanged
    if not is_open(found, context.now):
        raise RoundOver


def _write(context: Context, found: OutreachRound, plan: RoundPlan) -> None:
    found.day, found.starts, found.ends, found.name = plan.day, plan.starts, plan.ends, plan.name
    known = {stop.id: stop for stop in found.stops}
    stops = []
    for position, one in enumerate(sorted(plan.stops, key=lambda stop: plan.hours.after(stop.starts))):
        stop = known.pop(one.number or 0, None) or OutreachRoundStop()
        stop.position, stop.starts, stop.ends, stop.name = position, one.starts, one.ends, one.name
        stop.commune, stop.location_id = one.commune, one.location
        stops.append(stop)
    found.stops = stops
    context.session.add(found)
    context.session.flush()
    found.pair = plan.pair or None
    context.session.flush()


def _shift(context: Context, passage: OutreachPassage, at: datetime, by: Mover) -> None:
    """Let a passage be at another instant, and its request with it; who asked is told when it is another day."""
    before, passage.planned_at = passage.planned_at, at
    request = _still_planned(context, passage, before)
    if request is None or at == before:
        return
    if at.astimezone(PARIS).date() != before.astimezone(PARIS).date():
        going.plan(context, queries.case_of(context.session, request), at, by)
    else:
        request.planned_at = at
        set_clock(context, request)


def _let_go(context: Context, passage: OutreachPassage) -> None:
    """Take a passage off its round; the request has no hour any more."""
    passage.removed_at = context.now
    request = _still_planned(context, passage, passage.planned_at)
    if request is not None:
        request.planned_at = None
        set_clock(context, request)


def _still_planned(context: Context, passage: OutreachPassage, at: datetime) -> OutreachRequest | None:
    """Return the request that the team of the round means to go to at that very instant; None when it moved on, to another team too."""
    request = context.session.get(OutreachRequest, passage.request_id)
    if request is None or request.team_id != passage.round.team_id:
        return None
    return request if request.state == State.PLANNED and request.planned_at == at else None


def _passage(context: Context, found: int, request: int) -> OutreachPassage | None:
    wanted = select(OutreachPassage).where(OutreachPassage.round_id == found, OutreachPassage.request_id == request)
    return context.session.scalars(wanted).first()

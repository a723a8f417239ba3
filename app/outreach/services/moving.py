"""Moving a request: the table asked, the log written, the clock set, all in the caller's transaction.

Whoever decides sends the version that they read: of two who decide at once, one wins and the other is told.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from app.core.clock import PARIS
from app.core.errors import DomainError
from app.core.workflow.deadlines import Due
from app.core.workflow.timed import Timed
from app.outreach import queries
from app.outreach.deadlines import DEADLINES
from app.outreach.models import OutreachAssignment, OutreachReminder, OutreachRequest, OutreachStep
from app.outreach.rules import (
    MOST_ATTEMPTS,
    OVER,
    WITH_REASON,
    WORKFLOW,
    Action,
    Actor,
    Mover,
    Reason,
    State,
    Urgency,
    different_hours,
)
from app.outreach.settings import Context

ENDS_ASSIGNMENT = frozenset((State.SENT_BACK, State.TO_SORT, State.TRANSFERRED, State.DUPLICATE, State.INADMISSIBLE))


class ChangedMeanwhile(DomainError):
    """Somebody moved the request since the page was read."""


class ReasonMissing(DomainError):
    """An action that stops says why, by one of its own codes."""


class TooLateToReopen(DomainError):
    """It was closed too long ago, or what was known is purged."""


class TriedEnough(DomainError):
    """Three attempts at different hours were made: the person is met, or it ends."""


class NotTriedEnough(DomainError):
    """It ends as « not met » after three attempts at different hours, or when the time to try is over."""


def check_version(request: OutreachRequest, version: int) -> None:
    """Raise ChangedMeanwhile unless the version that somebody read is the one that stands."""
    if request.version != version:
        raise ChangedMeanwhile


def move(context: Context, request: OutreachRequest, action: Action, by: Mover, reason: Reason | None = None) -> OutreachStep:
    """Do an action, what goes with it (sector, team, passage, outcome) being set already.

    Raise NotAllowed (of the table), ReasonMissing, TooLateToReopen, TriedEnough, NotTriedEnough.
    """
    state = State(request.state)
    line = WORKFLOW.transition(state, action, by.actor)
    target = State(line.target)
    if (reason is not None) != (action in WITH_REASON) or (reason is not None and reason not in WITH_REASON[action]):
        raise ReasonMissing
    _guard(context, request, action, target)
    step = OutreachStep(
        request_id=request.id, at=context.now, action=action, source=state, target=target, actor=by.actor, account_id=by.account,
        organisation_id=by.organisation, team_id=request.team_id, sector_id=request.sector_id, reason=reason,
    )  # fmt: skip
    context.session.add(step)
    request.state = target
    request.last_action_at = context.now
    if target is not state:
        request.state_since = context.now
    if reason is not None:
        request.reason = reason
    _date(context, request, action, target)
    set_clock(context, request)
    context.session.flush()
    return step


def may_reopen(context: Context, request: OutreachRequest) -> bool:
    """Whether a request that is over may still be taken up again."""
    longest = timedelta(days=context.settings.delays.reopening)
    is_recent = request.closed_at is not None and context.now - request.closed_at <= longest
    return request.state in OVER and is_recent and request.purged_at is None


def tries(context: Context, request: OutreachRequest) -> int:
    """Return at how many different hours somebody went, since it was last taken up."""
    since = request.first_attempt_at
    made = [one for one in queries.attempts(context.session, request.id) if since is not None and one.at >= since]
    return different_hours([one.at.astimezone(PARIS) for one in made])


def may_give_up(context: Context, request: OutreachRequest) -> bool:
    """Whether enough was tried: three times at different hours, or for as long as the settings say."""
    first = request.first_attempt_at
    is_long = first is not None and (_day(context.now) - _day(first)).days >= context.settings.delays.trying
    return is_long or tries(context, request) >= MOST_ATTEMPTS


def set_clock(context: Context, request: OutreachRequest) -> None:
    """Write when the clock must look at a request again."""
    TIMED.set_clock(context.session, context.settings.calendar, request)


def due_next(context: Context, request: OutreachRequest) -> list[Due]:
    """Return the deadlines of a request that are still to be done, the earliest first; none once it is purged."""
    return TIMED.due_next(context.session, context.settings.calendar, request)


def anchors(request: OutreachRequest) -> Mapping[str, datetime | None]:
    """Return the instants that deadlines are counted from (`deadlines.ANCHORS`), in UTC as reminders keep them."""
    instants = {
        "state_since": request.state_since,
        "assigned_at": request.assigned_at,
        "asked_soon_at": request.asked_at if request.urgency == Urgency.SOON else None,
        "asked_normal_at": request.asked_at if request.urgency == Urgency.NORMAL else None,
        "planned_at": request.planned_at,
        "unplaced_at": request.last_action_at if request.planned_at is None else None,
        "first_attempt_at": request.first_attempt_at,
        "last_attempt_at": request.last_attempt_at,
        "last_action_at": request.last_action_at,
    }
    return {name: instant and instant.astimezone(UTC) for name, instant in instants.items()}


def actions(request: OutreachRequest, actor: Actor) -> tuple[Action, ...]:
    """Return what an actor may do now, guards apart."""
    return tuple(Action(code) for code in dict.fromkeys(WORKFLOW.actions(request.state, actor)))


def _guard(context: Context, request: OutreachRequest, action: Action, target: State) -> None:
    if request.purged_at is not None and target not in OVER:
        raise TooLateToReopen
    if action is Action.REOPEN and not may_reopen(context, request):
        raise TooLateToReopen
    if action is Action.PLAN and request.state == State.TRIED and tries(context, request) >= MOST_ATTEMPTS:
        raise TriedEnough
    if action is Action.GIVE_UP and not may_give_up(context, request):
        raise NotTriedEnough


def _day(at: datetime) -> date:
    """Return the day of Paris: as deadlines count, so that the clock may do on a morning what is due on it."""
    return at.astimezone(PARIS).date()


def _date(context: Context, request: OutreachRequest, action: Action, target: State) -> None:
    """Write the dates that an action stands for."""
    now = context.now
    if target is State.ASSIGNED:
        request.assigned_at = now
    if target is State.CONTACT and request.contact_at is None:
        request.contact_at = now
    if target is not State.PLANNED:
        request.planned_at = None
    if action is Action.REOPEN:
        request.reason, request.outcome = None, None
        request.first_attempt_at = request.last_attempt_at = None
    if target in ENDS_ASSIGNMENT:
        _end_assignment(context, request)
    request.closed_at = (request.closed_at or now) if target in OVER else None


def _end_assignment(context: Context, request: OutreachRequest) -> None:
    """The team has it no more, and sees it no more."""
    request.team_id, request.assigned_at = None, None
    running = select(OutreachAssignment).where(OutreachAssignment.request_id == request.id, OutreachAssignment.ended_at.is_(None))
    for one in context.session.scalars(running):
        one.ended_at = context.now


TIMED = Timed(OutreachRequest, OutreachReminder, "request_id", DEADLINES, anchors)

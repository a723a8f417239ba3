"""Moving an orientation: the table asked, the log written, the clock set, all in the caller's transaction.

Whoever decides sends the version that they read: of two who decide at once, one wins and the other is told.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from app.core.errors import DomainError
from app.core.workflow.deadlines import Due
from app.core.workflow.timed import Timed
from app.orientations.deadlines import DEADLINES
from app.orientations.models import Orientation, OrientationReminder, OrientationStep
from app.orientations.rules import CLOSED, OF_TARGET, REOPENABLE, WITH_REASON, WORKFLOW, Action, Actor, Mover, Reason, State
from app.orientations.settings import Context

_ANSWERS = OF_TARGET - {Action.RECEIVE}


class ChangedMeanwhile(DomainError):
    """Somebody moved the orientation since the page was read."""


class ReasonMissing(DomainError):
    """An action that stops says why, by one of its own codes."""


class TooLateToReopen(DomainError):
    """It was closed too long ago, or what was known of the person is purged."""


def check_version(orientation: Orientation, version: int) -> None:
    """Raise ChangedMeanwhile unless the version that somebody read is the one that stands."""
    if orientation.version != version:
        raise ChangedMeanwhile


def move(context: Context, orientation: Orientation, action: Action, by: Mover, reason: Reason | None = None) -> OrientationStep:
    """Do an action, what goes with it (appointment) being set already; raise NotAllowed, ReasonMissing or TooLateToReopen."""
    state = State(orientation.state)
    line = WORKFLOW.transition(state, action, by.actor)
    if (reason is not None) != (action in WITH_REASON) or (reason is not None and reason not in WITH_REASON[action]):
        raise ReasonMissing
    target = State(line.target)
    is_purged = orientation.purged_at is not None and target not in CLOSED
    if is_purged or (action is Action.REOPEN and not may_reopen(context, orientation)):
        raise TooLateToReopen
    step = OrientationStep(
        orientation_id=orientation.id, at=context.now, action=action, source=state, target=target, actor=by.actor, account_id=by.account,
        organisation_id=by.organisation, link_id=by.link, is_reported=action in OF_TARGET and by.actor is Actor.SENDER, reason=reason,
    )  # fmt: skip
    context.session.add(step)
    orientation.state = target
    orientation.last_action_at = context.now
    if target is not state:
        orientation.state_since = context.now
    if reason is not None:
        orientation.reason = reason
    _date(orientation, action, target, context.now)
    set_clock(context, orientation)
    context.session.flush()
    return step


def may_reopen(context: Context, orientation: Orientation) -> bool:
    """Whether a closed orientation may still be reopened."""
    longest = timedelta(days=context.settings.delays.reopening)
    is_recent = orientation.closed_at is not None and context.now - orientation.closed_at <= longest
    return orientation.state in REOPENABLE and is_recent and orientation.purged_at is None


def set_clock(context: Context, orientation: Orientation) -> None:
    """Write when the clock must look at an orientation again."""
    TIMED.set_clock(context.session, context.settings.calendar, orientation)


def due_next(context: Context, orientation: Orientation) -> list[Due]:
    """Return the deadlines of an orientation that are still to be done, the earliest first; none once it is purged."""
    return TIMED.due_next(context.session, context.settings.calendar, orientation)


def anchors(orientation: Orientation) -> Mapping[str, datetime | None]:
    """Return the instants that deadlines are counted from (`deadlines.ANCHORS`), in UTC as reminders keep them."""
    appointment, contact = orientation.appointment_at, orientation.contact_at
    instants = {
        "state_since": orientation.state_since,
        "asked_at": orientation.state_since if orientation.answered_at is not None else orientation.sent_at,
        "wait_confirmed_at": orientation.wait_confirmed_at,
        "appointment_at": appointment,
        "met_at": appointment or (max(contact, orientation.sent_at or contact) if contact is not None else None),
        "quiet_since": max(orientation.last_action_at, appointment or orientation.last_action_at),
    }
    return {name: instant and instant.astimezone(UTC) for name, instant in instants.items()}


TIMED = Timed(Orientation, OrientationReminder, "orientation_id", DEADLINES, anchors)


def actions(orientation: Orientation, actor: Actor) -> tuple[Action, ...]:
    """Return what an actor may do now, guards apart."""
    return tuple(Action(code) for code in dict.fromkeys(WORKFLOW.actions(orientation.state, actor)))


def _date(orientation: Orientation, action: Action, target: State, now: datetime) -> None:
    """Write the dates that an action stands for."""
    if target is State.SENT:
        orientation.sent_at = now
        orientation.first_sent_at = orientation.first_sent_at or now
    if action is Action.REOPEN:
        _begin_again(orientation, target)
    if (action in _ANSWERS | {Action.MEET} or target is State.SUPPORT) and orientation.answered_at is None:
        orientation.answered_at = now
    if action in (Action.WAIT, Action.CONFIRM_WAIT):
        orientation.wait_confirmed_at = now
    if target in (State.CONTACT, State.SUPPORT) and orientation.contact_at is None:
        orientation.contact_at = now
    orientation.closed_at = (orientation.closed_at or now) if target in CLOSED else None


def _begin_again(orientation: Orientation, target: State) -> None:
    """Why it had stopped does not hold any more; nor, once it is sent again, what had been answered."""
    orientation.reason, orientation.outcome = None, None
    if target is State.SENT:
        orientation.answered_at = orientation.wait_confirmed_at = orientation.appointment_at = None
        orientation.calls_before = orientation.expected_on = None
        orientation.sealed_place = None

"""Deciding: one function an action on top of the table, then the name of who decided, their words, and who must be told.

Texts need an agreement that stands (the database refuses them otherwise): without one they are put aside, and the log line is enough.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, TypeAlias

from app.core.clock import PARIS
from app.orientations import sentences
from app.orientations.letters import answering as letters
from app.orientations.models import Agreement, Orientation, OrientationStep
from app.orientations.models.person import new_note
from app.orientations.queries import Case
from app.orientations.rules import OF_TARGET, Action, Actor, Mover, NoteKind, Outcome, Reason, State
from app.orientations.services import telling_person
from app.orientations.services.moving import check_version, move
from app.orientations.services.talking import may_note
from app.orientations.services.telling import tell_sender, tell_target
from app.orientations.settings import Context
from app.web.translations import speaking

EVENING = time(18)
"""In Paris: the end of the day before which a service calls."""
NOON = time(12)
TO_PERSON = {Action.ACCEPT: "accepted", Action.REFUSE: "refused", Action.RESCHEDULE: "rescheduled"}
"""Occasions on which the person is written to."""
TO_TARGET = (Action.COMPLETE, Action.CANCEL, Action.REOPEN)
"""What a sender does that the target must know."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """When and where; or, with `calls_before`, the day before whose evening the service calls. `place` empty: the service's own address."""

    at: datetime | None = None
    place: str = ""
    calls_before: date | None = None
    message: str = ""
    """For the person."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why, and a sentence for the person; empty for the usual one of the reason."""

    reason: Reason
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided, having read a version. `detail`: what the action's own function takes."""

    action: Action
    by: Mover
    version: int
    detail: Any = None
    name: str = ""
    """Of who decides by a link, or who answered by telephone."""
    told_on: date | None = None
    """When it was answered, where the sender writes it down later."""


def decide(context: Context, found: Case, decision: Decision) -> OrientationStep:
    """Do what was decided; raise ChangedMeanwhile, NotAllowed, TooLateToReopen."""
    orientation, by, action = found.orientation, decision.by, decision.action
    check_version(orientation, decision.version)
    _hold_agreement(context, orientation)
    if decision.told_on is not None and action in OF_TARGET:
        orientation.answered_at = orientation.answered_at or instant_of(decision.told_on, context.now)
    step = ACTS[action](context, orientation, by, decision.detail)
    _write(context, orientation, step, NoteKind.DECIDER, _signed(decision))
    _tell(context, found, action, by)
    context.session.flush()
    return step


def instant_of(day: date, now: datetime) -> datetime:
    """Return an instant for a day that somebody told: now for today, else its noon in Paris."""
    return now if day == now.astimezone(PARIS).date() else min(now, datetime.combine(day, NOON, PARIS))


def receive(context: Context, orientation: Orientation, by: Mover, _nothing: None = None) -> OrientationStep:
    """It was read."""
    return move(context, orientation, Action.RECEIVE, by)


def ask(context: Context, orientation: Orientation, by: Mover, message: str) -> OrientationStep:
    """Say what is missing."""
    return _saying(context, orientation, Action.ASK, by, message)


def complete(context: Context, orientation: Orientation, by: Mover, message: str) -> OrientationStep:
    """Give what was missing."""
    return _saying(context, orientation, Action.COMPLETE, by, message)


def wait(context: Context, orientation: Orientation, by: Mover, expected: date) -> OrientationStep:
    """Put on the waiting list, until about a day."""
    orientation.expected_on = expected
    return move(context, orientation, Action.WAIT, by)


def confirm_wait(context: Context, orientation: Orientation, by: Mover, expected: date) -> OrientationStep:
    """Say that the wait goes on, until about a day."""
    orientation.expected_on = expected
    return move(context, orientation, Action.CONFIRM_WAIT, by)


def accept(context: Context, orientation: Orientation, by: Mover, appointment: Appointment) -> OrientationStep:
    """Accept, and say when the person is met."""
    return _appointed(context, orientation, Action.ACCEPT, by, appointment)


def reschedule(context: Context, orientation: Orientation, by: Mover, appointment: Appointment) -> OrientationStep:
    """Say another time, or another place."""
    return _appointed(context, orientation, Action.RESCHEDULE, by, appointment)


def meet(context: Context, orientation: Orientation, by: Mover, day: date) -> OrientationStep:
    """The person was met, on a day."""
    orientation.contact_at = orientation.contact_at or instant_of(day, context.now)
    return move(context, orientation, Action.MEET, by)


def support(context: Context, orientation: Orientation, by: Mover, _nothing: None = None) -> OrientationStep:
    """The service goes on helping."""
    return move(context, orientation, Action.SUPPORT, by)


def finish(context: Context, orientation: Orientation, by: Mover, outcome: Outcome) -> OrientationStep:
    """It is over; what became of the need."""
    orientation.outcome = outcome
    return move(context, orientation, Action.FINISH, by)


def refuse(context: Context, orientation: Orientation, by: Mover, refusal: Refusal) -> OrientationStep:
    """Refuse, with a sentence for the person in her language."""
    step = move(context, orientation, Action.REFUSE, by, refusal.reason)
    sentence = refusal.sentence or sentences.refused(refusal.reason, speaking(orientation.language))
    _write(context, orientation, step, NoteKind.TO_PERSON, sentence)
    return step


def fail(context: Context, orientation: Orientation, by: Mover, reason: Reason) -> OrientationStep:
    """Nothing came of it."""
    return move(context, orientation, Action.FAIL, by, reason)


def cancel(context: Context, orientation: Orientation, by: Mover, _nothing: None = None) -> OrientationStep:
    """Its sender takes it back."""
    return move(context, orientation, Action.CANCEL, by)


def reopen(context: Context, orientation: Orientation, by: Mover, message: str) -> OrientationStep:
    """Open again, and say why to the other side."""
    return _saying(context, orientation, Action.REOPEN, by, message)


Act: TypeAlias = Callable[[Context, Orientation, Mover, Any], OrientationStep]
ACTS: Mapping[Action, Act] = {
    Action.RECEIVE: receive,
    Action.ASK: ask,
    Action.COMPLETE: complete,
    Action.WAIT: wait,
    Action.CONFIRM_WAIT: confirm_wait,
    Action.ACCEPT: accept,
    Action.RESCHEDULE: reschedule,
    Action.MEET: meet,
    Action.SUPPORT: support,
    Action.FINISH: finish,
    Action.REFUSE: refuse,
    Action.FAIL: fail,
    Action.CANCEL: cancel,
    Action.REOPEN: reopen,
}
"""What has a page of its own to be decided on."""


def _hold_agreement(context: Context, orientation: Orientation) -> None:
    """Let nobody withdraw it while texts that need it are written."""
    context.session.get(Agreement, orientation.id, with_for_update={"read": True}, populate_existing=True)


def _saying(context: Context, orientation: Orientation, action: Action, by: Mover, message: str) -> OrientationStep:
    step = move(context, orientation, action, by)
    _write(context, orientation, step, NoteKind.MESSAGE, message)
    return step


def _appointed(context: Context, orientation: Orientation, action: Action, by: Mover, appointment: Appointment) -> OrientationStep:
    before = appointment.calls_before
    orientation.calls_before = before
    orientation.appointment_at = datetime.combine(before, EVENING, PARIS) if before else appointment.at
    orientation.appointment_place = None if before else appointment.place or None
    step = move(context, orientation, action, by)
    _write(context, orientation, step, NoteKind.TO_PERSON, appointment.message)
    return step


def _write(context: Context, orientation: Orientation, step: OrientationStep, kind: NoteKind, text: str) -> None:
    """Keep a text beside a step."""
    if text and may_note(orientation):
        by = Mover(Actor(step.actor), step.account_id, step.organisation_id, step.link_id)
        note = new_note(orientation.id, kind, text, by, context.now)
        note.step_id = step.id
        context.session.add(note)


def _signed(decision: Decision) -> str:
    """The name, and the day of an answer that was written down later."""
    if decision.name and decision.told_on is not None:
        return f"{decision.name} ({decision.told_on:%d/%m/%Y})"
    return decision.name


def _tell(context: Context, found: Case, action: Action, by: Mover) -> None:
    """Write to the other side, and to the person where it is her turn to know."""
    orientation = found.orientation
    if by.actor is Actor.TARGET:
        is_reading = action is Action.RECEIVE
        made = letters.received(orientation.id) if is_reading else letters.answered(orientation.id, State(orientation.state))
        tell_sender(context, found, made)
    elif action in TO_TARGET and orientation.sent_at is not None:
        tell_target(context, found, letters.changed(action))
    if action in TO_PERSON:
        telling_person.tell(context, found, TO_PERSON[action])

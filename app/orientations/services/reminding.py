"""Doing what is due for one orientation: who waits is written to, what nobody answered is closed, each once.

What was done is written in the transaction of its mails: stopped in the middle, none of it happened; done by two, one of them wins.
"""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from app.core.clock import PARIS
from app.core.workflow.deadlines import Due
from app.orientations.deadlines import EFFECTS, Effect
from app.orientations.letters.person import Occasion
from app.orientations.letters.reminding import About, reminder
from app.orientations.models import Orientation
from app.orientations.queries import Case, case_of
from app.orientations.rules import CLOCK, Action, Actor, Outcome, Told
from app.orientations.services.moving import TIMED, move
from app.orientations.services.telling import tell_coordination, tell_sender, tell_target
from app.orientations.services.telling_person import tell
from app.orientations.settings import Context

_OCCASIONS = {"before-appointment": Occasion.REMINDER, "person-asked": Occasion.QUESTIONS}
_TELLERS = {Actor.TARGET: tell_target, Actor.SENDER: tell_sender, Actor.COORDINATOR: tell_coordination}


def remind(context: Context, number: int) -> int:
    """Do all that is due for an orientation; return how many deadlines were. Raise StaleDataError when somebody moved it meanwhile."""
    taken = TIMED.take(context.session, context.settings.calendar, context.now, number)
    if taken is None:
        return 0
    found, due = taken
    _act(context, case_of(context.session, found), due)
    return len(due)


def _act(context: Context, case: Case, due: Sequence[Due]) -> None:
    """Move the orientation where its time is over; else write to each side about the latest of what is due to it."""
    for one in due:
        moves = EFFECTS[one.deadline.name].moves
        if moves is not None:
            if moves is Action.CLOSE:
                case.orientation.outcome = Outcome.UNKNOWN
            move(context, case.orientation, moves, CLOCK)
            due = [one]
            break
    if case.orientation.is_example:
        return
    latest = {actor: one for one in due if _is_timely(context, case.orientation, one) for actor in _told(case, EFFECTS[one.deadline.name])}
    for actor, one in latest.items():
        _write(context, case, actor, one)


def _told(case: Case, effect: Effect) -> Sequence[Actor]:
    return effect.tells_direct if case.orientation.is_direct else effect.tells


def _is_timely(context: Context, orientation: Orientation, due: Due) -> bool:
    """Whether a reminder still makes sense: not of an appointment that is past, no question that the person answered already."""
    if due.deadline.before:
        return context.now < due.anchor_at
    if due.deadline.name == "person-asked":
        is_told = orientation.told_need not in (None, Told.NOT_YET)
        return not (is_told and orientation.told_at is not None and orientation.told_at >= due.anchor_at)
    return True


def _write(context: Context, case: Case, actor: Actor, due: Due) -> None:
    if actor is Actor.PERSON:
        tell(context, case, _OCCASIONS[due.deadline.name])
        return
    number, settings = case.orientation.id, context.settings
    about = About(
        number=number,
        since=due.anchor_at.astimezone(PARIS).date(),
        link_until=(context.now + timedelta(days=settings.delays.link_valid - 1)).astimezone(PARIS).date(),
        elsewhere=f"{settings.base_url}/orientations/{number}/reorienter",
        is_direct=case.orientation.is_direct,
    )
    _TELLERS[actor](context, case, partial(reminder, due.deadline.name, actor, about))

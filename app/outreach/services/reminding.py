"""Doing what is due for one request: who waits is written to, the next team is asked, what was tried long enough ends, each once.

What was done is written in the transaction of its mails: stopped in the middle, none of it happened; done by two, one of them wins.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeAlias

from app.core.clock import PARIS
from app.core.workflow.deadlines import Due
from app.outreach.awaiting import by_when
from app.outreach.deadlines import EFFECTS
from app.outreach.letters.reminding import About, reminder
from app.outreach.letters.team import assigned
from app.outreach.queries import Case, case_of
from app.outreach.rules import CLOCK, Action, Actor, Outcome
from app.outreach.services import going, orienting, sorting
from app.outreach.services.moving import TIMED, anchors, move
from app.outreach.services.telling import tell_sorting, tell_team
from app.outreach.settings import Context
from app.outreach.territories import commune_name

_Mover: TypeAlias = Callable[[Context, Case, Due], None]
_TELLERS = {Actor.COORDINATOR: tell_sorting, Actor.TEAM: tell_team}
_TOLD_OTHERWISE = frozenset((Actor.REQUESTER,))
"""Who asked is told by what ends the request."""


def remind(context: Context, number: int) -> int:
    """Do all that is due for a request; return how many deadlines were. Raise StaleDataError when somebody moved it meanwhile."""
    taken = TIMED.take(context.session, context.settings.calendar, context.now, number)
    if taken is None:
        return 0
    found, due = taken
    case = case_of(context.session, found)
    if not orienting.confirm_if_sent(context, case):
        _act(context, case, due)
    return len(due)


def _act(context: Context, case: Case, due: Sequence[Due]) -> None:
    """Move the request where its time is over, and say so; then write to each side about the latest of what still is due to it."""
    moving = next((one for one in due if one.deadline.name in MOVES), None)
    if moving is not None:
        MOVES[moving.deadline.name](context, case, moving)
        case = case_of(context.session, case.request)
    still = [one for one in due if one is not moving and _stands(case, one)]
    latest = {actor: one for one in still for actor in _told(one)}
    if moving is not None:
        latest.pop(Actor.TEAM, None)  # the letter that asks the next one says it all
    for actor, one in latest.items():
        _write(context, case, actor, _about(context, case, one), one)


def _stands(case: Case, due: Due) -> bool:
    """Whether what was due still is, once the request moved."""
    deadline = due.deadline
    return case.request.state in deadline.states and anchors(case.request)[deadline.anchor] == due.anchor_at


def _ask_next(context: Context, case: Case, due: Due) -> None:
    """The next team of the sector is asked, or the coordination is when there is none; it is told in either case."""
    request, team = case.request, sorting.next_team(context, case)
    about = replace(_about(context, case, due), asked=case.team.name if case.team else "", next_asked=team.name if team else "")
    if team is None:
        move(context, request, Action.RETURN, CLOCK)
    else:
        sorting.hand_over(context, case, team)
        move(context, request, Action.NEXT_TEAM, CLOCK)
    case = case_of(context.session, request)
    tell_team(context, case, assigned(request.id, about.commune, by_when(context.settings, "answering", context.now)))
    _write(context, case, Actor.COORDINATOR, about, due)


def _give_up(context: Context, case: Case, due: Due) -> None:
    going.give_up(context, case, CLOCK)
    for actor in _told(due):
        _write(context, case, actor, _about(context, case, due), due)


def _expire(context: Context, case: Case, _due: Due) -> None:
    case.request.outcome = Outcome.UNKNOWN
    move(context, case.request, Action.EXPIRE, CLOCK)


def _told(due: Due) -> Sequence[Actor]:
    return [actor for actor in EFFECTS[due.deadline.name].tells if actor not in _TOLD_OTHERWISE]


def _about(context: Context, case: Case, due: Due) -> About:
    return About(
        number=case.request.id,
        commune=commune_name(case.request.commune),
        since=due.anchor_at.astimezone(PARIS).date(),
        days=context.settings.calendar.days[due.deadline.delay],
        has_sector=case.sector is not None,
    )


def _write(context: Context, case: Case, actor: Actor, about: About, due: Due) -> None:
    _TELLERS[actor](context, case, partial(reminder, due.deadline.name, actor, about))


MOVES: Mapping[str, _Mover] = {"answering": _ask_next, "trying": _give_up, "idle": _expire}
"""How the request moves, by the name of the deadline."""

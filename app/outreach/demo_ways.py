"""How each state of a request is reached in the demonstration: gestures of services, each some days before today at an hour of Paris."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from functools import partial
from typing import NamedTuple, TypeAlias

from app.core.tokens import new_token
from app.directory.models import Service
from app.orientations.rules import Action as OrientationAction
from app.orientations.rules import Actor as OrientationActor
from app.orientations.rules import AgreementWay
from app.orientations.rules import Mover as OrientationMover
from app.orientations.services import creating
from app.orientations.services import moving as orientation_moving
from app.orientations.settings import Context as OrientationContext
from app.orientations.settings import Settings as OrientationSettings
from app.orientations.wishes import Reach, Told
from app.orientations.wishes import Wish as OrientationWish
from app.outreach.models import OutreachRequest, OutreachRound, OutreachSector
from app.outreach.queries import Case, case_of
from app.outreach.round_hours import Hours
from app.outreach.rules import Actor, Consent, Mover, Outcome, Reason, Result, State
from app.outreach.services import going, meeting, orienting, rounds, routing, sorting
from app.outreach.services.orienting import Chosen
from app.outreach.settings import Context

PSEUDONYM = "Lou"
NOTES: Mapping[Result, str] = {
    Result.NOT_FOUND: "Exemple : des affaires sont là, personne ce soir.",
    Result.THIRD_PARTY: "Exemple : un voisin dit l’avoir vue hier matin.",
    Result.MET: "Exemple : a pris un café avec nous, parle un peu français.",
}


@dataclass(frozen=True, slots=True)
class World:
    """What requests of the demonstration move among. `rounds`: by how many days they are from today."""

    orienting: OrientationSettings
    service: Service
    """That somebody is oriented towards."""
    sectors: Sequence[OutreachSector]
    rounds: Mapping[int, OutreachRound]
    made: dict[State, OutreachRequest] = field(default_factory=dict)
    """The requests of the demonstration, by state, as they come."""


Gesture: TypeAlias = Callable[[World, Context, Case], None]


class Step(NamedTuple):
    """A gesture, so many days from today (negative: before), at an hour of Paris."""

    day: int
    hour: int
    gesture: Gesture


def _by(actor: Actor, case: Case) -> Mover:
    return Mover(actor, organisation=case.sorting if actor is Actor.COORDINATOR else case.going)


def _route(_world: World, context: Context, case: Case) -> None:
    routing.route(context, case)


def _assign(_world: World, context: Context, case: Case) -> None:
    sorting.assign(context, case, sorting.teams(context, case)[0], _by(Actor.COORDINATOR, case))


def _transfer(world: World, context: Context, case: Case) -> None:
    sorting.transfer(context, case, world.sectors[1], "Exemple : vue depuis de l’autre côté.", _by(Actor.COORDINATOR, case))


def _merge(world: World, context: Context, case: Case) -> None:
    sorting.merge(context, case, world.made[State.ASSIGNED], _by(Actor.COORDINATOR, case))


def _refuse(_world: World, context: Context, case: Case) -> None:
    sorting.refuse(context, case, Reason.NOT_ENOUGH, "", _by(Actor.COORDINATOR, case))


def _send_back(_world: World, context: Context, case: Case) -> None:
    going.send_back(context, case, Reason.FULL, "Exemple : nos tournées sont pleines cette semaine.", _by(Actor.TEAM, case))


def _place(day: int, world: World, context: Context, case: Case) -> None:
    """Place it on the round of a day, at the first stop that no other request has."""
    found = world.rounds[day]
    taken = {passage.stop_id for passage in found.passages}
    stop = next(one for one in found.stops if one.id not in taken)
    rounds.place(context, found, case, Hours.of(found).at(stop.starts), stop, _by(Actor.TEAM, case))
    context.session.refresh(found)


def _go(result: Result, day: int | None, world: World, context: Context, case: Case) -> None:
    """Go there, on the round of a day or, planned the same morning, without any."""
    by = _by(Actor.TEAM, case)
    if day is None:
        going.plan_apart(context._replace(now=context.now - timedelta(hours=1)), case, context.now, by)
    number = world.rounds[day].id if day is not None else None
    going.attempt(context, case, going.Attempt(context.now, result, new_token(), NOTES[result], number), by)


def _agree(_world: World, context: Context, case: Case) -> None:
    meeting.consent(context, case, meeting.Said(Consent.YES, PSEUDONYM), _by(Actor.TEAM, case))


def _see_again(_world: World, context: Context, case: Case) -> None:
    note = "Exemple : un café, puis parlé d’une adresse pour le courrier."
    meeting.meet_again(context, case, meeting.Meeting(context.now, new_token(), note), _by(Actor.TEAM, case))


def _orient(world: World, context: Context, case: Case) -> None:
    """Complete a draft with her and send it; nobody is written to, or a fictional service would be."""
    chosen = Chosen(world.service.id, world.service.main_kind or "", is_accompanied=True)
    made = orienting.prepare(context, world.orienting, case, chosen, _by(Actor.TEAM, case))
    inner = OrientationContext(context.session, world.orienting, context.now)
    sender = OrientationMover(OrientationActor.SENDER, organisation=case.going)
    wish = OrientationWish(chosen.service, chosen.kind, case.request.commune, reach=Reach(may_print=True))
    told = Told(AgreementWay.ORAL, "fr", PSEUDONYM, presentation="Exemple : viendra avec l’équipe.")
    creating.change(inner, made, replace(wish, told=told), sender)
    orientation_moving.move(inner, made, OrientationAction.SEND, sender)
    orienting.confirm(context, case, _by(Actor.TEAM, case))


def _close(_world: World, context: Context, case: Case) -> None:
    going.close(context, case, Outcome.MET_ON_SPOT, _by(Actor.TEAM, case))


def _met(day: int) -> tuple[Step, ...]:
    """Sorted, given to a team and met, on one morning and the next days."""
    return (
        Step(day, 9, _route), Step(day + 1, 10, _assign), Step(day + 2, 19, partial(_go, Result.MET, None)),
        Step(day + 2, 20, _agree),
    )  # fmt: skip


def _assigned(day: int) -> tuple[Step, ...]:
    return Step(day, 9, _route), Step(day + 1, 10, _assign)


WAYS: Mapping[State, Sequence[Step]] = {
    State.REPORTED: (),
    State.TO_SORT: (Step(-1, 17, _route),),
    State.ASSIGNED: _assigned(-2),
    State.TRANSFERRED: (Step(-3, 9, _route), Step(-1, 10, _transfer)),
    State.INADMISSIBLE: (Step(-5, 9, _route), Step(-4, 10, _refuse)),
    State.SENT_BACK: (*_assigned(-3), Step(-1, 9, _send_back)),
    State.PLANNED: (*_assigned(-3), Step(-1, 12, partial(_place, 0))),
    State.DUPLICATE: (Step(-2, 16, _route), Step(-1, 11, _merge)),
    State.TRIED: (*_assigned(-4), Step(-2, 15, partial(_place, -1)), Step(-1, 20, partial(_go, Result.NOT_FOUND, -1))),
    State.CONTACT: (*_assigned(-5), Step(-2, 16, partial(_place, -1)), Step(-1, 21, partial(_go, Result.MET, -1))),
    State.ONGOING: (*_met(-9), Step(-3, 11, _see_again)),
    State.ORIENTED: (*_met(-16), Step(-12, 15, _see_again), Step(-6, 10, _orient)),
    State.NOT_MET: (
        *_assigned(-13), Step(-11, 21, partial(_go, Result.NOT_FOUND, None)), Step(-9, 8, partial(_go, Result.THIRD_PARTY, None)),
        Step(-6, 14, partial(_go, Result.NOT_FOUND, None)),
    ),
    State.CLOSED: (*_met(-12), Step(-8, 18, _close)),
}  # fmt: skip
"""How each state is reached, from the request on; in an order in which each finds what it needs, a duplicate the same scene."""
ASKED = Step(-1, 15, lambda _world, _context, _case: None)
"""When what no sector covers was asked."""
AGAIN: Sequence[Step] = (
    *_assigned(-6), Step(-4, 21, partial(_go, Result.NOT_FOUND, None)), Step(-1, 18, partial(_place, 1)),
)  # fmt: skip
"""One more: the team goes again tomorrow, after a first attempt."""


def lead(world: World, context: Context, request: OutreachRequest, steps: Sequence[Step], at: Callable[[int, time], datetime]) -> None:
    """Do gestures in order, each at its instant; `at` tells it from a day and an hour."""
    for step in steps:
        step.gesture(world, context._replace(now=at(step.day, time(step.hour))), case_of(context.session, request))

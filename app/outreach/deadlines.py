"""By when: delays, each a setting, and what happens by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from app.core.delays import DelaysOf
from app.core.workflow.deadlines import Deadline
from app.outreach.rules import LIVE, SORTING, Action, Actor, State


@dataclass(frozen=True, slots=True)
class Delays(DelaysOf):
    """Days, each a setting (`REPERES_OUTREACH_DELAYS`)."""

    SETTING: ClassVar[str] = "REPERES_OUTREACH_DELAYS"
    BOUNDS: ClassVar[Mapping[str, tuple[int, int]]] = dict.fromkeys(("position_kept", "texts_kept"), (1, 183))

    sorting: int = 1
    """Working days, to sort a request; and a second time."""
    answering: int = 1
    """Working days, for a team to answer before the next one is asked."""
    soon: int = 3
    normal: int = 14
    """By urgency: from the request to the first attempt."""
    unplanned: int = 3
    """After an attempt, before the team is asked when it goes again."""
    untold: int = 1
    """After a planned passage, before the team is asked what happened."""
    trying: int = 14
    """From the first attempt: then the person was not met."""
    met: int = 7
    """After a first contact, before the team is asked what follows."""
    ongoing: int = 30
    idle: int = 180
    reopening: int = 90
    position_kept: int = 30
    """After closure: then of the place its commune alone is known."""
    texts_kept: int = 30
    """After closure: description, notes, pseudonym, who asked."""
    safety_kept: int = 90
    """After it was seen: what a team had to know before it went."""


UNMET = frozenset((State.REPORTED, *SORTING, State.ASSIGNED, State.PLANNED))
"""Nobody went yet."""

DEADLINES = (
    Deadline("sorting", frozenset((State.REPORTED, *SORTING)), "state_since", "sorting", is_working=True),
    Deadline("answering", frozenset((State.ASSIGNED,)), "assigned_at", "answering", is_working=True),
    Deadline("soon", UNMET, "asked_soon_at", "soon"),
    Deadline("normal", UNMET, "asked_normal_at", "normal"),
    Deadline("untold", frozenset((State.PLANNED,)), "planned_at", "untold"),
    Deadline("unplaced", frozenset((State.PLANNED,)), "unplaced_at", "untold"),
    Deadline("unplanned", frozenset((State.TRIED,)), "last_attempt_at", "unplanned"),
    Deadline("trying", frozenset((State.TRIED,)), "first_attempt_at", "trying"),
    Deadline("met", frozenset((State.CONTACT,)), "last_action_at", "met"),
    Deadline("ongoing", frozenset((State.ONGOING,)), "last_action_at", "ongoing"),
    Deadline("idle", frozenset(LIVE), "last_action_at", "idle"),
)

ANCHORS: Mapping[str, str] = {
    "state_since": "its entry into the state",
    "assigned_at": "when the present team was asked",
    "asked_soon_at": "the request, when it is urgent (72 hours)",
    "asked_normal_at": "the request, when it is not (14 days)",
    "planned_at": "the passage that was planned",
    "unplaced_at": "the last action, once the passage that was planned was taken off its round",
    "first_attempt_at": "the first attempt",
    "last_attempt_at": "the last attempt",
    "last_action_at": "the last action",
}
"""What deadlines are counted from, for the docs."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a deadline does: who is written to, and how the request moves. Where it moves, its letters say so."""

    tells: tuple[Actor, ...] = ()
    moves: tuple[Action, ...] = ()
    """The first that the request allows."""


_COORDINATOR, _TEAM = (Actor.COORDINATOR,), (Actor.TEAM,)
EFFECTS: Mapping[str, Effect] = {
    "sorting": Effect(_COORDINATOR),
    "answering": Effect(_COORDINATOR, (Action.NEXT_TEAM, Action.RETURN)),
    "soon": Effect((Actor.COORDINATOR, Actor.TEAM)),
    "normal": Effect((Actor.COORDINATOR, Actor.TEAM)),
    "untold": Effect(_TEAM),
    "unplaced": Effect(_TEAM),
    "unplanned": Effect(_TEAM),
    "trying": Effect((Actor.COORDINATOR, Actor.TEAM, Actor.REQUESTER), (Action.GIVE_UP,)),
    "met": Effect(_TEAM),
    "ongoing": Effect(_TEAM),
    "idle": Effect(moves=(Action.EXPIRE,)),
}
"""Of each deadline, by its name."""

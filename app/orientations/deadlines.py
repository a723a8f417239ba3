"""By when: delays, each a setting, and what happens by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from app.core.delays import LONGEST, DelaysOf
from app.core.workflow.deadlines import Deadline
from app.orientations.rules import ASKED, LIVE, Action, Actor, State


@dataclass(frozen=True, slots=True)
class Delays(DelaysOf):
    """Days, each a setting (`REPERES_DELAYS`)."""

    SETTING: ClassVar[str] = "REPERES_DELAYS"
    BOUNDS: ClassVar[Mapping[str, tuple[int, int]]] = {"identity_kept": (30, LONGEST)}

    draft_kept: int = 30
    verification: int = 2
    """Working days."""
    target_first: int = 3
    sender_warned: int = 5
    target_second: int = 7
    coordinator_told: int = 10
    silence: int = 30
    completion: int = 7
    waiting_confirmed: int = 14
    waiting_told: int = 17
    before_appointment: int = 2
    after_appointment: int = 2
    person_asked: int = 14
    support_first: int = 30
    support_second: int = 90
    refusal_act: int = 7
    idle: int = 180
    reopening: int = 90
    link_valid: int = 30
    identity_kept: int = 183
    """After closure, between 30 and 730: names, contacts and texts."""


MEETING = frozenset((State.ACCEPTED, State.CONTACT, State.SUPPORT, State.DONE))
"""Where the person was, or will be, met."""

DEADLINES = (
    Deadline("verification", frozenset((State.TO_VERIFY,)), "state_since", "verification", is_working=True),
    Deadline("target-first", frozenset(ASKED), "asked_at", "target_first"),
    Deadline("sender-warned", frozenset(ASKED), "asked_at", "sender_warned"),
    Deadline("target-second", frozenset(ASKED), "asked_at", "target_second"),
    Deadline("coordinator-told", frozenset(ASKED), "asked_at", "coordinator_told"),
    Deadline("silence", frozenset(ASKED), "asked_at", "silence"),
    Deadline("completion", frozenset((State.INCOMPLETE,)), "state_since", "completion"),
    Deadline("waiting-confirmed", frozenset((State.WAITING,)), "wait_confirmed_at", "waiting_confirmed"),
    Deadline("waiting-told", frozenset((State.WAITING,)), "wait_confirmed_at", "waiting_told"),
    Deadline("before-appointment", frozenset((State.ACCEPTED,)), "appointment_at", "before_appointment", before=True),
    Deadline("after-appointment", frozenset((State.ACCEPTED,)), "appointment_at", "after_appointment"),
    Deadline("person-asked", MEETING, "met_at", "person_asked"),
    Deadline("support-first", frozenset((State.SUPPORT,)), "state_since", "support_first"),
    Deadline("support-second", frozenset((State.SUPPORT,)), "state_since", "support_second"),
    Deadline("refusal-act", frozenset((State.REFUSED,)), "state_since", "refusal_act"),
    Deadline("idle", frozenset((State.TO_VERIFY, *LIVE)), "quiet_since", "idle"),
)
"""What happens by itself. `appointment_at`: the appointment, or the evening of « nous appelons avant le … »; others in `ANCHORS`."""

ANCHORS: Mapping[str, str] = {
    "state_since": "its entry into the state",
    "asked_at": "its sending, or the last answer to what the target had asked for",
    "wait_confirmed_at": "the last time that the wait was confirmed",
    "appointment_at": "the appointment, or the evening of the day before which the target calls",
    "met_at": "the appointment, else the first contact",
    "quiet_since": "the last action, or the appointment where it comes later",
}
"""What deadlines are counted from, for the docs."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a deadline does: who is written to, and how the orientation moves. `tells_direct`: where the target receives nothing by us."""

    tells: tuple[Actor, ...] = ()
    tells_direct: tuple[Actor, ...] = ()
    moves: Action | None = None


_SENDER, _COORDINATOR, _PERSON = (Actor.SENDER,), (Actor.COORDINATOR,), (Actor.PERSON,)
EFFECTS: Mapping[str, Effect] = {
    "verification": Effect(_COORDINATOR, _COORDINATOR),
    "target-first": Effect((Actor.TARGET,)),
    "sender-warned": Effect(_SENDER, _SENDER),
    "target-second": Effect((Actor.TARGET,)),
    "coordinator-told": Effect(_COORDINATOR, _COORDINATOR),
    "silence": Effect(_SENDER, _SENDER, Action.EXPIRE),
    "completion": Effect(_SENDER, _SENDER),
    "waiting-confirmed": Effect((Actor.TARGET,)),
    "waiting-told": Effect(_SENDER, _SENDER),
    "before-appointment": Effect(_PERSON, _PERSON),
    "after-appointment": Effect((Actor.TARGET, Actor.SENDER), _SENDER),
    "person-asked": Effect(_PERSON, _PERSON),
    "support-first": Effect((Actor.TARGET,), _SENDER),
    "support-second": Effect((Actor.TARGET,), _SENDER),
    "refusal-act": Effect(_SENDER, _SENDER),
    "idle": Effect(moves=Action.CLOSE),
}
"""Of each deadline, by its name."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Days aimed at: from the need recorded to the orientation, from it to the first contact."""

    to_orient: int = 14
    to_contact: int = 14


_RSA = Clock(30, 14)
"""National strategy against poverty (13 September 2018), in its agreements with départements on who receives the RSA: oriented within a
month, a first appointment within two weeks after. Its third delay, two months for the contract, is no clock of ours."""
CLOCKS: Mapping[str, Clock] = {"cer": _RSA, "garantie-activite": _RSA}
"""By kind, before settings: those that accompany people who receive the RSA. Others have the ordinary clock."""

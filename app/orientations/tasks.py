"""What waits for somebody, as a table: who must act, in which states, from when it shows, by when it should be done.

Each line reads an instant of the orientation; delays are those of the settings, by their name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from app.orientations.rules import LIVE, Actor, State


class Task(StrEnum):
    """What is to be done."""

    CALL = "rappeler"
    COMPLETE = "completer"
    NEXT_STEP = "suite-refus"
    CHASE = "sans-nouvelle"
    UNANSWERED = "sans-reponse"
    BY_PHONE = "noter-reponse"
    TOLD = "dit-par-la-personne"
    AFTER = "apres-rendez-vous"
    CHASE_WAIT = "attente-sans-nouvelle"
    DRAFT = "brouillon"
    ANSWER = "repondre"
    CONFIRM_WAIT = "confirmer-attente"
    FOLLOW = "suivre"


class Dated(Protocol):
    """What a task must know of an orientation, its anchors besides."""

    state: str
    is_direct: bool
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table. `shows` and `due`: names of delays, counted from the anchor; `ends`: after which it is of no use."""

    task: Task
    side: Actor
    states: tuple[State, ...]
    anchor: str
    shows: str = ""
    due: str = ""
    ends: str = ""
    is_direct: bool | None = None
    is_answered: bool | None = None
    """Whether the target said something already; None: either."""
    not_before: str = ""
    """Another instant: the anchor counts when it is not earlier."""


_ASKED = (State.SENT, State.RECEIVED)
_MET = (State.CONTACT, State.SUPPORT)
TABLE = (
    Line(Task.CALL, Actor.SENDER, (*LIVE, State.REFUSED, State.SILENT), "wants_call_at"),
    Line(Task.COMPLETE, Actor.SENDER, (State.INCOMPLETE,), "state_since", due="completion"),
    Line(Task.NEXT_STEP, Actor.SENDER, (State.REFUSED,), "state_since", due="refusal_act", ends="reopening"),
    Line(Task.UNANSWERED, Actor.SENDER, (State.SILENT,), "state_since", due="refusal_act", ends="reopening"),
    Line(Task.BY_PHONE, Actor.SENDER, _ASKED, "sent_at", due="target_first", is_direct=True),
    Line(Task.CHASE, Actor.SENDER, _ASKED, "sent_at", shows="sender_warned", is_direct=False, is_answered=False),
    Line(Task.CHASE, Actor.SENDER, _ASKED, "state_since", shows="sender_warned", is_direct=False, is_answered=True),
    Line(Task.AFTER, Actor.SENDER, (State.ACCEPTED,), "appointment_at", due="after_appointment"),
    Line(Task.TOLD, Actor.SENDER, (State.ACCEPTED, *_MET, State.DONE), "told_at", ends="support_first", not_before="last_action_at"),
    Line(Task.CHASE_WAIT, Actor.SENDER, (State.WAITING,), "wait_confirmed_at", shows="waiting_told"),
    Line(Task.DRAFT, Actor.SENDER, (State.DRAFT,), "created_at", due="draft_kept"),
    Line(Task.ANSWER, Actor.TARGET, _ASKED, "sent_at", due="target_first", is_answered=False),
    Line(Task.ANSWER, Actor.TARGET, _ASKED, "state_since", due="target_first", is_answered=True),
    Line(Task.CONFIRM_WAIT, Actor.TARGET, (State.WAITING,), "wait_confirmed_at", shows="waiting_confirmed"),
    Line(Task.AFTER, Actor.TARGET, (State.ACCEPTED,), "appointment_at", due="after_appointment"),
    Line(Task.FOLLOW, Actor.TARGET, _MET, "last_action_at", shows="support_first"),
)
"""The first line that applies is the one that is said."""
ANCHORS = tuple(dict.fromkeys(name for line in TABLE for name in (line.anchor, line.not_before) if name))


@dataclass(frozen=True, slots=True)
class Todo:
    """A task, since when it waits, and how urgent it is: the earlier `due`, the more. `is_dated`: whether it is a day to keep to."""

    task: Task
    side: Actor
    since: datetime
    due: datetime
    is_dated: bool


def todo(orientation: Dated, side: Actor, now: datetime, days: Mapping[str, int]) -> Todo | None:
    """Return what a side has to do; None when nothing waits for it."""
    for line in TABLE:
        anchor: datetime | None = getattr(orientation, line.anchor)
        if line.side is side and anchor is not None and _applies(line, orientation, anchor, now, days):
            delay = line.due or line.shows
            return Todo(line.task, side, anchor, anchor + timedelta(days=days[delay] if delay else 0), bool(line.due))
    return None


def _applies(line: Line, orientation: Dated, anchor: datetime, now: datetime, days: Mapping[str, int]) -> bool:
    if orientation.state not in line.states or line.is_direct not in (None, orientation.is_direct):
        return False
    if line.is_answered not in (None, orientation.answered_at is not None):
        return False
    if line.not_before and anchor < getattr(orientation, line.not_before):
        return False
    has_come = anchor + timedelta(days=days[line.shows] if line.shows else 0) <= now
    return has_come and not (line.ends and anchor + timedelta(days=days[line.ends]) < now)

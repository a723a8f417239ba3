"""What the person says on her page: she went, what came of it, that she wants a call, that she wants no more."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from app.core.clock import PARIS
from app.orientations.letters import person as letters
from app.orientations.letters.person import News
from app.orientations.models import Orientation
from app.orientations.queries import Case
from app.orientations.rules import CLOSED, LIVE, WORKFLOW, Action, Actor, Mover, State, Told
from app.orientations.services.moving import move, set_clock
from app.orientations.services.telling import tell_sender
from app.orientations.settings import Context


class Gesture(StrEnum):
    """What she may do; the value is the end of an address."""

    MET = "venu"
    TELL = "reponses"
    CALL = "rappel"
    CANCEL = "arreter"
    WITHDRAW = "retirer"


@dataclass(frozen=True, slots=True)
class Answers:
    """To the three questions: was there a contact, was help received, was the need met. Each may be left without an answer."""

    contact: Told | None = None
    help: Told | None = None
    need: Told | None = None


def possible(context: Context, case: Case) -> frozenset[Gesture]:
    """Return what the page offers now."""
    orientation = case.orientation
    agreement = orientation.agreement
    state = orientation.state
    at = orientation.appointment_at
    is_due = at is None or at.astimezone(PARIS).date() <= context.now.astimezone(PARIS).date()
    found = {
        Gesture.MET: is_due and WORKFLOW.allows(state, Action.MEET, Actor.PERSON),
        Gesture.TELL: _may_tell(context, orientation),
        Gesture.CALL: orientation.wants_call_at is None and state in (*LIVE, State.REFUSED, State.SILENT) and has_safe_phone(case),
        Gesture.CANCEL: WORKFLOW.allows(state, Action.CANCEL, Actor.PERSON),
        Gesture.WITHDRAW: agreement is not None and agreement.is_given,
    }
    return frozenset(gesture for gesture, is_offered in found.items() if is_offered)


def has_safe_phone(case: Case) -> bool:
    """Whether she gave a number and said that calling is safe."""
    person = case.orientation.person
    return case.orientation.may_call and person is not None and bool(person.phone)


def tell_met(context: Context, case: Case, by: Mover, *, is_helped: bool = False) -> None:
    """She went; raise NotAllowed. `is_helped`: and was helped."""
    orientation = case.orientation
    _meet(context, orientation, by)
    orientation.told_contact, orientation.told_at = Told.YES, context.now
    if is_helped:
        orientation.told_help = Told.YES
    _tell_sender(context, case, News.MET)


def answer(context: Context, case: Case, answers: Answers, by: Mover) -> None:
    """Keep her answers; what she leaves unanswered stays as it was. That there was a contact makes it one."""
    orientation = case.orientation
    if answers.contact is Told.YES and WORKFLOW.allows(orientation.state, Action.MEET, by.actor):
        _meet(context, orientation, by)
    orientation.told_contact = answers.contact or orientation.told_contact
    orientation.told_help = answers.help or orientation.told_help
    orientation.told_need = answers.need or orientation.told_need
    orientation.told_at = context.now
    _note_action(context, orientation)
    _tell_sender(context, case, News.TOLD)


def ask_call(context: Context, case: Case) -> None:
    """She wants to be called, at the number that was given already: nothing more is kept than that."""
    case.orientation.wants_call_at = context.now
    _note_action(context, case.orientation)
    _tell_sender(context, case, News.CALL)


def _may_tell(context: Context, orientation: Orientation) -> bool:
    """From the day of the appointment on, or a while after the sending; at any time once there was a contact."""
    if orientation.contact_at is not None or orientation.told_at is not None:
        return True
    if orientation.appointment_at is not None and orientation.appointment_at <= context.now:
        return True
    waited = timedelta(days=context.settings.delays.person_asked)
    return orientation.sent_at is not None and context.now - orientation.sent_at >= waited


def _meet(context: Context, orientation: Orientation, by: Mover) -> None:
    move(context, orientation, Action.MEET, by)


def _note_action(context: Context, orientation: Orientation) -> None:
    if orientation.state not in CLOSED:
        orientation.last_action_at = context.now
        set_clock(context, orientation)


def _tell_sender(context: Context, case: Case, news: News) -> None:
    number = case.orientation.id
    tell_sender(context, case, lambda url, t: letters.news_to_sender(number, news, url, t))

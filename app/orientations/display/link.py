"""What the pages of a link show: before the code, of nobody; after it, what the person allowed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from app.core.clock import PARIS
from app.core.language import Translator
from app.core.written_days import day_text
from app.directory.mailboxes import masked
from app.orientations.display.deciding import default_place
from app.orientations.display.following import notes_for_both, signatures
from app.orientations.display.naming import Names
from app.orientations.display.thread import moment_text
from app.orientations.labels import ACTIONS, ACTORS, REASONS, STATES
from app.orientations.models import Orientation, OrientationStep
from app.orientations.queries import Case
from app.orientations.recipients import of_target
from app.orientations.rules import ASKED, TAKEN_BACK, Action, Actor, Reason, State
from app.orientations.settings import Context


@dataclass(frozen=True, slots=True)
class Closed:
    """`orientations/link.html` before the code: which service, by when, where the code goes."""

    path: str
    service: str
    number: int
    by_when: str
    """A sentence; empty when no answer is waited for."""
    is_taken_back: bool
    emails: Sequence[str]
    """Masked."""
    account_path: str
    """Where somebody signed in who receives for the service reads it; empty for others."""


@dataclass(frozen=True, slots=True)
class StepLine:
    """One line of what happened."""

    day: str
    text: str
    who: str
    by: str
    """The name that who decided gave."""
    is_reported: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """The same page after the code, the person and the panel apart."""

    path: str
    service: str
    sender: str
    number: int
    state: str
    facts: Sequence[tuple[str, str]]
    """What the state goes with: the appointment, the wait, the reason."""
    by_when: str
    steps: Sequence[StepLine]
    shows_person: bool


def closed_page(context: Context, found: Case, path: str, t: Translator, *, has_account: bool) -> Closed:
    """Return what anybody who holds the link reads: nothing of the person. `has_account`: whether who reads receives with an account."""
    emails = of_target(context.session, found)
    return Closed(
        path=path,
        service=_service(context.session, found, t),
        number=found.orientation.id,
        by_when=_by_when(context, found.orientation, t),
        is_taken_back=found.orientation.state in TAKEN_BACK,
        emails=[masked(one.email) for one in emails],
        account_path=f"/orientations/{found.orientation.id}" if has_account else "",
    )


def opened_page(context: Context, found: Case, path: str, t: Translator) -> Opened:
    """Return what somebody who gave the code reads."""
    orientation = found.orientation
    sender = found.organisation.name if found.organisation else t.gettext("Une organisation qui n’est plus inscrite")
    names = {Actor.SENDER: sender, Actor.TARGET: t.gettext("votre structure")}
    signed = signatures(notes_for_both(context.session, orientation))
    return Opened(
        path=path,
        service=_service(context.session, found, t),
        sender=sender,
        number=orientation.id,
        state=t.gettext(STATES[State(orientation.state)]),
        facts=facts(found, t),
        by_when=_by_when(context, orientation, t),
        steps=[step_line(step, names, signed.get(step.id, ""), t) for step in orientation.steps if step.action != Action.SUBMIT],
        shows_person=orientation.state not in TAKEN_BACK,
    )


def facts(found: Case, t: Translator) -> Sequence[tuple[str, str]]:
    """Return what a state goes with, in words: pairs of a name and a text."""
    orientation = found.orientation
    told: list[tuple[str, str]] = []
    if orientation.state == State.ACCEPTED and orientation.calls_before is not None:
        told.append((t.gettext("Appel promis"), t.gettext("avant le %(day)s", day=day_text(orientation.calls_before, t))))
    elif orientation.state == State.ACCEPTED and orientation.appointment_at is not None:
        told.append((t.gettext("Rendez-vous"), moment_text(orientation.appointment_at, t)))
        if place := orientation.appointment_place or default_place(found):
            told.append((t.gettext("Lieu"), place))
    if orientation.state == State.WAITING and orientation.expected_on is not None:
        told.append((t.gettext("Place espérée vers le"), day_text(orientation.expected_on, t)))
    if orientation.reason and orientation.state in (State.REFUSED, State.FAILED):
        told.append((t.gettext("Raison"), t.gettext(REASONS[Reason(orientation.reason)])))
    return told


def step_line(step: OrientationStep, names: Mapping[Actor, str], by: str, t: Translator) -> StepLine:
    """Return a line of the log in words; `names`: of the sides, as who reads calls them."""
    actor = Actor(step.actor)
    who = names.get(actor) or t.gettext(ACTORS[actor])
    return StepLine(day_text(step.at.astimezone(PARIS).date(), t), t.gettext(ACTIONS[Action(step.action)]), who, by, step.is_reported)


def _service(session: Session, found: Case, t: Translator) -> str:
    return Names(session, [(found.service, found.structure)], t).service(found.service, found.structure)


def _by_when(context: Context, orientation: Orientation, t: Translator) -> str:
    """When an answer is waited for: the day on which its sender is told that there is none."""
    if orientation.state not in ASKED or orientation.sent_at is None:
        return ""
    last = orientation.sent_at + timedelta(days=context.settings.delays.sender_warned)
    if last <= context.now:
        return t.gettext("Une réponse est attendue dès que possible.")
    return t.gettext("Une réponse est attendue avant le %(day)s.", day=day_text(last.astimezone(PARIS).date(), t))

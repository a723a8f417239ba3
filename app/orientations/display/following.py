"""One orientation as a side reads it: where it stands, what comes next, what was agreed, what was done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.language import LANGUAGES, READABLE, Translator
from app.core.written_days import day_of
from app.orientations.display.clocks import Hand, hands, need_of
from app.orientations.display.expecting import expecting
from app.orientations.display.lists import since_text, state_text
from app.orientations.display.naming import Names
from app.orientations.display.thread import moment_text
from app.orientations.labels import ACTIONS, ACTORS, OUTCOMES, REASONS, TOLD, WAYS
from app.orientations.list_queries import contact_of_need
from app.orientations.models import Agreement, Orientation, OrientationNote, OrientationStep
from app.orientations.queries import Case, children
from app.orientations.rules import LIVE, OPEN, TAKEN_BACK, Action, Actor, AgreementWay, LinkPurpose, NoteKind, Outcome, Reason, State, Told
from app.orientations.services.links import has_live
from app.orientations.settings import Context

_READ_BY_BOTH = (NoteKind.TO_PERSON, NoteKind.DECIDER)
CODE_GROUP = 4


@dataclass(frozen=True, slots=True)
class Step:
    """One line of what happened. `by`: the name that who decided gave."""

    what: str
    who: str
    when: str
    reason: str
    by: str
    is_reported: bool


@dataclass(frozen=True, slots=True)
class Agreed:
    """The person’s agreement: how and when she gave it, the words that she heard and their language; when she took it back."""

    text: str
    words: str
    language: str
    direction: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A fact: what it is, what it says."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Followed:
    """`orientations/orientation.html`, its forms apart."""

    number: int
    version: int
    is_sender: bool
    is_draft: bool
    is_example: bool
    wants_call: str
    state: str
    since: str
    expected: Sequence[str]
    service: str
    service_href: str
    facts: Sequence[Pair]
    to_person: Sequence[str]
    agreed: Agreed | None
    appointment: Sequence[Pair]
    told: Sequence[Pair]
    clocks: Sequence[Hand]
    steps: Sequence[Step]
    shows_person: bool
    """Not to who received, once it was taken back."""
    others: Sequence[tuple[int, str]]
    """Attempts of the same need that this one came from, or was followed by."""
    code: str
    is_met: bool
    """Whether the code comes after the rest: the person was met already."""
    code_page: str
    """Where she writes it, as it is read aloud."""
    may_print: bool
    may_withdraw: bool
    may_close_links: bool
    """Whether a link that was sent to the target may still open something."""
    may_send_link: bool
    """Whether the target may be written to again, with a new link."""
    draft_href: str


def followed(context: Context, case: Case, side: Actor, t: Translator) -> Followed:
    """Return the page of an orientation for a side."""
    orientation = case.orientation
    notes = notes_for_both(context.session, orientation)
    names = Names(context.session, [(case.service, case.structure)], t)
    return Followed(
        number=orientation.id,
        version=orientation.version,
        is_sender=side is Actor.SENDER,
        is_draft=orientation.state == State.DRAFT,
        is_example=orientation.is_example,
        wants_call=moment_text(orientation.wants_call_at, t) if orientation.wants_call_at and side is Actor.SENDER else "",
        state=state_text(orientation.state, orientation.reason, t),
        since=since_text(orientation.state, orientation.state_since, t),
        expected=expecting(context, orientation, side, t),
        service=names.service(case.service, case.structure),
        service_href=f"/services/{case.service.id}" if case.service else "",
        facts=_facts(case, t),
        to_person=[note.body or "" for note in notes if note.kind == NoteKind.TO_PERSON],
        agreed=_agreed(orientation.agreement, t) if orientation.agreement else None,
        appointment=_appointment(orientation, t),
        told=_told(orientation, t),
        clocks=_clocks(context, orientation, t),
        steps=steps(orientation, notes, t),
        shows_person=side is Actor.SENDER or orientation.state not in TAKEN_BACK,
        others=_others(context.session, orientation, t) if side is Actor.SENDER else (),
        code=code_text(orientation.code) if side is Actor.SENDER and orientation.state in OPEN else "",
        is_met=orientation.contact_at is not None,
        code_page=f"{context.settings.base_url.partition('://')[2]}/ma-demande",
        may_print=orientation.may_print and orientation.purged_at is None,
        may_withdraw=side is Actor.SENDER and orientation.agreement is not None and orientation.agreement.is_given,
        may_close_links=side is Actor.SENDER and has_live(context, orientation, LinkPurpose.TARGET),
        may_send_link=side is Actor.SENDER and case.is_received and orientation.state in LIVE and orientation.purged_at is None,
        draft_href=f"/services/{orientation.service_id}/orienter?brouillon={orientation.id}",
    )


def steps(orientation: Orientation, notes: Sequence[OrientationNote], t: Translator) -> list[Step]:
    """Return what happened, the last first. `notes`: among which the names of those who decided."""
    named = signatures(notes)
    return [_step(step, named.get(step.id, ""), t) for step in reversed(orientation.steps)]


def code_text(code: str | None) -> str:
    """Return the code of the person’s page as it is read aloud: « ABCD 2345 »."""
    return f"{code[:CODE_GROUP]} {code[CODE_GROUP:]}" if code else ""


def _step(step: OrientationStep, by: str, t: Translator) -> Step:
    return Step(
        what=t.gettext(ACTIONS[Action(step.action)]),
        who=t.gettext(ACTORS[Actor(step.actor)]),
        when=moment_text(step.at, t),
        reason=t.gettext(REASONS[Reason(step.reason)]) if step.reason else "",
        by=by,
        is_reported=step.is_reported,
    )


def signatures(notes: Sequence[OrientationNote]) -> Mapping[int | None, str]:
    """Return the name that who decided gave, by step."""
    return {note.step_id: note.body or "" for note in notes if note.kind == NoteKind.DECIDER}


def notes_for_both(session: Session, orientation: Orientation) -> Sequence[OrientationNote]:
    """Return what was written for the person, and the names of those who decided."""
    wanted = (OrientationNote.orientation_id == orientation.id, OrientationNote.kind.in_(_READ_BY_BOTH))
    return session.scalars(select(OrientationNote).where(*wanted).order_by(OrientationNote.at, OrientationNote.id)).all()


def _facts(case: Case, t: Translator) -> list[Pair]:
    orientation = case.orientation
    found = []
    if case.organisation is not None:
        found.append(Pair(t.gettext("Qui oriente"), case.organisation.name))
    found.append(Pair(t.gettext("Besoin noté le"), day_of(orientation.recorded_at, t)))
    if orientation.sent_at is not None:
        found.append(Pair(t.gettext("Envoyée le"), day_of(orientation.sent_at, t)))
    if orientation.outcome:
        found.append(Pair(t.gettext("À la fin"), t.gettext(OUTCOMES[Outcome(orientation.outcome)])))
    return found


def _agreed(agreement: Agreement, t: Translator) -> Agreed:
    given = t.gettext("%(way)s, le %(day)s.", way=t.gettext(WAYS[AgreementWay(agreement.way)]), day=day_of(agreement.given_at, t))
    if agreement.withdrawn_at is not None:
        given = t.gettext("%(given)s Retiré le %(day)s.", given=given, day=day_of(agreement.withdrawn_at, t))
    language = READABLE.get(agreement.words.language, LANGUAGES["fr"])
    return Agreed(given, agreement.words.text, language.base, language.direction)


def _clocks(context: Context, orientation: Orientation, t: Translator) -> Sequence[Hand]:
    need = need_of(orientation, contact_of_need(context.session, orientation))
    return hands(need, context.settings.clock(orientation.kind), context.now, t)


def _appointment(orientation: Orientation, t: Translator) -> list[Pair]:
    if orientation.appointment_at is None:
        return []
    if orientation.calls_before is not None:
        return [Pair(t.gettext("Le service appelle avant le"), day_of(orientation.appointment_at, t))]
    found = [Pair(t.gettext("Le"), moment_text(orientation.appointment_at, t))]
    if orientation.appointment_place:
        found.append(Pair(t.gettext("Où"), orientation.appointment_place))
    return found


def _told(orientation: Orientation, t: Translator) -> list[Pair]:
    asked = (
        (t.gettext("A-t-elle eu un contact ?"), orientation.told_contact),
        (t.gettext("A-t-elle reçu de l’aide ?"), orientation.told_help),
        (t.gettext("Le besoin a-t-il sa réponse ?"), orientation.told_need),
    )
    return [Pair(question, t.gettext(TOLD[Told(answer)])) for question, answer in asked if answer]


def _others(session: Session, orientation: Orientation, t: Translator) -> list[tuple[int, str]]:
    found = [(child.id, t.gettext("Suite : orientation n° %(number)s", number=child.id)) for child in children(session, orientation)]
    if orientation.parent_id is not None:
        found.insert(0, (orientation.parent_id, t.gettext("Avant : orientation n° %(number)s", number=orientation.parent_id)))
    return found

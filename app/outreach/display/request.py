"""One request as its sides read it: facts, place and words, what must be known before going, what was done, what may be the same.

Who asked reads its own words and place, states and dates, and what was written for it; neither precautions nor notes nor reasons of teams.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import PARIS
from app.core.language import Translator
from app.core.written_days import day_of, day_text
from app.directory.display.phones import phone
from app.directory.labels import LANGUAGES
from app.orientations.display.thread import moment_text
from app.outreach import queries
from app.outreach.display.choosing import other_text
from app.outreach.display.deciding import Choice, Gesture, choices, is_offered, path_of
from app.outreach.display.lists import Awaited, awaited_texts, people_text, since_text, urgency_text
from app.outreach.labels import ACTIONS, ACTORS, NEEDS, OUTCOMES, REASONS, REQUESTERS, RESULTS, SAFETY, STATES
from app.outreach.models import OutreachRequest, OutreachRequester, OutreachStep
from app.outreach.queries import Case
from app.outreach.rules import SORTING, Action, Actor, Need, NoteKind, Outcome, Reason, Requester, Result, Safety, State
from app.outreach.settings import Context
from app.outreach.similar_queries import merged, point_of, similar
from app.outreach.territories import commune_name

WORKING = frozenset((Actor.COORDINATOR, Actor.TEAM))
"""Sides that read all of it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A fact: what it is, what it says, where it leads when it is a number to call."""

    name: str
    value: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A text, when it was written, and where it was when it came with another request."""

    when: str
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Where:
    """Where the person is: words, a point as it is read and as a phone opens it."""

    words: str
    point: str
    href: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Precaution:
    """What a team must know: « Un chien sur place », until when it is told."""

    what: str
    until: str


@dataclass(frozen=True, slots=True)
class Step:
    """One line of what happened."""

    what: str
    who: str
    when: str
    reason: str


@dataclass(frozen=True, slots=True)
class Shown:
    """`outreach/request.html`. What a side may not read is empty."""

    number: int
    state: str
    since: str
    awaited: Sequence[Awaited]
    """Not for a team alone: its own part says what it does next, and by when."""
    is_example: bool
    is_sorting: bool
    is_going: bool
    is_forgotten: bool
    commune: str
    facts: Sequence[Pair]
    places: Sequence[Where]
    situations: Sequence[Said]
    answers: Sequence[str]
    """What the coordination wrote for who asked."""
    precautions: Sequence[Precaution]
    precautions_href: str
    notes: Sequence[Said]
    note_href: str
    attempts: Sequence[Pair]
    steps: Sequence[Step]
    choices: Sequence[Choice]
    withdraw_href: str
    merge_href: str
    similar: Sequence[tuple[str, str]]
    """Requests that may be about the same person: where each leads, its words."""
    others: Sequence[tuple[str, str]]
    """Requests that it goes on for, or that goes on for it."""


def shown(context: Context, case: Case, sides: Sequence[Actor], t: Translator) -> Shown:
    """Return the page of a request for those sides."""
    request, session = case.request, context.session
    works, sorts = not WORKING.isdisjoint(sides), Actor.COORDINATOR in sides
    joined = merged(session, request.id) if works else ()
    asking = choices(context, case, Actor.REQUESTER, t) if Actor.REQUESTER in sides else []
    may_merge = sorts and request.state in SORTING
    return Shown(
        number=request.id,
        state=t.gettext(STATES[State(request.state)]),
        since=since_text(request, t),
        awaited=awaited_texts(context, request, t)[:2] if tuple(sides) != (Actor.TEAM,) else (),
        is_example=request.is_example,
        is_sorting=sorts,
        is_going=Actor.TEAM in sides,
        is_forgotten=request.blurred_at is not None,
        commune=commune_name(request.commune),
        facts=[*_facts(request, t), *(_around(session, case, t, sorts=sorts) if works else [])],
        places=_places(session, request, joined, t),
        situations=_texts(session, request, joined, t),
        answers=[one.body or "" for one in queries.notes(session, request.id, [NoteKind.TO_REQUESTER])],
        precautions=_precautions(context, request, t) if works else (),
        precautions_href=path_of(case, Gesture.PRECAUTIONS) if works and is_offered(context, case, Gesture.PRECAUTIONS, sides[0]) else "",
        notes=_notes(session, request, joined, t) if sorts else (),
        note_href=path_of(case, Gesture.NOTE) if sorts and is_offered(context, case, Gesture.NOTE, Actor.COORDINATOR) else "",
        attempts=_attempts(session, request, t, tells_danger=works) if Actor.TEAM not in sides else (),
        steps=_steps(session, request, t, with_reasons=works),
        choices=choices(context, case, Actor.COORDINATOR, t) if sorts else (),
        withdraw_href=asking[0].href if asking else "",
        merge_href=path_of(case, Gesture.MERGE) if may_merge else "",
        similar=[(_href(one.number), other_text(one, t)) for one in similar(session, request)] if may_merge else (),
        others=_others(session, case, joined, t) if sorts else (),
    )


def _facts(request: OutreachRequest, t: Translator) -> list[Pair]:
    """What was asked."""
    found = [
        Pair(t.gettext("Demandée le"), moment_text(request.asked_at, t)),
        Pair(t.gettext("Délai demandé"), urgency_text(request.urgency, t)),
        Pair(t.gettext("Qui est là"), _who(request, t)),
    ]
    if request.seen_at is not None:
        found.append(Pair(t.gettext("Vue pour la dernière fois"), moment_text(request.seen_at, t)))
    if request.needs:
        found.append(Pair(t.gettext("Besoins"), " · ".join(t.gettext(NEEDS[Need(code)]) for code in request.needs)))
    if request.language:
        found.append(Pair(t.gettext("Langue parlée"), t.gettext(LANGUAGES.get(request.language, request.language))))
    return found


def _who(request: OutreachRequest, t: Translator) -> str:
    found = [people_text(request.people, t)]
    if request.has_children:
        found.append(t.gettext("des enfants"))
    if request.has_animals:
        found.append(t.gettext("des animaux"))
    return ", ".join(found)


def _around(session: Session, case: Case, t: Translator, *, sorts: bool) -> list[Pair]:
    """Who asked, and who has it."""
    request = case.request
    found = [Pair(t.gettext("Qui demande"), t.gettext(REQUESTERS[Requester(request.asked_as)]))]
    if case.organisation is not None:
        found.append(Pair(t.gettext("Organisation"), case.organisation.name))
    left = session.get(OutreachRequester, request.id)
    if left is not None:
        found += [Pair(name, value) for name, value in ((t.gettext("Nom laissé"), left.name), (t.gettext("Courriel"), left.email)) if value]
        found += _phone(t.gettext("Téléphone laissé"), left.phone or "")
    if case.sector is not None:
        found.append(Pair(t.gettext("Secteur"), case.sector.name))
    if case.team is not None and case.going is not None:
        found.append(Pair(t.gettext("Équipe"), case.team.name))
        found += _phone(t.gettext("Téléphone de l’équipe"), case.team.telephone) if sorts else []
    if request.outcome:
        found.append(Pair(t.gettext("À la fin"), t.gettext(OUTCOMES[Outcome(request.outcome)])))
    return found


def _phone(name: str, text: str) -> list[Pair]:
    if not text:
        return []
    called = phone(text)
    return [Pair(name, text) if called is None else Pair(name, called.display, called.href)]


def _places(session: Session, request: OutreachRequest, joined: Sequence[OutreachRequest], t: Translator) -> list[Where]:
    found = []
    for one in (request, *joined):
        place = queries.place(session, one.id)
        if place is not None and (place.words or place.point):
            at = point_of(place)
            point = f"{at.latitude:.5f}, {at.longitude:.5f}" if at is not None else ""
            found.append(Where(place.words or "", point, f"geo:{point.replace(' ', '')}" if point else "", _source(request, one, t)))
    return found


def _texts(session: Session, request: OutreachRequest, joined: Sequence[OutreachRequest], t: Translator) -> list[Said]:
    """What requests say, this one first."""
    found = []
    for one in (request, *joined):
        source = _source(request, one, t)
        texts = queries.notes(session, one.id, [NoteKind.SITUATION])
        found += [Said(moment_text(note.at, t), note.body or "", source) for note in texts]
    return found


def _notes(session: Session, request: OutreachRequest, joined: Sequence[OutreachRequest], t: Translator) -> list[Said]:
    """Notes of coordination."""
    found = []
    for one in (request, *joined):
        texts = queries.notes(session, one.id, [NoteKind.OF_COORDINATION])
        found += [Said(moment_text(note.at, t), note.body or "", _source(request, one, t)) for note in texts]
    return found


def _precautions(context: Context, request: OutreachRequest, t: Translator) -> list[Precaution]:
    rows = queries.safety(context.session, request.id, context.now.astimezone(PARIS).date())
    return [Precaution(t.gettext(SAFETY[Safety(one.code)]), t.gettext("jusqu’au %(day)s", day=day_text(one.until, t))) for one in rows]


def _attempts(session: Session, request: OutreachRequest, t: Translator, *, tells_danger: bool) -> list[Pair]:
    """What passages gave. `tells_danger`: who asked learns that a team came, not that it was in danger."""
    return [
        Pair(moment_text(one.at, t), _result(one.result, t, tells_danger=tells_danger)) for one in queries.attempts(session, request.id)
    ]


def _result(result: str, t: Translator, *, tells_danger: bool) -> str:
    return t.gettext("Une équipe est passée.") if result == Result.DANGER and not tells_danger else t.gettext(RESULTS[Result(result)])


def _steps(session: Session, request: OutreachRequest, t: Translator, *, with_reasons: bool) -> list[Step]:
    """What happened, the last first. `with_reasons`: those for which a team sent it back too, which may tell of danger."""
    wanted = select(OutreachStep).where(OutreachStep.request_id == request.id).order_by(OutreachStep.id.desc())
    return [_step(one, t, with_reason=with_reasons or one.action == Action.REFUSE) for one in session.scalars(wanted)]


def _step(step: OutreachStep, t: Translator, *, with_reason: bool) -> Step:
    reason = t.gettext(REASONS[Reason(step.reason)]) if step.reason and with_reason else ""
    return Step(t.gettext(ACTIONS[Action(step.action)]), t.gettext(ACTORS[Actor(step.actor)]), moment_text(step.at, t), reason)


def _others(session: Session, case: Case, joined: Sequence[OutreachRequest], t: Translator) -> list[tuple[str, str]]:
    """Without a link to those that another sector has by now."""
    request, found = case.request, []
    kept = session.get(OutreachRequest, request.merged_into_id) if request.merged_into_id is not None else None
    if kept is not None:
        found.append((kept, t.gettext("Continue avec la demande n° %(number)s", number=kept.id)))
    for one in joined:
        words = t.gettext("Réunie ici : demande n° %(number)s, du %(day)s", number=one.id, day=day_of(one.asked_at, t))
        found.append((one, words))
    return [(_href(one.id) if one.sector_id == request.sector_id else "", words) for one, words in found]


def _source(request: OutreachRequest, one: OutreachRequest, t: Translator) -> str:
    return "" if one is request else t.gettext("demande n° %(number)s", number=one.id)


def _href(number: int) -> str:
    return f"/aller-vers/demandes/{number}"

"""What a team reads of a request (`outreach/_team.html`): what it does next, what it did, what it knows of the person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from app.core.language import Translator
from app.core.written_days import day_of
from app.directory.models import Service, Structure
from app.orientations.display.lists import state_text
from app.orientations.display.naming import Names
from app.orientations.display.thread import moment_text
from app.outreach import going_queries, queries, rounds_queries
from app.outreach.awaiting import by_when
from app.outreach.display.gestures import Choice, Gesture, choices, path_of
from app.outreach.display.round_words import title_of
from app.outreach.display.trying import advice_text, is_late, promise_text, tried_text
from app.outreach.going_queries import Child
from app.outreach.labels import CONSENTS, OUTCOMES, RESULTS
from app.outreach.models import OutreachAttempt, OutreachMeeting, OutreachPassage
from app.outreach.queries import Case
from app.outreach.rules import GOING, MET, Consent, Outcome, Result, State
from app.outreach.services.moving import may_reopen
from app.outreach.settings import Context


@dataclass(frozen=True, slots=True)
class Went:
    """An attempt: when, what came of it, whether it came after the request had moved on."""

    when: str
    result: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Written:
    """A meeting or a note of the team: when, and its words; empty where nothing was written, or by another team."""

    when: str
    text: str


@dataclass(frozen=True, slots=True)
class Sent:
    """An orientation that came of the request."""

    number: int
    href: str
    service: str
    state: str
    is_accompanied: bool


@dataclass(frozen=True, slots=True)
class TeamPanel:
    """The team's part of the page of a request."""

    number: int
    version: int
    next: str
    """What the team does now, in one sentence."""
    is_passed: bool
    """Whether the moment that it speaks of is behind us."""
    round_href: str
    round_name: str
    """Of the round that the passage is planned on; empty for another moment."""
    promise: str
    is_late: bool
    tried: str
    advice: str
    choices: Sequence[Choice]
    attempts: Sequence[Went]
    is_met: bool
    consent: str
    pseudonym: str
    meetings: Sequence[Written]
    children: Sequence[Sent]
    confirm_path: str
    """Where it is said that an orientation left, and that it ends here; empty where it cannot be."""
    notes: Sequence[Written]


def panel(context: Context, case: Case, t: Translator) -> TeamPanel:
    """Return the team's part of the page of a request. What another team wrote is not in it."""
    session, request = context.session, case.request
    is_going, is_met = request.state in GOING, request.contact_at is not None
    passage = _passage(context, case)
    has_left = request.state in MET and going_queries.has_left(session, request.id)
    return TeamPanel(
        number=request.id,
        version=request.version,
        next=_next(context, case, t),
        is_passed=request.state == State.PLANNED and request.planned_at is not None and request.planned_at <= context.now,
        round_href=f"/aller-vers/tournees/{passage.round_id}" if passage is not None else "",
        round_name=title_of(passage.round, t) if passage is not None else "",
        promise=promise_text(context, request, t) if is_going else "",
        is_late=is_going and is_late(context, request),
        tried=tried_text(context, request, t) if is_going else "",
        advice=advice_text(context, request, t) if request.state == State.TRIED else "",
        choices=choices(context, case, t),
        attempts=[_went(one, t) for one in queries.attempts(session, request.id)],
        is_met=is_met,
        consent=t.gettext(CONSENTS[Consent(request.consent)]) if request.consent else t.gettext("Pas encore demandé"),
        pseudonym=going_queries.pseudonym(session, request.id),
        meetings=[_met(one, request.team_id, t) for one in going_queries.meetings(session, request.id)],
        children=_children(context, going_queries.children(session, request.id), t),
        confirm_path=path_of(case, Gesture.ORIENT) if has_left else "",
        notes=[Written(moment_text(one.at, t), one.body or "") for one in going_queries.team_notes(session, request)],
    )


def _passage(context: Context, case: Case) -> OutreachPassage | None:
    """What places the passage that is planned on a round."""
    request = case.request
    if request.state != State.PLANNED:
        return None
    found = rounds_queries.to_come_of(context.session, [request.id], context.now)
    return next((passage for passage, _ in found if passage.planned_at == request.planned_at), None)


def _next(context: Context, case: Case, t: Translator) -> str:
    request = case.request
    if request.state == State.ASSIGNED:
        day = day_of(by_when(context.settings, "answering", request.assigned_at or request.state_since), t)
        return t.gettext(
            "Dites quand vous y allez, ou renvoyez la demande, avant le %(day)s : ensuite, une autre équipe est sollicitée.", day=day
        )
    if request.state == State.PLANNED:
        return _planned(context, case, t)
    if request.state == State.TRIED:
        return t.gettext("La personne n’est pas encore rencontrée : prévoyez un autre passage, ou dites comment cela finit.")
    return _once_met(context, case, t) if request.state in MET else _over(context, case, t)


def _planned(context: Context, case: Case, t: Translator) -> str:
    at = case.request.planned_at
    if at is None:
        return t.gettext("Le passage prévu n’aura pas lieu : prévoyez-en un autre.")
    if at <= context.now:
        return t.gettext("Un passage était prévu le %(when)s : dites ce qu’il a donné.", when=moment_text(at, t))
    return t.gettext("Passage prévu le %(when)s.", when=moment_text(at, t))


def _once_met(context: Context, case: Case, t: Translator) -> str:
    request = case.request
    if request.state == State.ONGOING:
        day = day_of(by_when(context.settings, "ongoing", request.last_action_at), t)
        return t.gettext("Le lien continue. Notez chaque rencontre ; sans nouvelles, nous demanderons où cela en est le %(day)s.", day=day)
    if request.consent is None:
        return t.gettext("La personne est rencontrée. Demandez-lui si elle veut bien que l’équipe revienne, et notez sa réponse.")
    return t.gettext("La personne est rencontrée. Notez quand vous la revoyez, orientez-la vers un service, ou terminez.")


def _over(context: Context, case: Case, t: Translator) -> str:
    request = case.request
    if request.state == State.ORIENTED:
        told = t.gettext("C’est terminé : la personne est orientée vers un service.")
    elif request.outcome:
        told = t.gettext("C’est terminé : %(outcome)s.", outcome=t.gettext(OUTCOMES[Outcome(request.outcome)]))
    else:
        told = t.gettext("C’est terminé.")
    if request.closed_at is None or not may_reopen(context, request):
        return told
    until = day_of(request.closed_at + timedelta(days=context.settings.delays.reopening), t)
    return t.gettext("%(told)s Vous pouvez reprendre le lien jusqu’au %(day)s.", told=told, day=until)


def _went(one: OutreachAttempt, t: Translator) -> Went:
    return Went(moment_text(one.at, t), t.gettext(RESULTS[Result(one.result)]), one.is_late)


def _met(one: OutreachMeeting, team: int | None, t: Translator) -> Written:
    return Written(moment_text(one.at, t), (one.note or "") if one.team_id == team else "")


def _children(context: Context, found: Sequence[Child], t: Translator) -> list[Sent]:
    session = context.session
    named = [
        (
            session.get(Service, child.service_id) if child.service_id else None,
            session.get(Structure, child.structure_id) if child.structure_id else None,
        )
        for child, _ in found
    ]
    names = Names(session, named, t)
    return [
        Sent(child.id, f"/orientations/{child.id}", names.service(*of), state_text(child.state, child.reason, t), is_accompanied)
        for (child, is_accompanied), of in zip(found, named, strict=True)
    ]

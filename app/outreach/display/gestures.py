"""What a team may do now, in verbs; the page of one gesture (`outreach/team_gesture.html`)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.core.language import Translator, mark
from app.outreach.display.trying import advice_text, promise_text, tried_text
from app.outreach.labels import STATES
from app.outreach.models import OutreachRequest
from app.outreach.queries import Case
from app.outreach.rules import CLOSINGS, MET, MOST_ATTEMPTS, WORKFLOW, Action, Actor, Consent, Outcome, State
from app.outreach.services.moving import may_give_up, may_reopen, tries
from app.outreach.services.telling import page_of
from app.outreach.settings import Context


class Gesture(StrEnum):
    """What a team does on a page of its own; the end of its path."""

    PLAN = "planifier"
    ATTEMPT = "tentative"
    CONSENT = "accord"
    MEET = "rencontre"
    ORIENT = "orienter"
    FINISH = "terminer"
    SEND_BACK = "renvoyer"
    REOPEN = "reprendre"


VERBS: Mapping[Gesture, tuple[str, str]] = {
    Gesture.PLAN: (mark("Prévoir un passage"), mark("Sur une tournée, ou un jour et une heure.")),
    Gesture.ATTEMPT: (mark("Noter un passage"), mark("Quand vous y êtes allés, et ce que cela a donné.")),
    Gesture.CONSENT: (mark("Noter son accord"), mark("Veut-elle bien que l’équipe revienne ? Comment l’appeler ?")),
    Gesture.MEET: (mark("Noter une rencontre"), mark("Vous l’avez revue.")),
    Gesture.ORIENT: (mark("Orienter vers un service"), mark("Vous préparez la demande avec elle ; elle décide de ce qui part.")),
    Gesture.FINISH: (mark("Terminer"), mark("Dites comment cela finit. Qui a fait la demande est prévenu.")),
    Gesture.SEND_BACK: (mark("Renvoyer à la coordination"), mark("Votre équipe ne peut pas y aller. Vous ne verrez plus cette demande.")),
    Gesture.REOPEN: (mark("Reprendre le lien"), mark("Pendant 90 jours après la fin, avec un mot pour votre équipe.")),
}
"""In the order in which they are offered: the likeliest first."""
AGAIN = (mark("Changer le passage prévu"), mark("Une autre tournée, un autre jour, une autre heure."))
ACTIONS: Mapping[Gesture, Action] = {
    Gesture.PLAN: Action.PLAN,
    Gesture.ATTEMPT: Action.ATTEMPT,
    Gesture.ORIENT: Action.ORIENT,
    Gesture.FINISH: Action.CLOSE,
    Gesture.SEND_BACK: Action.SEND_BACK,
    Gesture.REOPEN: Action.REOPEN,
}
"""What the table must allow; the others are for whoever was met."""
FIRST: Mapping[State, Sequence[Gesture]] = {
    State.ASSIGNED: (Gesture.PLAN,),
    State.PLANNED: (Gesture.ATTEMPT,),
    State.TRIED: (Gesture.PLAN, Gesture.FINISH),
    State.CONTACT: (Gesture.CONSENT,),
    State.ONGOING: (Gesture.MEET,),
}
"""What to do next: the first of these that is offered."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One gesture: its verb, a hint, the page where it is done."""

    label: str
    hint: str
    href: str
    is_primary: bool


@dataclass(frozen=True, slots=True)
class GesturePage:
    """`outreach/team_gesture.html`, its form apart. `to_know`: sentences that are read before the form."""

    title: str
    lead: str
    number: int
    state: str
    action: str
    """The path that the form is sent to."""
    back: str
    to_know: Sequence[str]


def choices(context: Context, found: Case, t: Translator) -> list[Choice]:
    """Return what the team may do now, what comes next before the rest."""
    request = found.request
    offered = [gesture for gesture in VERBS if is_offered(context, request, gesture)]
    first = next((one for one in FIRST.get(State(request.state), ()) if one in offered), None)
    if first is Gesture.CONSENT and request.consent is not None:
        first = Gesture.MEET
    offered.sort(key=lambda one: one is not first)
    return [_choice(found, one, t, is_primary=one is first) for one in offered]


def is_offered(context: Context, request: OutreachRequest, gesture: Gesture) -> bool:
    """Whether the team may do something now, guards included."""
    if request.purged_at is not None or (gesture in ACTIONS and not WORKFLOW.allows(request.state, ACTIONS[gesture], Actor.TEAM)):
        return False
    if gesture is Gesture.PLAN:
        return request.state != State.TRIED or tries(context, request) < MOST_ATTEMPTS
    if gesture is Gesture.REOPEN:
        return may_reopen(context, request)
    if gesture in (Gesture.CONSENT, Gesture.MEET, Gesture.ORIENT):
        return request.state in MET and request.consent != Consent.NO
    return True


def outcomes(context: Context, request: OutreachRequest) -> list[Outcome]:
    """Return how it may end now: as « not met » once enough was tried, as what supposes a meeting after one."""
    if request.state in MET:
        return [one for one in CLOSINGS if one is not Outcome.NOT_MET]
    is_enough = may_give_up(context, request)
    return [one for one in CLOSINGS if one is not Outcome.MET_ON_SPOT and (is_enough or one is not Outcome.NOT_MET)]


def gesture_page(context: Context, found: Case, gesture: Gesture, t: Translator) -> GesturePage:
    """Return the page of one gesture."""
    label, hint = _words(found.request, gesture)
    tell = _TO_KNOW.get(gesture)
    return GesturePage(
        title=t.gettext(label),
        lead=t.gettext(hint),
        number=found.request.id,
        state=t.gettext(STATES[State(found.request.state)]),
        action=path_of(found, gesture),
        back=page_of(found),
        to_know=[one for one in tell(context, found.request, t) if one] if tell is not None else (),
    )


def path_of(found: Case, gesture: Gesture) -> str:
    """Return the path of the page of a gesture."""
    return f"{page_of(found)}/{gesture}"


def _words(request: OutreachRequest, gesture: Gesture) -> tuple[str, str]:
    is_again = gesture is Gesture.PLAN and request.state == State.PLANNED and request.planned_at is not None
    return AGAIN if is_again else VERBS[gesture]


def _choice(found: Case, gesture: Gesture, t: Translator, *, is_primary: bool) -> Choice:
    label, hint = _words(found.request, gesture)
    return Choice(t.gettext(label), t.gettext(hint), path_of(found, gesture), is_primary)


def _when(context: Context, request: OutreachRequest, t: Translator) -> Sequence[str]:
    return (promise_text(context, request, t), tried_text(context, request, t), advice_text(context, request, t))


def _attempt(_context: Context, _request: OutreachRequest, t: Translator) -> Sequence[str]:
    return (t.gettext("Qui a fait la demande saura qu’une équipe est passée, sans rien de plus. Votre note reste à votre équipe."),)


def _refusal(_context: Context, _request: OutreachRequest, t: Translator) -> Sequence[str]:
    return (
        t.gettext("Si elle dit non, tout s’arrête tout de suite."),
        t.gettext("Son surnom, vos notes, celles des rencontres et ce que disait la demande sont effacés aussitôt, pour tous."),
    )


def _end(context: Context, request: OutreachRequest, t: Translator) -> Sequence[str]:
    if request.state != State.TRIED or may_give_up(context, request):
        return ()
    return (
        tried_text(context, request, t),
        t.gettext("« Non rencontrée » se choisit après %(most)s passages à des heures différentes.", most=MOST_ATTEMPTS),
    )


def _reopening(_context: Context, request: OutreachRequest, t: Translator) -> Sequence[str]:
    if request.consent != Consent.NO:
        return ()
    return (t.gettext("Elle avait dit non. Reprenez seulement si elle le demande ; vous noterez ensuite son accord."),)


_TO_KNOW: Mapping[Gesture, Callable[[Context, OutreachRequest, Translator], Sequence[str]]] = {
    Gesture.PLAN: _when,
    Gesture.ATTEMPT: _attempt,
    Gesture.CONSENT: _refusal,
    Gesture.FINISH: _end,
    Gesture.REOPEN: _reopening,
}

"""What who asked without an account reads: where the request is, in plain words. No place but the commune, no result, no text of others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.core.clock import PARIS
from app.core.language import Translator, mark
from app.core.written_days import day_text
from app.outreach import queries
from app.outreach.awaiting import awaited
from app.outreach.models import OutreachRequest
from app.outreach.queries import Case
from app.outreach.rules import SORTING, WORKFLOW, Action, Actor, Outcome, Requester, State
from app.outreach.services.opening import standing, words_for_requester
from app.outreach.settings import Context
from app.outreach.territories import commune_name

CODE_GROUP = 4


@dataclass(frozen=True, slots=True)
class PlainWords:
    """A state: what it is, what comes next."""

    now: str
    next: str


_RECEIVED = PlainWords(mark("Votre demande est bien reçue."), mark("Quelqu’un va la lire, puis chercher une équipe."))
_LOOKING = PlainWords(mark("Votre demande est bien reçue."), mark("Nous cherchons une équipe qui peut y aller."))
_PASSED = PlainWords(mark("Une équipe est passée."), mark("Elle s’occupe de la suite. Vous n’avez rien à faire."))
_OVER = PlainWords(
    mark("Votre demande est terminée."), mark("Il y a encore besoin d’aide ? Faites une nouvelle demande. Pour ce soir, appelez le 115.")
)
STATES: Mapping[State, PlainWords] = {
    State.REPORTED: _RECEIVED,
    State.TO_SORT: _RECEIVED,
    State.TRANSFERRED: _LOOKING,
    State.SENT_BACK: _LOOKING,
    State.ASSIGNED: PlainWords(mark("Une équipe a votre demande."), mark("Elle choisit quand passer.")),
    State.PLANNED: PlainWords(mark("Le passage d’une équipe est prévu."), mark("Vous n’avez rien à faire.")),
    State.TRIED: _PASSED,
    State.CONTACT: _PASSED,
    State.ONGOING: _PASSED,
    State.ORIENTED: _OVER,
    State.NOT_MET: _OVER,
    State.CLOSED: _OVER,
    State.DUPLICATE: PlainWords(mark("Votre demande rejoint une autre demande."), mark("Une équipe s’en occupe.")),
    State.INADMISSIBLE: PlainWords(
        mark("Votre demande n’est pas retenue."), mark("Vous pouvez appeler le 115, ou chercher un lieu qui peut aider.")
    ),
}
_WITHDRAWN = PlainWords(
    mark("Votre demande est retirée."), mark("Personne ne passe pour elle. Vous changez d’avis ? Faites une nouvelle demande.")
)


@dataclass(frozen=True, slots=True)
class RequestPage:
    """`outreach/my_request.html`."""

    now: str
    next: str
    by_when: Sequence[str]
    """Sentences with a day that is still to come."""
    passed: Sequence[str]
    """Days on which a team came."""
    commune: str
    asked: str
    words: str
    """What the coordination wrote when it did not take the request."""
    is_joined: bool
    """Whether it goes on as another one."""
    may_withdraw: bool


def request_page(context: Context, case: Case, t: Translator) -> RequestPage:
    """Return the page of a request: of one that was merged, the state of the one that goes on, and when teams came since it was asked."""
    request, going = case.request, standing(context, case).request
    said = _said(request, going)
    attempts = queries.attempts(context.session, going.id)
    days = dict.fromkeys(_day(one.at) for one in attempts if going is request or one.at >= request.asked_at)
    return RequestPage(
        now=t.gettext(said.now),
        next=t.gettext(said.next),
        by_when=_by_when(context, request, going, t),
        passed=[day_text(day, t) for day in days],
        commune=commune_name(request.commune),
        asked=day_text(_day(request.asked_at), t),
        words=words_for_requester(context, request) if request.state == State.INADMISSIBLE else "",
        is_joined=going is not request,
        may_withdraw=may_withdraw(request),
    )


def may_withdraw(request: OutreachRequest) -> bool:
    """Whether who asked may still take a request back."""
    return WORKFLOW.allows(request.state, Action.WITHDRAW, Actor.REQUESTER)


def code_text(request: OutreachRequest) -> str:
    """Return the code in groups, as it is noted down: « ABCD 2345 »."""
    code = request.code or ""
    return f"{code[:CODE_GROUP]} {code[CODE_GROUP:]}"


def _said(request: OutreachRequest, going: OutreachRequest) -> PlainWords:
    if request.state == State.CLOSED and request.outcome == Outcome.WITHDRAWN:
        return _WITHDRAWN
    return STATES[State(going.state)]


def _by_when(context: Context, request: OutreachRequest, going: OutreachRequest, t: Translator) -> Sequence[str]:
    """By when somebody acts, as far as that day is not over: a day that was missed is no promise."""
    today = context.now.astimezone(PARIS).date()
    due = {one.deadline.name: _day(one.at) for one in awaited(context.settings, going)}
    state = State(going.state)
    told: list[tuple[str, date | None]] = []
    if state in (State.REPORTED, *SORTING):
        told.append((mark("Quelqu’un s’en occupe au plus tard le %(day)s."), due.get("sorting")))
    if state is State.ASSIGNED:
        told.append((mark("L’équipe répond au plus tard le %(day)s."), due.get("answering")))
    if state is State.PLANNED and going.planned_at is not None and request.asked_as != Requester.NEIGHBOUR:
        told.append((mark("L’équipe doit passer le %(day)s."), _day(going.planned_at)))
    else:
        told.append((mark("Une équipe passe si possible avant le %(day)s."), due.get("soon") or due.get("normal")))
    return [t.gettext(sentence, day=day_text(day, t)) for sentence, day in told if day is not None and day >= today]


def _day(at: datetime) -> date:
    return at.astimezone(PARIS).date()

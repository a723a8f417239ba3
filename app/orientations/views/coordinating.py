"""What coordinators see: states and dates, never who."""

from datetime import timedelta

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.errors import NotThere
from app.core.numbers import row_number
from app.core.unit_of_work import again
from app.core.workflow.table import NotAllowed
from app.extensions import db
from app.orientations import coordination_queries as reads
from app.orientations import queries
from app.orientations.coordination_queries import PAGE
from app.orientations.display import coordination as display
from app.orientations.display.lists import since_text
from app.orientations.forms.coordinating import asked_state
from app.orientations.queries import Case
from app.orientations.rules import WORKFLOW, Action, Actor, Mover, State
from app.orientations.services import coordinating
from app.orientations.services.moving import ChangedMeanwhile
from app.orientations.views import pages
from app.orientations.views.changed import changed
from app.orientations.views.loading import case, context
from app.web.access import requires
from app.web.identity import identity
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import render

COORDINATION = "/coordination"
LIST = "/coordination/orientations"


def load(number: int) -> Case:
    """Return an orientation by its number; raise NotThere for a draft, which is its sender’s alone."""
    found = case(number)
    if found.orientation.state == State.DRAFT:
        raise NotThere
    return found


@pages.get(COORDINATION)
@requires("orientation:coordinate")
def read_coordination() -> ResponseReturnValue:
    """Show what waits for a coordinator: what to verify, what nobody answers, what is about to be late."""
    going, codes, t = context(), reads.territories(identity()), current_translator()
    before = going.now - timedelta(days=going.settings.delays.coordinator_told)
    unanswered = reads.unanswered(going.session, codes, before)
    known = {one.number for one in unanswered}
    failing = reads.failing(going.session, codes, going.settings.clocks, going.now)
    return render(
        "orientations/coordination.html",
        to_verify=display.lines(reads.to_verify(going.session, codes), t),
        unanswered=display.lines(unanswered, t),
        failing=display.lines([one for one in failing if one.number not in known], t),
        days=going.settings.delays.coordinator_told,
    )


@pages.get(LIST)
@requires("orientation:coordinate")
def read_followed() -> ResponseReturnValue:
    """Show every orientation of the territory: where it is, since when."""
    codes, state, t = reads.territories(identity()), asked_state(request.args), current_translator()
    counts = reads.counts(db.session(), codes)
    many = counts.get(state, 0) if state else sum(counts.values())
    last = max(1, -(-many // PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), last)
    return render(
        "orientations/coordination_list.html",
        lines=display.lines(reads.listed(db.session(), codes, state, page=page), t),
        states=display.states_text(counts, t),
        state=state.value if state else "",
        page=page,
        pages=last,
        previous_href=_path(state, page - 1) if page > 1 else "",
        next_href=_path(state, page + 1) if page < last else "",
    )


@pages.get("/coordination/delais")
@requires("orientation:coordinate")
def read_delays() -> ResponseReturnValue:
    """Show both clocks over the needs of the last twelve months."""
    measured = coordinating.figures(context(), reads.territories(identity()))
    return render("orientations/coordination_delays.html", figures=display.figures_page(measured, current_translator()))


@pages.get("/coordination/orientations/<int:number>")
@requires("orientation:coordinate", load)
def read_coordinated(found: Case) -> ResponseReturnValue:
    """Show the states of an orientation, and what a coordinator may do."""
    orientation, t = found.orientation, current_translator()
    return render(
        "orientations/coordinated.html",
        number=orientation.id,
        version=orientation.version,
        state=display.states_text({orientation.state: 1}, t)[0][1],
        since=since_text(orientation.state, orientation.state_since, t),
        organisation=found.organisation,
        passages=display.passages(orientation, t),
        may_send=WORKFLOW.allows(orientation.state, Action.SEND, Actor.COORDINATOR),
        is_example=orientation.is_example,
    )


@pages.post("/coordination/orientations/<int:number>/envoyer")
@requires("orientation:coordinate", load)
@sent_once
def verify(found: Case) -> ResponseReturnValue:
    """Send what an organisation that nobody verified yet wrote."""
    number, read = found.orientation.id, row_number(request.form.get("version")) or 0
    by = Mover(Actor.COORDINATOR, identity().account)

    def work(session: Session) -> None:
        act_once(session, COORDINATION)
        coordinating.verify(context(session), queries.case(session, number).orientation, by, read)

    try:
        again(db.session(), work)
    except (ChangedMeanwhile, NotAllowed):
        return changed(number, f"{LIST}/{number}")
    say(current_translator().gettext("C’est envoyé. Qui oriente est prévenu."))
    return redirect(COORDINATION, 303)


def _path(state: State | None, page: int) -> str:
    asked = [*([f"etat={state}"] if state else []), *([f"page={page}"] if page > 1 else [])]
    return f"{LIST}?{'&'.join(asked)}" if asked else LIST

"""What is decided on a page of its own: by the coordination of the sector, by who asked; precautions by whoever goes too."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import redirect
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.clock import today
from app.core.unit_of_work import again
from app.core.workflow.table import NotAllowed
from app.extensions import db
from app.outreach import queries
from app.outreach.display import choosing
from app.outreach.display import deciding as display
from app.outreach.display.deciding import Gesture
from app.outreach.forms import deciding as forms
from app.outreach.forms.deciding import DecidingForm, Terms
from app.outreach.models import OutreachRequest, OutreachSector, OutreachTeam
from app.outreach.permissions import sides
from app.outreach.queries import Case
from app.outreach.rules import Actor, Mover, Safety
from app.outreach.services import sorting
from app.outreach.services.moving import ChangedMeanwhile, TooLateToReopen, check_version
from app.outreach.services.sorting import Forgotten, NotOffered
from app.outreach.settings import Context
from app.outreach.similar_queries import other_open
from app.outreach.views import pages
from app.outreach.views.changed import LIST, changed, way_back
from app.outreach.views.loading import case, context, mover
from app.web.access import requires
from app.web.identity import identity
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import whole_page

PATH = f"{LIST}/<int:number>"
TOO_LATE = (ChangedMeanwhile, Forgotten, NotAllowed, NotOffered, TooLateToReopen)
FORMS: Mapping[Gesture, Callable[[Terms], DecidingForm]] = {
    Gesture.ASSIGN: forms.AssignForm,
    Gesture.TRANSFER: forms.TransferForm,
    Gesture.MERGE: forms.MergeForm,
    Gesture.REFUSE: forms.RefuseForm,
    Gesture.REOPEN: forms.ReopenForm,
    Gesture.WITHDRAW: DecidingForm,
    Gesture.NOTE: forms.NoteForm,
    Gesture.PRECAUTIONS: forms.PrecautionsForm,
}


@pages.route(f"{PATH}/attribuer", methods=["GET", "POST"])
@requires("outreach:sort", case)
@sent_once
def assign(found: Case) -> ResponseReturnValue:
    """Give a request to a team of the sector."""
    return _take(found, Gesture.ASSIGN, Actor.COORDINATOR)


@pages.route(f"{PATH}/transferer", methods=["GET", "POST"])
@sent_once
@requires("outreach:sort", case)
def transfer(found: Case) -> ResponseReturnValue:
    """Give a request to another sector; sent twice, it leads to the lists, though it is not theirs to read any more."""
    return _take(found, Gesture.TRANSFER, Actor.COORDINATOR)


@pages.route(f"{PATH}/fusionner", methods=["GET", "POST"])
@requires("outreach:sort", case)
@sent_once
def merge(found: Case) -> ResponseReturnValue:
    """Let another request go on alone."""
    return _take(found, Gesture.MERGE, Actor.COORDINATOR)


@pages.route(f"{PATH}/refuser", methods=["GET", "POST"])
@requires("outreach:sort", case)
@sent_once
def refuse(found: Case) -> ResponseReturnValue:
    """Do not take a request."""
    return _take(found, Gesture.REFUSE, Actor.COORDINATOR)


@pages.route(f"{PATH}/rouvrir", methods=["GET", "POST"])
@requires("outreach:sort", case)
@sent_once
def reopen(found: Case) -> ResponseReturnValue:
    """Sort again what is over."""
    return _take(found, Gesture.REOPEN, Actor.COORDINATOR)


@pages.route(f"{PATH}/retirer", methods=["GET", "POST"])
@requires("outreach:ask", case)
@sent_once
def withdraw(found: Case) -> ResponseReturnValue:
    """Take back what one's organisation asked."""
    return _take(found, Gesture.WITHDRAW, Actor.REQUESTER)


@pages.route(f"{PATH}/note", methods=["GET", "POST"])
@requires("outreach:sort", case)
@sent_once
def note(found: Case) -> ResponseReturnValue:
    """Keep a note for whoever coordinates."""
    return _take(found, Gesture.NOTE, Actor.COORDINATOR)


@pages.route(f"{PATH}/precautions", methods=["GET", "POST"])
@requires("outreach:work", case)
@sent_once
def keep_precautions(found: Case) -> ResponseReturnValue:
    """Say what a team must know before it goes."""
    is_sorting = Actor.COORDINATOR in sides(identity(), found)
    return _take(found, Gesture.PRECAUTIONS, Actor.COORDINATOR if is_sorting else Actor.TEAM)


def _take(found: Case, gesture: Gesture, actor: Actor) -> ResponseReturnValue:
    """Show the form of a gesture, or do it; tell who came too late where the request stands."""
    going, t = context(), current_translator()
    if not display.is_offered(going, found, gesture, actor):
        return changed(found.request.id)
    form = FORMS[gesture](_terms(going, found, gesture))
    if form.is_submitted() and gesture in display.ACTIONS and form.seen != found.request.version:
        return changed(found.request.id)  # what was chosen may be no choice any more: that says nothing to whoever chose it
    if not form.validate_on_submit():
        page = display.decide_page(found, gesture, t)
        return whole_page("outreach/decide.html", 422 if form.is_submitted() else 200, form=form, page=page)
    return _act(found.request.id, gesture, actor, form)


def _act(number: int, gesture: Gesture, actor: Actor, form: DecidingForm) -> ResponseReturnValue:
    def work(session: Session) -> str:
        read = queries.case(session, number)
        if gesture in display.ACTIONS:
            check_version(read.request, form.seen)
        ACTS[gesture](context(session), read, form.detail, mover(actor, read))
        back = way_back(queries.case(session, number))
        act_once(session, back)
        return back

    try:
        back = again(db.session(), work)
    except TOO_LATE:
        return changed(number)
    say(current_translator().gettext(display.DONE[gesture]))
    return redirect(back, 303)


def _terms(going: Context, found: Case, gesture: Gesture) -> Terms:
    """Read what the form of a gesture offers."""
    version, request, t = found.request.version, found.request, current_translator()
    if gesture is Gesture.ASSIGN:
        return Terms(version, teams=choosing.teams(going, found, t))
    if gesture is Gesture.TRANSFER:
        return Terms(version, sectors=choosing.sectors(going, found, t))
    if gesture is Gesture.MERGE:

        def is_open_other(number: int) -> bool:
            return other_open(going.session, request, number) is not None

        return Terms(version, others=choosing.others(going.session, request, t), is_open_other=is_open_other)
    if gesture is Gesture.PRECAUTIONS:
        return Terms(version, safety={Safety(one.code) for one in queries.safety(going.session, request.id, today())})
    return Terms(version)


def _assign(going: Context, found: Case, team: int, by: Mover) -> None:
    sorting.assign(going, found, _row(going.session, OutreachTeam, team), by)


def _transfer(going: Context, found: Case, asked: forms.Transfer, by: Mover) -> None:
    sorting.transfer(going, found, _row(going.session, OutreachSector, asked.sector), asked.note, by)


def _merge(going: Context, found: Case, other: int, by: Mover) -> None:
    sorting.merge(going, found, _row(going.session, OutreachRequest, other), by)


def _refuse(going: Context, found: Case, asked: forms.Refusal, by: Mover) -> None:
    sorting.refuse(going, found, asked.reason, asked.sentence, by)


def _keep(going: Context, found: Case, asked: forms.Precautions, by: Mover) -> None:
    sorting.safety(going, found, asked.seen, asked.codes, by)


def _withdraw(going: Context, found: Case, _nothing: None, by: Mover) -> None:
    sorting.withdraw(going, found, by)


ACTS: Mapping[Gesture, Callable[[Context, Case, Any, Mover], object]] = {
    Gesture.ASSIGN: _assign,
    Gesture.TRANSFER: _transfer,
    Gesture.MERGE: _merge,
    Gesture.REFUSE: _refuse,
    Gesture.REOPEN: sorting.reopen,
    Gesture.WITHDRAW: _withdraw,
    Gesture.NOTE: sorting.note,
    Gesture.PRECAUTIONS: _keep,
}


def _row(session: Session, kind: type[Any], number: int) -> Any:
    """Return what was chosen; raise NotOffered when it went meanwhile."""
    found = session.get(kind, number)
    if found is None:
        raise NotOffered
    return found

"""What a team does on its way: plans, goes, sends back, ends. One page a gesture, drawn alike."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TypeAlias

from flask import redirect
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.clock import today
from app.core.unit_of_work import again
from app.core.workflow.table import NotAllowed
from app.extensions import db
from app.outreach import queries, rounds_queries
from app.outreach.display.gestures import Gesture, gesture_page, is_offered, outcomes
from app.outreach.display.round_words import hours_text, title_of
from app.outreach.display.trying import advice_text, warnings
from app.outreach.forms.going import AttemptForm, FinishForm, GestureForm, PlanForm, SendBackForm
from app.outreach.models import OutreachAttempt, OutreachRound
from app.outreach.queries import Case
from app.outreach.round_hours import Hours
from app.outreach.rules import GOING, Actor, Mover, Result, State
from app.outreach.services import going, rounds
from app.outreach.services.going import Attempt
from app.outreach.services.moving import ChangedMeanwhile, NotTriedEnough, TooLateToReopen, TriedEnough, check_version
from app.outreach.services.rounds import NotOfTheTeam, OutsideRound, RoundOver
from app.outreach.settings import Context
from app.outreach.views import pages
from app.outreach.views.changed import changed, way_back
from app.outreach.views.loading import case, context, mover
from app.web.access import requires
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import whole_page

PATH = "/aller-vers/demandes/<int:number>"
A_DAY = timedelta(days=1)
TOO_LATE = (
    ChangedMeanwhile, NotAllowed, NotOfTheTeam, NotTriedEnough, OutsideRound, RoundOver, TooLateToReopen, TriedEnough,
)  # fmt: skip
Work: TypeAlias = Callable[[Context, Case, Mover], Sequence[str]]
"""Does a gesture in a transaction; returns what is said of it, in the reader's language."""


@pages.route(f"{PATH}/planifier", methods=["GET", "POST"])
@requires("outreach:go", case)
@sent_once
def plan(found: Case) -> ResponseReturnValue:
    """Say when the team passes: on a round, or at another moment."""
    t = current_translator()
    offered = [(one, f"{title_of(one, t)}, {hours_text(Hours.of(one), t)}") for one in _rounds(found)]
    form = PlanForm(found.request.version, offered)

    def work(acting: Context, read: Case, by: Mover) -> Sequence[str]:
        if form.round is not None:
            chosen = queries.team_round(acting.session, form.round).round
            rounds.place(acting, chosen, read, form.at, None, by)
        else:
            going.plan_apart(acting, read, form.at, by)
        return [t.gettext("C’est noté : le passage est prévu."), *warnings(acting, read.request, form.at, t)]

    return take(found, Gesture.PLAN, form, work)


@pages.route(f"{PATH}/renvoyer", methods=["GET", "POST"])
@sent_once
@requires("outreach:go", case)
def send_back(found: Case) -> ResponseReturnValue:
    """Give the request back to the coordination; sent twice, it leads to the lists, though it is not theirs to read any more."""
    t, form = current_translator(), SendBackForm(found.request.version)

    def work(acting: Context, read: Case, by: Mover) -> Sequence[str]:
        going.send_back(acting, read, form.reason, form.note.data, by)
        return [t.gettext("C’est fait : la demande est renvoyée. La coordination est prévenue.")]

    return take(found, Gesture.SEND_BACK, form, work)


@pages.route(f"{PATH}/tentative", methods=["GET", "POST"])
@requires("outreach:go", case)
@sent_once
def attempt(found: Case) -> ResponseReturnValue:
    """Write an attempt down. Where somebody moved the request meanwhile, it is asked again; once it is over, it is kept as a fact."""
    number, t = found.request.id, current_translator()
    form = AttemptForm(found.request.version, found.request.asked_at)
    if not (form.is_submitted() or is_offered(context(), found.request, Gesture.ATTEMPT)):
        return changed(number)
    if not form.validate_on_submit():
        return page(found, Gesture.ATTEMPT, form, 422 if form.is_submitted() else 200)

    def work(acting: Context, read: Case, by: Mover) -> Sequence[str]:
        made = going.attempt(acting, read, Attempt(form.at, form.result, form.once, form.note.data), by)
        return _after(acting, read, made)

    try:
        return act(number, work, form.seen if found.request.state in GOING else None)
    except ChangedMeanwhile:
        db.session.expire_all()
        read = queries.case(db.session(), number)
        form.version.data = str(read.request.version)
        why = t.gettext("La demande a changé depuis que vous avez ouvert cette page : quelqu’un a peut-être noté le même passage.")
        return page(read, Gesture.ATTEMPT, form, 409, why, t.gettext("Si c’en est un autre, enregistrez à nouveau."))


@pages.route(f"{PATH}/terminer", methods=["GET", "POST"])
@requires("outreach:go", case)
@sent_once
def finish(found: Case) -> ResponseReturnValue:
    """Say how it ends."""
    t, form = current_translator(), FinishForm(found.request.version, outcomes(context(), found.request))

    def work(acting: Context, read: Case, by: Mover) -> Sequence[str]:
        going.close(acting, read, form.outcome, by)
        return [t.gettext("C’est noté : la demande est terminée.")]

    return take(found, Gesture.FINISH, form, work)


def take(found: Case, gesture: Gesture, form: GestureForm, work: Work) -> ResponseReturnValue:
    """Show the page of a gesture, or do it; tell who came too late where the request stands."""
    if not is_offered(context(), found.request, gesture):
        return changed(found.request.id)
    if not form.validate_on_submit():
        return page(found, gesture, form, 422 if form.is_submitted() else 200)
    try:
        return act(found.request.id, work, form.seen)
    except TOO_LATE:
        return changed(found.request.id)


def act(number: int, work: Work, version: int | None) -> ResponseReturnValue:
    """Do a gesture once for the team, say it, go back to the request, or to the lists; raise what `work` raises, ChangedMeanwhile.

    `version`: that was read; None where it does not matter.
    """

    def whole(session: Session) -> tuple[str, Sequence[str]]:
        read = queries.case(session, number)
        by = mover(Actor.TEAM, read)
        if version is not None:
            check_version(read.request, version)
        told = work(context(session), read, by)
        path = way_back(queries.case_of(session, read.request))
        act_once(session, path)
        return path, told

    path, told = again(db.session(), whole)
    for sentence in told:
        say(sentence)
    return redirect(path, 303)


def page(found: Case, gesture: Gesture, form: GestureForm, status: int, *more: str) -> ResponseReturnValue:
    """Return the page of a gesture, with what was typed; `more`: what is to be known first."""
    shown = gesture_page(context(), found, gesture, current_translator())
    return whole_page("outreach/team_gesture.html", status, page=shown, form=form, more=more)


def _rounds(found: Case) -> Sequence[OutreachRound]:
    """The rounds of the team that are not over; one that began last night may still be out."""
    acting = context()
    coming = rounds_queries.coming(acting.session, [found.going] if found.going is not None else [], today() - A_DAY)
    return [one for one in coming if one.team_id == found.request.team_id and rounds.is_open(one, acting.now)]


def _after(acting: Context, read: Case, made: OutreachAttempt) -> Sequence[str]:
    """What is said of an attempt that was written down."""
    t, state = current_translator(), State(read.request.state)
    told = []
    if state is State.CONTACT and made.result == Result.MET:
        told.append(t.gettext("C’est noté : la personne est rencontrée."))
    elif state is State.NOT_MET and not made.is_late:
        told.append(t.gettext("C’est noté. Assez de passages ont été faits sans la rencontrer : la demande est terminée."))
    elif made.is_late:
        told.append(t.gettext("C’est noté. La demande avait changé entre-temps : ce passage est gardé, et ne change rien d’autre."))
    else:
        told.append(t.gettext("C’est noté. %(advice)s", advice=advice_text(acting, read.request, t)))
    if made.result == Result.DANGER:
        told.append(t.gettext("La coordination est prévenue du danger."))
    return told

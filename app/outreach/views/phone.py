"""The round on a phone: its list, an attempt noted from it, and what lets both work without a network."""

from dataclasses import dataclass

from flask import Response, redirect, request, send_from_directory
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.config import ROOT
from app.core.errors import DomainError, NotThere
from app.core.language import mark
from app.core.unit_of_work import again
from app.extensions import db
from app.outreach import queries
from app.outreach.day_queries import had, passage
from app.outreach.display.day import day_list, device_mark
from app.outreach.forms.phone import AttemptForm
from app.outreach.queries import TeamRound
from app.outreach.rules import LONGEST_NOTE, Actor, Mover
from app.outreach.services import going
from app.outreach.views import pages
from app.outreach.views.loading import context, team_round
from app.web.access import public, requires
from app.web.caching import revalidated
from app.web.identity import identity
from app.web.language import current_translator
from app.web.notices import say
from app.web.pages import render, whole_page

ROUND = "/aller-vers/tournees"
FIGURES = 10
NOTED = mark("C’est noté pour la demande n° %(number)s.")
NOT_YOURS = mark("La demande n° %(number)s n’est plus confiée à votre équipe : ce passage n’est pas gardé ici. Dites-le à la coordination.")


class NotOnThisRound(DomainError):
    """The request was taken off the round, or given to another team, before the attempt."""


@dataclass(frozen=True, slots=True)
class Refused:
    """What could not be kept, and what was written, so that it is not lost."""

    why: str
    written: str


@pages.get(f"{ROUND}/<int:number>/jour")
@requires("round:keep", team_round)
def read_day(found: TeamRound) -> ResponseReturnValue:
    """Show the list of a round, and a form for each request on it."""
    return _page(found)


@pages.post(f"{ROUND}/<int:number>/tentatives")
@requires("round:keep", team_round)
def note_attempt(found: TeamRound) -> ResponseReturnValue:
    """Keep an attempt, once: what makes it one is the mark that the form or the phone gave it, whenever and however often it is sent."""
    round_, number, t = found.round, _number(request.form.get("demande", "")), current_translator()
    if passage(db.session(), round_.id, number) is None:
        raise NotThere
    form = AttemptForm(round_, number, context().now, is_sent=True)
    if not form.validate():
        return _page(found, form)
    try:
        _keep(round_.id, form)
    except NotOnThisRound:
        return _page(team_round(round_.id), form, t.gettext(NOT_YOURS, number=number))
    say(t.gettext(NOTED, number=number))
    return redirect(f"{ROUND}/{round_.id}/jour#demande-{number}", 303)


@pages.get(f"{ROUND}/hors-ligne")
@public
@revalidated
def say_not_kept() -> ResponseReturnValue:
    """Say that this phone keeps the list no more: shown without a network, once the day of a round is over."""
    return render("outreach/day_over.html")


@pages.get(f"{ROUND}/hors-ligne.js")
@public
def serve_worker() -> Response:
    """Give the script that answers without a network; from here, it may speak for the pages of rounds and for nothing else."""
    response = send_from_directory(ROOT / "static" / "js", "round-worker.js", mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


def _keep(number: int, form: AttemptForm) -> None:
    made, account = form.attempt(), identity().account

    def work(session: Session) -> None:
        round_, case = queries.team_round(session, number), queries.case(session, form.number)
        if not had(session, round_.round, case.request, made.at):
            raise NotOnThisRound
        going.attempt(context(session), case, made, Mover(Actor.TEAM, account, round_.going))

    again(db.session(), work)


def _page(found: TeamRound, sent: AttemptForm | None = None, why: str = "") -> Response:
    """Return the list; `sent`: a form that was not kept, which stands filled in its place if it may be sent again."""
    present, t = context(), current_translator()
    day = day_list(present, found.round, t)
    forms = {one.number: AttemptForm(found.round, one.number, present.now) for one in day.requests if one.can_attempt}
    form, refused = None, None
    if sent is not None and sent.number in forms and not why:
        form = forms[sent.number] = sent
    elif sent is not None:
        refused = Refused(why or " ".join(error.message for error in sent.summary()), sent.note.data or "")
    return whole_page(
        "outreach/day.html",
        200 if sent is None else 422,
        day=day,
        forms=forms,
        form=form,
        refused=refused,
        device=device_mark(present, identity().account or 0),
        longest=LONGEST_NOTE,
    )


def _number(text: str) -> int:
    """Return the number that a form brings; 0, which nothing bears, for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < FIGURES else 0

"""Requests that no sector was found for: the coordinators of the département see a number, a commune, dates, and choose a sector."""

from flask import redirect
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.unit_of_work import again
from app.core.workflow.table import NotAllowed
from app.extensions import db
from app.outreach import list_queries, queries
from app.outreach.display import unrouted as display
from app.outreach.forms.deciding import RouteForm, Terms
from app.outreach.models import OutreachSector
from app.outreach.queries import Case
from app.outreach.rules import Action, Actor, Mover
from app.outreach.services import sorting
from app.outreach.services.moving import ChangedMeanwhile, actions, check_version
from app.outreach.services.sorting import NotOffered
from app.outreach.territories import territories
from app.outreach.views import pages
from app.outreach.views.changed import changed
from app.outreach.views.loading import case, context
from app.web.access import requires
from app.web.identity import identity
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import render, whole_page

UNROUTED = "/aller-vers/sans-secteur"


@pages.get(UNROUTED)
@requires("outreach:coordinate")
def read_unrouted() -> ResponseReturnValue:
    """Show the requests of one's départements that nobody sorts."""
    going = context()
    found = list_queries.unrouted(going.session, territories(identity()))
    return render("outreach/unrouted.html", lines=display.lines(going, found, current_translator()))


@pages.route(f"{UNROUTED}/<int:number>", methods=["GET", "POST"])
@requires("outreach:coordinate", case)
@sent_once
def give_sector(found: Case) -> ResponseReturnValue:
    """Choose the sector of a request; nothing of where or who is shown."""
    going, number, t = context(), found.request.id, current_translator()
    if Action.ROUTE not in actions(found.request, Actor.COORDINATOR):
        return changed(number, UNROUTED)
    form = RouteForm(Terms(found.request.version, sectors=display.sectors(going, found, t)))
    if form.validate_on_submit():
        return _give(number, form)
    return whole_page(
        "outreach/unrouted_one.html",
        422 if form.is_submitted() else 200,
        form=form,
        line=display.line_of(going, found.request, t),
        path=f"{UNROUTED}/{number}",
    )


def _give(number: int, form: RouteForm) -> ResponseReturnValue:
    by = Mover(Actor.COORDINATOR, identity().account)

    def work(session: Session) -> None:
        read, sector = queries.case(session, number), session.get(OutreachSector, form.detail)
        check_version(read.request, form.seen)
        if sector is None:
            raise NotOffered
        sorting.route(context(session), read, sector, by)
        act_once(session, UNROUTED)

    try:
        again(db.session(), work)
    except (ChangedMeanwhile, NotAllowed, NotOffered):
        return changed(number, UNROUTED)
    say(current_translator().gettext("C’est fait : la demande a son secteur. Sa coordination est prévenue."))
    return redirect(UNROUTED, 303)

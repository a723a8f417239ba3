"""Another service for the same need: three near ones, one gesture."""

from dataclasses import dataclass

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.errors import NotThere
from app.core.numbers import row_number
from app.core.unit_of_work import again
from app.extensions import db
from app.orientations import queries
from app.orientations.alternatives import alternatives
from app.orientations.display.alternatives import proposals
from app.orientations.display.deciding import is_offered
from app.orientations.queries import Case
from app.orientations.rules import Action, Actor
from app.orientations.services import redirecting
from app.orientations.views import pages
from app.orientations.views.changed import changed
from app.orientations.views.decision import TOO_LATE
from app.orientations.views.loading import case, context, mover
from app.web.access import requires
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import whole_page


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a form chose: one of the services that were proposed, and the version of the orientation that was read."""

    service: int
    version: int

    @classmethod
    def read(cls) -> "Chosen":
        """Return what the form brought; raise NotThere for what no page of ours sends."""
        service, version = row_number(request.form.get("service")), row_number(request.form.get("version"))
        if service is None or version is None:
            raise NotThere
        return cls(service, version)


@pages.route("/orientations/<int:number>/reorienter", methods=["GET", "POST"])
@requires("orientation:send", case)
@sent_once
def orient_elsewhere(found: Case) -> ResponseReturnValue:
    """Show three near services; orient towards the one that was chosen, everything carried along."""
    number = found.orientation.id
    if not is_offered(context(), found.orientation, Action.REDIRECT, Actor.SENDER):
        return redirect(f"/orientations/{number}", 303)
    if request.method == "GET":
        shown = proposals(db.session(), alternatives(db.session(), found), current_translator())
        return whole_page("orientations/reorient.html", case=found, proposals=shown, here=f"/orientations/{number}/reorienter")
    chosen = Chosen.read()
    by = mover(Actor.SENDER, found)

    def work(session: Session) -> str:
        child = redirecting.redirect(context(session), queries.case(session, number), chosen.service, chosen.version, by)
        path = f"/orientations/{child.id}"
        act_once(session, path)
        return path

    try:
        path = again(db.session(), work)
    except TOO_LATE:
        return changed(number)
    say(current_translator().gettext("C’est fait : une nouvelle orientation reprend ce que vous aviez écrit."))
    return redirect(path, 303)

"""What who orients does beside the person: the slip of paper that she takes along, and the withdrawal that she asks for."""

from flask import current_app, redirect, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.orm import Session

from app.core.unit_of_work import again
from app.directory.views.making import maker
from app.extensions import db
from app.orientations import queries
from app.orientations.display.slip import Slip, slip
from app.orientations.models import Orientation
from app.orientations.queries import Case
from app.orientations.rules import CLOSED, Actor, State
from app.orientations.services import agreeing
from app.orientations.views import pages
from app.orientations.views.loading import case, context, mover, settings
from app.web.access import requires
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import whole_page


@pages.get("/orientations/<int:number>/fiche")
@requires("orientation:send", case)
def print_slip(found: Case) -> ResponseReturnValue:
    """Show the slip as it will be printed, or why there is none."""
    refusal = _refusal(found.orientation)
    printed = "" if refusal else _printed(slip(found, maker(), settings().base_url))
    status = 403 if refusal else 200
    return whole_page("orientations/slip.html", status, number=found.orientation.id, refusal=refusal, printed=printed)


@pages.route("/orientations/<int:number>/accord/retirer", methods=["GET", "POST"])
@requires("orientation:send", case)
@sent_once
def withdraw_agreement_for_her(found: Case) -> ResponseReturnValue:
    """Ask once more, then take the agreement back in the name of the person who said so."""
    number, agreement = found.orientation.id, found.orientation.agreement
    if request.method != "POST":
        return whole_page("orientations/withdraw.html", number=number, is_given=agreement is not None and agreement.is_given)
    by, path = mover(Actor.SENDER, found), f"/orientations/{number}"

    def work(session: Session) -> None:
        agreeing.withdraw(context(session), queries.case(session, number).orientation, by)
        act_once(session, path)

    again(db.session(), work)
    say(current_translator().gettext("L’accord est retiré : ce qui disait qui est la personne est effacé."))
    return redirect(path, 303)


def _refusal(orientation: Orientation) -> str:
    if orientation.first_sent_at is None or orientation.purged_at is not None:
        return "not-sent"
    if orientation.state in CLOSED - {State.SILENT}:
        return "over"
    return "" if orientation.may_print else "unsafe"


def _printed(made: Slip) -> Markup:
    """The slip in the person's language, inside a page in that of who prints it."""
    environment = current_app.extensions["reperes_templates"][made.language]
    return Markup(environment.get_template("orientations/_slip.html").render(slip=made))  # noqa: S704 - a template escapes what it prints

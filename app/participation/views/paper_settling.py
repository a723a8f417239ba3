"""Two typings of a sheet that differ: side by side, and which one is right."""

from collections.abc import Mapping

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.errors import NotThere
from app.core.unit_of_work import again
from app.extensions import db
from app.participation import entry_queries, queries
from app.participation.display import entering as display
from app.participation.display.campaigns import BASE, heading
from app.participation.forms.entering import SheetForm, read_right
from app.participation.models import PaperEntry
from app.participation.models.paper import FIRST, SECOND
from app.participation.services import entering
from app.participation.services.entering import Outcome, Settling, SheetMoved
from app.participation.sheets import differences, unpacked
from app.participation.views import pages
from app.participation.views.loading import campaign, context
from app.participation.views.sheets import AGAIN, SheetOf, done, load_sheet, over_page, waiting_page
from app.web.access import requires
from app.web.language import current_translator
from app.web.once import nonce
from app.web.pages import whole_page


@pages.get(f"{BASE}/<int:number>/ecarts/<int:sheet>")
@requires("survey:enter", load_sheet)
def compare_sheet(found: SheetOf) -> ResponseReturnValue:
    """Show what differs between two typings of a sheet."""
    known = entry_queries.entries(db.session(), found.campaign, found.sheet)
    if entry_queries.next_turn(known):
        raise NotThere
    return _page(found, known)


@pages.post(f"{BASE}/<int:number>/ecarts/<int:sheet>")
@requires("survey:enter", load_sheet)
def settle_sheet(found: SheetOf) -> ResponseReturnValue:
    """Send a sheet, once each question that differs has its answer."""
    if over := over_page(found.campaign):
        return over
    known = entry_queries.entries(db.session(), found.campaign, found.sheet)
    ids = (request.form.get("premiere", ""), request.form.get("seconde", ""))
    keys = _differing(known) if ids == tuple(entry.id for entry in known.values()) else ()
    one = Settling(found.sheet, ids, read_right(keys, request.form), nonce())
    if len(one.turns) < len(keys):
        return _page(found, known, one.turns)

    def work(session: Session) -> Outcome:
        return entering.settle(context(session), queries.campaign(session, found.campaign), one)

    try:
        return done(found, again(db.session(), work))
    except SheetMoved:
        of_it = campaign(found.campaign)
        return waiting_page(of_it, SheetForm(of_it.languages, formdata=None), display.moved_text(found.sheet, current_translator()), 409)


def _differing(known: Mapping[int, PaperEntry]) -> list[str]:
    one, other = known[FIRST], known[SECOND]
    return differences(queries.definition(db.session(), one.version_id), unpacked(one.body), unpacked(other.body))


def _page(found: SheetOf, known: Mapping[int, PaperEntry], right: Mapping[str, int] | None = None) -> ResponseReturnValue:
    """Show them; `right`: what a form that is not whole chose."""
    here, t = context(), current_translator()
    one, other = known[FIRST], known[SECOND]
    definition = queries.definition(here.session, one.version_id)
    compared = display.compared(definition, unpacked(one.body), unpacked(other.body), right, t)
    return whole_page(
        "participation/discrepancies.html",
        200 if right is None else 422,
        heading=heading(campaign(found.campaign), definition, here.today, t),
        sheet=found.sheet,
        ids=(one.id, other.id),
        differences=compared,
        was_typed=AGAIN in request.args,
        errors=display.compared_errors(compared, t),
    )

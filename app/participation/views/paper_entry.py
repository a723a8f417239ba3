"""Sheets of paper, typed twice: those that wait, which one is typed, its questions."""

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.unit_of_work import again
from app.extensions import db
from app.participation import entry_queries, queries
from app.participation.display import entering as display
from app.participation.display.campaigns import BASE, heading
from app.participation.display.entering import At
from app.participation.forms.entering import SheetForm, SheetGiven, read_sheet, sheet_shown, turn_of
from app.participation.models import Campaign
from app.participation.models.paper import SECOND
from app.participation.services import entering
from app.participation.services.entering import Outcome, SheetMoved, Typing
from app.participation.sheets import Typed, unpacked
from app.participation.views import pages
from app.participation.views.loading import campaign, context
from app.participation.views.sheets import AGAIN, SheetOf, done, load_paper, load_sheet, over_page, waiting_page
from app.web.access import requires
from app.web.identity import identity
from app.web.language import current_translator
from app.web.once import nonce
from app.web.pages import whole_page


@pages.route(f"{BASE}/<int:number>/saisie", methods=["GET", "POST"])
@requires("survey:enter", load_paper)
def choose_sheet(found: Campaign) -> ResponseReturnValue:
    """Show the sheets that wait, and how double entry works; lead to the sheet whose number is typed."""
    if request.method == "POST" and (over := over_page(found.id)):
        return over
    form = SheetForm(found.languages)
    if form.validate_on_submit():
        return redirect(f"{BASE}/{found.id}/saisie/{form.sheet}?langue={form.langue.data}", 303)
    return waiting_page(found, form, status=422 if form.errors else 200)


@pages.get(f"{BASE}/<int:number>/saisie/<int:sheet>")
@requires("survey:enter", load_sheet)
def type_sheet(found: SheetOf) -> ResponseReturnValue:
    """Show the questions of a sheet to type (`langue`); of one that was typed twice, what one typing says, to mend it (`tour`)."""
    if over := over_page(found.campaign):
        return over
    known = entry_queries.entries(db.session(), found.campaign, found.sheet)
    turn = entry_queries.next_turn(known)
    if turn is not None:
        return _page(found, At(turn, "", _code(found, request.args.get("langue"))), SheetGiven({}, {}))
    if "tour" not in request.args:
        return redirect(f"{BASE}/{found.campaign}/ecarts/{found.sheet}?{AGAIN}=1", 303)
    entry = known[turn_of(request.args.get("tour"))]
    typed = unpacked(entry.body)
    given = sheet_shown(queries.definition(db.session(), entry.version_id), typed.answers)
    return _page(found, At(entry.turn, entry.id, typed.language), given)


@pages.post(f"{BASE}/<int:number>/saisie/<int:sheet>")
@requires("survey:enter", load_sheet)
def keep_sheet(found: SheetOf) -> ResponseReturnValue:
    """Keep a typing, or send what two typings agree on; what was typed is never lost."""
    if over := over_page(found.campaign):
        return over
    at = At(turn_of(request.form.get("tour")), request.form.get("de", ""), _code(found, request.form.get("langue")))
    given = read_sheet(queries.definition(db.session(), _version(found)), request.form)
    if given.mistakes:
        return _page(found, at, given, status=422)
    typing = Typing(found.sheet, at.turn, Typed(given.answers, at.code), nonce(), identity().account, at.replaced)

    def work(session: Session) -> Outcome:
        return entering.enter(context(session), queries.campaign(session, found.campaign), typing)

    try:
        return done(found, again(db.session(), work))
    except SheetMoved:
        return _late(found, at, given)


def _late(found: SheetOf, at: At, given: SheetGiven) -> ResponseReturnValue:
    """Show what was typed again, and what it may become now that somebody else was first."""
    known = entry_queries.entries(db.session(), found.campaign, found.sheet)
    turn = entry_queries.next_turn(known)
    replaced = known[SECOND].id if turn is None else ""
    return _page(found, At(turn or SECOND, replaced, at.code, display.late_text(turn, current_translator())), given, status=409)


def _page(found: SheetOf, at: At, given: SheetGiven, status: int = 200) -> ResponseReturnValue:
    here, t, of_it = context(), current_translator(), campaign(found.campaign)
    definition = queries.definition(here.session, _version(found))
    known = entry_queries.entries(here.session, found.campaign, found.sheet)
    return whole_page(
        "participation/entry_sheet.html",
        status,
        heading=heading(of_it, definition, here.today, t),
        page=display.sheet_page(definition, found.sheet, at, given, t),
        is_mine=any(entry.account_id == identity().account for entry in known.values() if entry.turn != at.turn),
    )


def _version(found: SheetOf) -> int:
    """The version of a sheet: that of its first typing, else what the campaign asks now."""
    known = entry_queries.entries(db.session(), found.campaign, found.sheet)
    return next((entry.version_id for entry in known.values()), campaign(found.campaign).version_id)


def _code(found: SheetOf, given: str | None) -> str:
    """The language that a form or an address says; the first one of the campaign where it says none of them."""
    codes = campaign(found.campaign).languages
    return given if given in codes else str(codes[0])

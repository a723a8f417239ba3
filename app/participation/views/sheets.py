"""What the pages of sheets of paper share: which sheet an address names, and what is said of what was done."""

from typing import NamedTuple

from flask import redirect
from flask.typing import ResponseReturnValue

from app.core.errors import NotThere
from app.participation import entry_queries, queries
from app.participation.display import entering as display
from app.participation.display.campaigns import BASE, heading
from app.participation.forms.entering import SheetForm
from app.participation.models import Campaign
from app.participation.rules import Channel
from app.participation.services.entering import Outcome
from app.participation.sheets import MOST_SHEETS
from app.participation.views.loading import campaign, context
from app.web.identity import identity
from app.web.language import current_translator
from app.web.notices import say
from app.web.pages import whole_page

AGAIN = "deja"
"""What an address says where somebody came to type a sheet that was typed twice."""


class SheetOf(NamedTuple):
    """A sheet by its number, and the campaign that it is of."""

    organisation_id: int | None
    campaign: int
    sheet: int


def load_paper(number: int) -> Campaign:
    """Return a campaign that is answered on paper; raise NotThere."""
    found = campaign(number)
    if Channel.PAPER not in found.channels:
        raise NotThere
    return found


def load_sheet(number: int, sheet: int) -> SheetOf:
    """Return a sheet of a campaign, typed or not; raise NotThere."""
    if not 1 <= sheet <= MOST_SHEETS:
        raise NotThere
    return SheetOf(load_paper(number).organisation_id, number, sheet)


def done(found: SheetOf, outcome: Outcome) -> ResponseReturnValue:
    """Say what became of a sheet, and lead to what comes next."""
    say(display.outcome_text(outcome, found.sheet, current_translator()))
    path = f"ecarts/{found.sheet}" if outcome is Outcome.DIFFERS else "saisie"
    return redirect(f"{BASE}/{found.campaign}/{path}", 303)


def over_page(number: int) -> ResponseReturnValue | None:
    """Say that nothing is added any more to a campaign that is over; None: sheets are still typed."""
    of_it = campaign(number)
    if queries.takes_sheets(of_it, context().now):
        return None
    return waiting_page(of_it, SheetForm(of_it.languages, formdata=None), status=409)


def waiting_page(found: Campaign, form: SheetForm, late: str = "", status: int = 200) -> ResponseReturnValue:
    """Show the sheets that wait, and the form that asks for a number; `late`: why what was asked is not done."""
    here, t = context(), current_translator()
    is_over = not queries.takes_sheets(found, here.now)
    once, twice = display.sheet_lines(entry_queries.sheets(here.session, found), found, identity().account)
    return whole_page(
        "participation/entry.html",
        status,
        heading=heading(found, queries.definition(here.session, found.version_id), here.today, t),
        form=form,
        once=once,
        twice=twice,
        late=display.over_text(t) if is_over else late,
        is_over=is_over,
    )

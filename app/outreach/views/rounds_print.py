"""The paper that a team takes along."""

from flask import request
from flask.typing import ResponseReturnValue

from app.outreach.display.rounds import BASE
from app.outreach.display.rounds_print import A4, round_print
from app.outreach.queries import TeamRound
from app.outreach.views import pages
from app.outreach.views.loading import context, team_round
from app.web.access import requires
from app.web.language import current_translator
from app.web.pages import whole_page


@pages.get(f"{BASE}/<int:number>/impression")
@requires("round:keep", team_round)
def print_round(found: TeamRound) -> ResponseReturnValue:
    """Show the sheet of a round as it will be printed, or why there is none."""
    page = round_print(context(), found.round, current_translator(), is_a4=request.args.get("papier") == A4)
    return whole_page("outreach/round_print.html", 403 if page.refusal else 200, page=page)

"""Results of a campaign: each question by itself, two of them crossed."""

from flask import request
from flask.typing import ResponseReturnValue

from app.participation.display.campaigns import BASE
from app.participation.display.crossing import Asking, cross_page
from app.participation.display.results import results_page
from app.participation.models import Campaign
from app.participation.results.reading import read_results
from app.participation.views import pages
from app.participation.views.loading import audience_asked, campaign, context
from app.web.access import requires
from app.web.language import current_translator
from app.web.pages import page_or_partial, render


@pages.get(f"{BASE}/<int:number>/resultats")
@requires("survey:read", campaign)
def read_campaign_results(found: Campaign) -> ResponseReturnValue:
    """Show what may be shown of each question, to the team or as everybody would read it."""
    here = context()
    page = results_page(here, found, read_results(here.session, found), audience_asked(), current_translator())
    return render("participation/results.html", page=page, subject=found)


@pages.get(f"{BASE}/<int:number>/croiser")
@requires("survey:read", campaign)
def cross_questions(found: Campaign) -> ResponseReturnValue:
    """Show two questions crossed, once they are chosen."""
    here, asking = context(), Asking(audience_asked(), request.args.get("a", ""), request.args.get("b", ""))
    page = cross_page(here, found, read_results(here.session, found), asking, current_translator())
    return page_or_partial("participation/cross.html", "participation/_crossed.html", page=page)

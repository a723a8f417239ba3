"""The campaigns of one's organisations: the list, one of them, closing it."""

from flask import redirect
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.unit_of_work import again
from app.extensions import db
from app.participation import organising_queries, queries
from app.participation.display import campaigns as display
from app.participation.display import waves
from app.participation.display.campaigns import BASE, Counts
from app.participation.models import Campaign
from app.participation.permissions import REVIEWERS
from app.participation.services import campaigns
from app.participation.views import pages
from app.participation.views.loading import campaign, context, doer
from app.web.access import requires
from app.web.identity import identity
from app.web.language import current_translator
from app.web.notices import say
from app.web.pages import render


@pages.get(BASE)
@requires("survey:list")
def read_campaigns() -> ResponseReturnValue:
    """Show the campaigns of one's organisations: those that go on first."""
    here, who = context(), identity()
    found = queries.campaigns_of(here.session, who.organisations)
    counts = queries.counts(here.session, [one.id for one in found])
    says = organising_queries.definitions(here.session, [one.version_id for one in found])
    listed = display.lines(found, says, counts, here.today, current_translator())
    return render("participation/campaigns.html", lines=listed, may_open=not REVIEWERS.isdisjoint(who.organisations.values()))


@pages.get(f"{BASE}/<int:number>")
@requires("survey:read", campaign)
def read_campaign(found: Campaign) -> ResponseReturnValue:
    """Show where a campaign is, what to share of it, and what may be done."""
    here, t = context(), current_translator()
    counts = Counts(*queries.counts(here.session, [found.id])[found.id])
    page = display.page(here, found, counts, t)
    return render("participation/campaign.html", page=page, waves=waves.panel(here, found, t), subject=found)


@pages.post(f"{BASE}/<int:number>/fermer")
@requires("survey:keep", campaign)
def close_campaign(found: Campaign) -> ResponseReturnValue:
    """End a campaign; one that is over stays as it is."""
    number, by = found.id, doer()

    def work(session: Session) -> None:
        campaigns.close_campaign(context(session), queries.campaign(session, number), by)

    again(db.session(), work)
    say(current_translator().gettext("L’enquête est terminée : plus personne ne peut commencer à répondre."))
    return redirect(f"{BASE}/{number}", 303)

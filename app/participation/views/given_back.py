"""What those who answered come back to read: what was decided of it, and the results that everybody may read."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from app.extensions import db
from app.participation import giving_queries
from app.participation.definition import said
from app.participation.display.given_back import given_back_page
from app.participation.display.public_results import public_results
from app.participation.forms.receipts import ReceiptForm
from app.participation.models import Campaign
from app.participation.results.reading import read_results
from app.participation.rules import Audience
from app.participation.views import pages
from app.participation.views.carrying import place_of
from app.participation.views.reaching import asked, definition_of, reading_code, survey_page
from app.web.access import personal, public
from app.web.easy_french import offers_easy_french
from app.web.language import current_translator
from app.web.pages import whole_page

NOT_SHOWN = 404


@pages.route("/enquetes/suite", methods=["GET", "POST"])
@public
@personal
@offers_easy_french
def find_what_was_decided() -> ResponseReturnValue:
    """Take the three words of a campaign, and lead to its page. No try is counted: the words are no secret, a count would tell who came."""
    form = ReceiptForm()
    if form.validate_on_submit():
        found = giving_queries.campaign_of_words(db.session(), form.mots.data)
        if found is not None:
            return redirect(f"{place_of(found)}/suite", 303)
        form.refuse()
    return whole_page("participation/receipt.html", 422 if request.method == "POST" else 200, form=form)


@pages.get("/enquetes/<slug>/suite")
@public
@personal
@offers_easy_french
@asked
def read_what_was_decided(campaign: Campaign) -> ResponseReturnValue:
    """Show each finding and its decision; before they are shown, say to come back."""
    definition, session = definition_of(campaign), db.session()
    found = giving_queries.findings(session, campaign.id) if giving_queries.is_given_back(campaign) else ()
    page = given_back_page(
        campaign, definition, found, giving_queries.answered(session, campaign) if found else None,
        results=f"{place_of(campaign)}/resultats" if giving_queries.shows_results(campaign) else "",
        code=reading_code(campaign), t=current_translator(),
    )  # fmt: skip
    return survey_page("participation/given_back.html", 200, campaign, definition, page=page)


@pages.get("/enquetes/<slug>/resultats")
@public
@personal
@offers_easy_french
@asked
def read_public_results(campaign: Campaign) -> ResponseReturnValue:
    """Show the results that everybody may read; of others, say that there are none here."""
    definition = definition_of(campaign)
    shown = {"title": said(definition.title, reading_code(campaign)), "who": campaign.name}
    if not giving_queries.shows_results(campaign):
        is_later = campaign.audience == Audience.PUBLIC
        return survey_page("participation/public_results.html", NOT_SHOWN, campaign, definition, page=None, is_later=is_later, **shown)
    page = public_results(read_results(db.session(), campaign), campaign.k, current_translator())
    return survey_page("participation/public_results.html", 200, campaign, definition, page=page, is_later=False, **shown)

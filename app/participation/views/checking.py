"""All that was answered, on one page, each with a link to change it."""

from flask import redirect
from flask.typing import ResponseReturnValue

from app.participation.carried import Carried
from app.participation.display.checking import checked_rows
from app.participation.models import Campaign
from app.participation.views import devices, pages
from app.participation.views.answering import CHECK, onward
from app.participation.views.reaching import begun, reader_of, survey_page
from app.participation.walking import walk
from app.web.access import personal, public
from app.web.easy_french import offers_easy_french


@pages.get("/enquetes/<slug>/verifier")
@public
@personal
@offers_easy_french
@begun
def check_my_answers(campaign: Campaign, found: Carried) -> ResponseReturnValue:
    """Show every answer in words; lead to the first question that has none."""
    reader = reader_of(campaign, found)
    way = walk(reader.definition, found.answers)
    if not way.is_done:
        return redirect(onward(campaign, way), 303)
    if first := devices.screen_first(campaign, found, None, f"{reader.at}/{CHECK}"):
        return first
    return survey_page("participation/check.html", 200, campaign, reader.definition, rows=checked_rows(reader))

"""Beginning to answer: who asks, what is kept, then one button; forgetting what was begun."""

from flask import Response, make_response, redirect, request
from flask.typing import ResponseReturnValue

from app.core.clock import utc_now
from app.participation.carried import Carried
from app.participation.display.beginning import channel_of, start_page
from app.participation.models import Campaign
from app.participation.queries import is_open
from app.participation.rules import Channel
from app.participation.services.campaigns import code_digest, is_good_code
from app.participation.views import devices, pages
from app.participation.views.carrying import forget, keep, place_of
from app.participation.views.following import CODE
from app.participation.views.loading import context
from app.participation.views.pausing import forget_words
from app.participation.views.reaching import NOTHING_HERE, asked, carried_here, definition_of, reading_code, survey_page
from app.participation.waves import asks_code
from app.web.access import personal, public
from app.web.easy_french import offers_easy_french
from app.web.language import current_translator

GONE = 410
BY = "par"
"""What the code of a poster adds to the address."""
ELSEWHERE = "https://www.wikipedia.org/"


@pages.get("/enquetes/<slug>")
@public
@personal
@offers_easy_french
@asked
def see_questionnaire(campaign: Campaign) -> ResponseReturnValue:
    """Show who asks, for how long, and what is kept; or that it is over."""
    return _start(campaign)


@pages.post("/enquetes/<slug>")
@public
@personal
@offers_easy_french
@asked
def begin(campaign: Campaign) -> ResponseReturnValue:
    """Begin, with a code where one is asked; what was begun before on this device is forgotten.

    Tries of codes are not counted: a count would write when somebody answers, and let anybody shut the door on all. Eight signs of 31 hold.
    """
    channel, link = _channel(campaign)
    if channel is None or not is_open(campaign, context().today):
        return _start(campaign)
    mark = ""
    if campaign.needs_code:
        mark = code_digest(context(), campaign, request.form.get("code", ""))
        if not is_good_code(context(), campaign, mark):
            return _start(campaign, is_refused=True)
    first = CODE if asks_code(campaign, channel) else "1"
    response = make_response(redirect(f"{place_of(campaign)}/{first}", 303))
    keep(response, campaign, Carried(campaign.version_id, channel, utc_now(), code=mark, link=link))
    return response


@pages.post("/enquetes/<slug>/effacer")
@public
@personal
@offers_easy_french
@asked
def forget_what_was_begun(campaign: Campaign) -> ResponseReturnValue:
    """Have the device forget, and show the start page."""
    response = make_response(redirect(place_of(campaign), 303))
    forget(response, campaign)
    return response


@pages.get("/enquetes/<slug>/sortir")
@public
@personal
@asked
def leave_at_once(campaign: Campaign) -> ResponseReturnValue:
    """Have the device forget, and leave the site; a kiosk leads nowhere else. It acts on GET: who is in a hurry gets one gesture."""
    response = make_response(redirect(place_of(campaign) if devices.is_kiosk(campaign) else ELSEWHERE, 303))
    forget(response, campaign)
    forget_words(response, campaign)
    return response


def _channel(campaign: Campaign) -> tuple[Channel | None, int | None]:
    here, link = devices.channel_here(campaign)
    return channel_of(campaign, here, is_poster=request.values.get(BY) == Channel.POSTER), link


def _start(campaign: Campaign, *, is_refused: bool = False) -> Response:
    """The start page; 410 when nobody begins here, with the way back for who did before."""
    channel, _ = _channel(campaign)
    definition = definition_of(campaign)
    goes_on = carried_here(campaign) is not None and not devices.is_kiosk(campaign)
    if channel is None or not is_open(campaign, context().today):
        return survey_page("participation/closed.html", GONE, campaign, definition, is_over=channel is not None, goes_on=goes_on)
    page = start_page(campaign, definition, channel, reading_code(campaign), current_translator())
    return survey_page(
        "participation/start.html", 422 if is_refused else 200, campaign, definition,
        page=page, is_refused=is_refused, goes_on=goes_on, is_lost=NOTHING_HERE in request.args,
    )  # fmt: skip

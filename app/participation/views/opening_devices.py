"""Opening a device by a secret link, and making it anybody's again. A link that is followed opens nothing: the button does."""

from flask import Response, make_response, redirect
from flask.typing import ResponseReturnValue

from app.participation.models import Campaign
from app.participation.rules import Channel
from app.participation.services.campaigns import link_opening
from app.participation.views import pages
from app.participation.views.carrying import forget, place_of
from app.participation.views.devices import channel_here, close_device, open_device
from app.participation.views.loading import context
from app.participation.views.reaching import asked, definition_of, survey_page
from app.web.access import personal, public
from app.web.easy_french import offers_easy_french
from app.web.identity import identity


@pages.get("/enquetes/<slug>/appareil/<token>")
@public
@personal
@offers_easy_french
@asked
def see_device_link(campaign: Campaign, token: str) -> ResponseReturnValue:
    """Show what this device would become; raise NotThere when the link is worth nothing."""
    link = link_opening(context(), campaign, token)
    is_open = channel_here(campaign)[1] == link.id
    return _page(campaign, Channel(link.channel), token, is_open=is_open, is_private=_is_private(link.channel))


@pages.post("/enquetes/<slug>/appareil/<token>")
@public
@personal
@offers_easy_french
@asked
def open_this_device(campaign: Campaign, token: str) -> ResponseReturnValue:
    """Open this device, which forgets what it carried, and lead to the start page; a kiosk is never opened in somebody's account."""
    link = link_opening(context(), campaign, token)
    if _is_private(link.channel):
        return redirect(f"{place_of(campaign)}/appareil/{token}", 303)
    response = make_response(redirect(place_of(campaign), 303))
    forget(response, campaign)
    open_device(response, campaign, link)
    return response


@pages.get("/enquetes/<slug>/appareil/fermer")
@public
@personal
@offers_easy_french
@asked
def see_how_to_close(campaign: Campaign) -> ResponseReturnValue:
    """Show what this device is, and the button that closes it: nothing on a kiosk leads here."""
    channel, link = channel_here(campaign)
    return _page(campaign, channel, "", is_open=link is not None)


@pages.post("/enquetes/<slug>/appareil/fermer")
@public
@personal
@offers_easy_french
@asked
def close_this_device(campaign: Campaign) -> ResponseReturnValue:
    """Make this device anybody's, with nothing left on it."""
    response = make_response(redirect(place_of(campaign), 303))
    forget(response, campaign)
    close_device(response, campaign)
    return response


def _is_private(channel: str) -> bool:
    """Whether somebody is signed in on what many people are to use."""
    return channel == Channel.KIOSK and identity().is_signed_in


def _page(campaign: Campaign, channel: Channel, token: str, *, is_open: bool, is_private: bool = False) -> Response:
    return survey_page(
        "participation/device.html", 200, campaign, definition_of(campaign),
        channel=channel, token=token, is_open=is_open, is_private=is_private,
    )  # fmt: skip

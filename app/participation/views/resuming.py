"""Going on with what was put aside, on any device, by three words."""

from dataclasses import replace
from datetime import timedelta

from flask import Response, make_response, redirect
from flask.typing import ResponseReturnValue

from app.core.attempts import Limit
from app.core.errors import NotThere
from app.participation.carried import Carried, TooMuch
from app.participation.forms.resuming import ResumeForm
from app.participation.models import Campaign
from app.participation.rules import BY_DEVICE, Channel
from app.participation.services.drafts import take_up
from app.participation.views import pages
from app.participation.views.answering import onward
from app.participation.views.carrying import keep, place_of
from app.participation.views.devices import channel_here, is_kiosk
from app.participation.views.loading import context
from app.participation.views.reaching import asked, carried_here, definition_of, survey_page
from app.participation.walking import walk
from app.web.access import personal, public
from app.web.easy_french import offers_easy_french
from app.web.spending import spend

TRIED, WITHIN = 300, timedelta(hours=1)
"""For the whole campaign, never by the address of a network: not even the digest of one may tell, for a day, who came back to answer."""


@pages.route("/enquetes/<slug>/reprendre", methods=["GET", "POST"])
@public
@personal
@offers_easy_french
@asked
def resume(campaign: Campaign) -> ResponseReturnValue:
    """Take three words and lead to where the answers stopped; what this device carried is replaced. Nothing of it on a kiosk."""
    form = ResumeForm()
    if is_kiosk(campaign):
        return redirect(place_of(campaign), 303)
    if not form.validate_on_submit():
        return _page(campaign, form)
    spend(Limit("survey-words", str(campaign.id), TRIED, WITHIN, to_the_hour=True))
    try:
        found = take_up(context(), campaign, form.mots.data)
    except NotThere:
        form.refuse()
        return _page(campaign, form)
    return _gone_on(campaign, _by_this_device(campaign, found))


def _page(campaign: Campaign, form: ResumeForm) -> Response:
    goes_on = carried_here(campaign) is not None
    status = 422 if form.is_submitted() else 200
    return survey_page("participation/resume.html", status, campaign, definition_of(campaign), form=form, goes_on=goes_on)


def _gone_on(campaign: Campaign, found: Carried) -> Response:
    way = walk(definition_of(campaign, found), found.answers)
    response = make_response(redirect(onward(campaign, way), 303))
    try:
        keep(response, campaign, found)
    except TooMuch:  # by the few letters of the mark alone: the draft then goes by its date, not by the sending
        keep(response, campaign, replace(found, draft=""))
    return response


def _by_this_device(campaign: Campaign, found: Carried) -> Carried:
    """Say by what channel one goes on: who holds the device may not be who held it before."""
    here, link = channel_here(campaign)
    channel = here if here in BY_DEVICE else Channel.LINK if found.channel in BY_DEVICE else found.channel
    return replace(found, channel=channel, link=link)

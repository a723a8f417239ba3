"""The code that somebody chooses before the first question, where the same people are asked again; nobody has to."""

from dataclasses import replace

from flask import Response, make_response, redirect, request
from flask.typing import ResponseReturnValue

from app.core.errors import NotThere
from app.core.language import mark
from app.participation.carried import Carried, TooMuch
from app.participation.display.following import code_page
from app.participation.forms.following import FollowCodeForm
from app.participation.models import Campaign
from app.participation.services.following import mark_of
from app.participation.views import pages
from app.participation.views.carrying import keep, place_of
from app.participation.views.loading import context
from app.participation.views.reaching import begun, definition_of, survey_page
from app.participation.walking import walk
from app.participation.waves import asks_code
from app.web.access import personal, public
from app.web.easy_french import offers_easy_french

CODE = "code"
TOO_MUCH = mark("Vos réponses écrites prennent trop de place. Raccourcissez un texte, ou continuez sans code.")


@pages.get("/enquetes/<slug>/code")
@public
@personal
@offers_easy_french
@begun
def see_follow_code(campaign: Campaign, found: Carried) -> ResponseReturnValue:
    """Ask for a code, and tell how to make one that is found again."""
    return _page(campaign, found, FollowCodeForm()) if _asks(campaign, found) else redirect(_onward(campaign, found), 303)


@pages.post("/enquetes/<slug>/code")
@public
@personal
@offers_easy_french
@begun
def choose_follow_code(campaign: Campaign, found: Carried) -> ResponseReturnValue:
    """Keep the mark of a code on the device, or no code; then lead to where one is."""
    form = FollowCodeForm()
    if not _asks(campaign, found):
        return redirect(_onward(campaign, found), 303)
    if "sans" in request.form:
        return _gone_on(campaign, replace(found, follow=""))
    if not form.validate_on_submit():
        return _page(campaign, found, form)
    try:
        return _gone_on(campaign, replace(found, follow=mark_of(context(), campaign, form.code.data)))
    except TooMuch:
        form.code.errors = [TOO_MUCH]
        return _page(campaign, found, form)


def _asks(campaign: Campaign, found: Carried) -> bool:
    """Whether a code is asked of who answers so; raise NotThere where nobody is followed."""
    if not campaign.is_followed:
        raise NotThere
    return asks_code(campaign, found.channel)


def _page(campaign: Campaign, found: Carried, form: FollowCodeForm) -> Response:
    page = code_page(campaign, found)
    status = 422 if form.errors else 200
    return survey_page("participation/follow_code.html", status, campaign, definition_of(campaign, found), page=page, form=form)


def _gone_on(campaign: Campaign, found: Carried) -> Response:
    response = make_response(redirect(_onward(campaign, found), 303))
    keep(response, campaign, found)
    return response


def _onward(campaign: Campaign, found: Carried) -> str:
    """Where somebody is: the first question that they did not answer, or all their answers."""
    way = walk(definition_of(campaign, found), found.answers)
    return f"{place_of(campaign)}/{'verifier' if way.is_done else len(way.questions)}"

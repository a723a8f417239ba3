"""A kiosk comes back to its start by itself, without a script: each of its pages says in a header where it leads when nobody touches it.

A header and not a `<meta>`: the time is the server's to give. Nobody is cut short: a page asks whether one is still there, for a minute,
and one button gives all the time again, as often as one likes (WCAG 2.2.1). What is left is then gone from the device.
"""

import re

from flask import Response, make_response, redirect, request
from flask.typing import ResponseReturnValue

from app.core.errors import NotThere
from app.participation.carried import Carried
from app.participation.models import Campaign
from app.participation.questions import type_of
from app.participation.views import pages
from app.participation.views.carrying import forget, keep, place_of
from app.participation.views.devices import COOKIE, is_kiosk
from app.participation.views.reaching import NOTHING_HERE, asked, begun, campaign_at, carried_here, definition_of, survey_page
from app.participation.walking import walk
from app.web.access import personal, public
from app.web.addresses import carrying
from app.web.easy_french import offers_easy_french
from app.web.language import COOKIE as LANGUAGE
from app.web.language import PARAMETER, SECURE_COOKIE, selection

QUESTION, WRITING, ASKED, ENDED, START = 120, 220, 60, 45, 900
"""Seconds: for a question, for one that is written, to say that one is there, to read thanks; of a start page that nobody has touched.

`WRITING` and `ASKED` together are a little less than `KIOSK_IDLE`, for a slow network.
"""
HERE = re.compile(r"\d{1,4}|verifier|envoyer")
"""The pages to come back to."""
OK, ERROR, FAILURE = 200, 400, 500
BASE = "/enquetes/<slug>"


@pages.get(f"{BASE}/toujours-la")
@public
@personal
@offers_easy_french
@begun
def ask_if_still_there(campaign: Campaign, _found: Carried) -> ResponseReturnValue:
    """Ask whether somebody is there; on a device that is no kiosk, nobody is asked."""
    page = request.args.get("page", "")
    if not is_kiosk(campaign):
        return redirect(_back(campaign, page), 303)
    return survey_page("participation/still_there.html", 200, campaign, definition_of(campaign), page=page if HERE.fullmatch(page) else "")


@pages.post(f"{BASE}/toujours-la")
@public
@personal
@offers_easy_french
@begun
def say_still_there(campaign: Campaign, found: Carried) -> ResponseReturnValue:
    """Give all the time again, and lead back to where one was."""
    response = make_response(redirect(_back(campaign, request.form.get("page", "")), 303))
    keep(response, campaign, found)
    return response


@pages.get(f"{BASE}/nouvelle")
@public
@personal
@asked
def start_anew(campaign: Campaign) -> ResponseReturnValue:
    """On a kiosk, forget whoever was there, and their language. It acts on GET: nobody is there to send a form."""
    response = make_response(redirect(place_of(campaign), 303))
    if is_kiosk(campaign):
        forget(response, campaign)
        for name in {LANGUAGE, SECURE_COOKIE} & request.cookies.keys():
            response.delete_cookie(name, secure=name == SECURE_COOKIE, httponly=True, samesite="Lax")
    return response


@pages.after_request
def watch(response: Response) -> Response:
    """Say where a page of a kiosk leads when nobody touches it; have the device forget what was left on it for too long."""
    is_page = response.mimetype == "text/html" and (response.status_code == OK or ERROR <= response.status_code < FAILURE)
    campaign = _kiosk_here() if is_page and COOKIE in request.cookies else None
    if campaign is not None:
        found = carried_here(campaign)
        if found is None:
            forget(response, campaign)
        seconds, where = _then(campaign, found)
        response.headers["Refresh"] = f"{seconds}; url={where}"
    return response


def _kiosk_here() -> Campaign | None:
    try:
        campaign = campaign_at((request.view_args or {}).get("slug", ""))
    except NotThere:
        return None
    return campaign if is_kiosk(campaign) else None


def _then(campaign: Campaign, found: Carried | None) -> tuple[int, str]:
    at, rule = place_of(campaign), str(request.url_rule).removeprefix(BASE)
    anew = f"{at}/nouvelle"
    if rule == "/toujours-la":
        return ASKED, anew
    if rule in ("/merci", "/fin"):
        return ENDED, anew
    if found is None:
        is_clean = not rule and not {PARAMETER, NOTHING_HERE} & request.args.keys()
        return START if is_clean else QUESTION, anew
    page = request.path.rpartition("/")[2]
    where = f"{at}/toujours-la" + (f"?page={page}" if HERE.fullmatch(page) else "")
    return _patience(campaign, found), carrying(selection().carried_to(where), where)


def _patience(campaign: Campaign, found: Carried) -> int:
    """How long a page waits: longer where somebody writes, for what is not sent yet would be lost."""
    step = (request.view_args or {}).get("step", 0)
    asked_so_far = walk(definition_of(campaign, found), found.answers).questions
    is_written = 0 < step <= len(asked_so_far) and type_of(asked_so_far[step - 1]).is_text
    return WRITING if is_written else QUESTION


def _back(campaign: Campaign, page: str) -> str:
    return f"{place_of(campaign)}/{page}" if HERE.fullmatch(page) else place_of(campaign)

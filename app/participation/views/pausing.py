"""Stopping for now: answers put aside, and the three words that open them, told on the page that follows and nowhere else."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from flask import Response, make_response, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.keys import Unreadable
from app.core.unit_of_work import again
from app.core.written_days import day_text
from app.extensions import db
from app.participation import queries
from app.participation.models import Campaign
from app.participation.rules import DRAFT_KEPT
from app.participation.services.drafts import put_aside
from app.participation.views import pages
from app.participation.views.carrying import Cookie, forget, place_of, remember
from app.participation.views.devices import is_kiosk
from app.participation.views.loading import context, settings
from app.participation.views.reaching import NOTHING_HERE, asked, carried_here, definition_of, survey_page
from app.web.access import personal, public
from app.web.easy_french import offers_easy_french
from app.web.language import current_translator

COOKIE, PLACE = "enquete-mots", "participation.words"
TOLD_FOR = timedelta(minutes=10)
"""The page may be loaded again meanwhile: a photograph that is blurred must not cost somebody their answers."""
WORDS = Cookie(COOKIE, TOLD_FOR, "/pause")
LONGEST = 600
"""Characters of the cookie."""


class Told(NamedTuple):
    """What the page tells."""

    words: list[str]
    until: date
    had_words: bool


@pages.get("/enquetes/<slug>/pause")
@public
@personal
@offers_easy_french
@asked
def see_pause(campaign: Campaign) -> ResponseReturnValue:
    """Show what a pause does; just after it, the words. Nothing of it on a kiosk."""
    found, told, t = carried_here(campaign), _told(campaign), current_translator()
    if is_kiosk(campaign) or (found is None and told is None):
        return redirect(_back_to_start(campaign), 303)
    shown = {"words": told.words, "until": day_text(told.until, t), "had_words": told.had_words} if told else _NOTHING_TOLD
    return survey_page("participation/pause.html", 200, campaign, definition_of(campaign, found), days=DRAFT_KEPT.days, **shown)


@pages.post("/enquetes/<slug>/pause")
@public
@personal
@offers_easy_french
@asked
def pause(campaign: Campaign) -> ResponseReturnValue:
    """Put the answers aside, once: this device forgets them, and tells their words for some minutes."""
    found, number = carried_here(campaign), campaign.id
    if is_kiosk(campaign) or found is None:
        return redirect(f"{place_of(campaign)}/pause" if _told(campaign) else _back_to_start(campaign), 303)

    def work(session: Session) -> Told:
        now = context(session)
        words = put_aside(now, queries.campaign(session, number), found)
        return Told(list(words), now.today + DRAFT_KEPT, bool(found.draft))

    told = again(db.session(), work)
    response = make_response(redirect(f"{place_of(campaign)}/pause", 303))
    forget(response, campaign)
    _tell(response, campaign, told)
    return response


@pages.post("/enquetes/<slug>/pause/fin")
@public
@personal
@offers_easy_french
@asked
def finish_pause(campaign: Campaign) -> ResponseReturnValue:
    """Have this device tell the words no more."""
    response = make_response(redirect(place_of(campaign), 303))
    forget_words(response, campaign)
    return response


_NOTHING_TOLD: dict[str, object] = {"words": [], "until": "", "had_words": False}


def _tell(response: Response, campaign: Campaign, told: Told) -> None:
    """By the device alone: what the server would keep of words, a backup would hold."""
    body = json.dumps([told.words, told.until.isoformat(), told.had_words, int(utc_now().timestamp())])
    remember(response, campaign, WORDS, settings().keyring.seal(body, f"{PLACE}:{campaign.id}"))


def forget_words(response: Response, campaign: Campaign) -> None:
    """Have the device tell no words any more."""
    remember(response, campaign, WORDS, "")


def _told(campaign: Campaign) -> Told | None:
    sealed = request.cookies.get(COOKIE, "")
    if not sealed or len(sealed) > LONGEST:
        return None
    try:
        words, until, had_words, at = json.loads(settings().keyring.unseal(sealed, f"{PLACE}:{campaign.id}"))
    except Unreadable:
        return None
    is_over = utc_now() - datetime.fromtimestamp(at, UTC) > TOLD_FOR
    return None if is_over else Told(words, date.fromisoformat(until), had_words)


def _back_to_start(campaign: Campaign) -> str:
    return place_of(campaign) if is_kiosk(campaign) else f"{place_of(campaign)}?{NOTHING_HERE}=1"

"""What the addresses of who answers name: a campaign, and what the device carries of it; how their pages are shown."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import Response, redirect
from flask.typing import ResponseReturnValue

from app.core.clock import utc_now
from app.core.errors import NotThere
from app.extensions import db
from app.participation import queries
from app.participation.carried import Carried
from app.participation.definition import Definition
from app.participation.display.reader import Reader
from app.participation.models import Campaign
from app.participation.rules import IDLE
from app.participation.views import devices
from app.participation.views.carrying import carried, place_of
from app.web.language import current_translator, selection
from app.web.pages import whole_page

SLUG = re.compile(r"[a-z][a-z0-9_-]{0,59}")
NOTHING_HERE = "perdu"
"""Of the start page: that nothing is being answered on this device. Said in the address, for a page that only answers sets no cookie."""
View = Callable[..., ResponseReturnValue]


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page of who answers needs. `at`: the address of the campaign; `is_sensitive`: quick exit, generic titles.

    `is_kiosk`: nothing leads out; `is_helped`: somebody else asks the questions.
    """

    campaign: Campaign
    at: str
    is_sensitive: bool
    is_kiosk: bool
    is_helped: bool


def asked(view: View) -> View:
    """Hand the view the campaign of the address; raise NotThere."""

    @wraps(view)
    def answer(slug: str, **values: Any) -> ResponseReturnValue:
        return view(campaign_at(slug), **values)

    return answer


def begun(view: View) -> View:
    """Hand the view the campaign and what the device carries of it; lead to the start page when it carries nothing."""

    @wraps(view)
    def answer(slug: str, **values: Any) -> ResponseReturnValue:
        campaign = campaign_at(slug)
        found = carried_here(campaign)
        if found is None:
            return redirect(f"{place_of(campaign)}?{NOTHING_HERE}=1", 303)
        return view(campaign, found, **values)

    return answer


def campaign_at(slug: str) -> Campaign:
    """Return the campaign of an address; raise NotThere."""
    if not SLUG.fullmatch(slug):
        raise NotThere
    return queries.campaign_called(db.session(), slug)


def carried_here(campaign: Campaign) -> Carried | None:
    """Return what the device carries; nothing once the link that opened the device is revoked.

    What was begun before a campaign closed is still taken, for as long as an answer lasts unattended.
    """
    if campaign.closed_at is not None and utc_now() - campaign.closed_at > IDLE:
        return None
    found = carried(campaign)
    is_over = found is not None and found.link is not None and queries.is_taken_back(db.session(), found.link)
    return None if is_over else found


def definition_of(campaign: Campaign, found: Carried | None = None) -> Definition:
    """Return what is asked: by the version that was begun, else by that of whoever begins now."""
    return queries.definition(db.session(), found.version if found else campaign.version_id)


def reading_code(campaign: Campaign) -> str:
    """Return the language in which a questionnaire is read here: that of the page when the campaign is open in it."""
    language = selection().language
    return next((code for code in (language.code, language.base) if code in campaign.languages), "fr")


def reader_of(campaign: Campaign, found: Carried) -> Reader:
    """Return who reads, for the pages of what a device carries."""
    return Reader(campaign, definition_of(campaign, found), found, place_of(campaign), reading_code(campaign), current_translator())


def survey_page(template: str, status: int, campaign: Campaign, definition: Definition, /, **context: object) -> Response:
    """Return a page that extends `layouts/survey.html`."""
    frame = Frame(campaign, place_of(campaign), definition.sensitive, devices.is_kiosk(campaign), devices.helper_here(campaign))
    return whole_page(template, status, frame=frame, **context)

"""The cookies of what the device of who answers carries: sealed, of one campaign, gone with the browser's session.

They are for the pages of their campaign alone, and last no longer than somebody goes on answering.
"""

from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from flask import Response, current_app, request

from app.core.clock import utc_now
from app.core.errors import NotThere
from app.extensions import db
from app.participation import carried as sealing
from app.participation import queries
from app.participation.carried import PIECES, Carried
from app.participation.models import Campaign
from app.participation.views.loading import settings

NAMES = ("enquete", *(f"enquete-{number}" for number in range(2, PIECES + 1)))


class Cookie(NamedTuple):
    """A cookie of the pages of a campaign, `under` some of them. `kept_for`: None until the browser is closed."""

    name: str
    kept_for: timedelta | None = None
    under: str = ""


def place_of(campaign: Campaign) -> str:
    """Return the address of the pages of a campaign, which its cookies are for."""
    return f"/enquetes/{campaign.slug}"


def carried(campaign: Campaign) -> Carried | None:
    """Return what the present request carries; None when it is nothing of ours, of another questionnaire, or left for too long."""
    pieces = [piece for name in NAMES if (piece := request.cookies.get(name))]
    found = sealing.opened(settings().keyring, campaign.id, pieces)
    if found is None or found.is_idle(utc_now()) or not _is_of(campaign, found.version):
        return None
    return found


def keep(response: Response, campaign: Campaign, carried: Carried) -> Carried:
    """Have the device carry this, from now on; return it so. Raise TooMuch, with nothing changed."""
    kept = replace(carried, at=utc_now())
    pieces = sealing.sealed(settings().keyring, campaign.id, kept)
    for name, piece in zip(NAMES, (*pieces, *[""] * PIECES), strict=False):
        if piece or name in request.cookies:
            remember(response, campaign, Cookie(name), piece)
    return kept


def forget(response: Response, campaign: Campaign) -> None:
    """Have the device carry nothing of a campaign any more."""
    for name in NAMES:
        if name in request.cookies:
            remember(response, campaign, Cookie(name), "")


def remember(response: Response, campaign: Campaign, cookie: Cookie, value: str) -> None:
    """Have the device keep something sealed for the pages of a campaign; without a value, forget it."""
    response.set_cookie(
        cookie.name,
        value,
        max_age=cookie.kept_for if value else 0,
        path=f"{place_of(campaign)}{cookie.under}",
        secure=current_app.extensions["reperes"].is_production,
        httponly=True,
        samesite="Lax",
    )


def _is_of(campaign: Campaign, version: int) -> bool:
    """Whether a version is of the questionnaire of a campaign: what was begun on an older one is finished on it."""
    if version == campaign.version_id:
        return True
    try:
        begun, asked = (queries.version(db.session(), number) for number in (version, campaign.version_id))
    except NotThere:
        return False
    return begun.questionnaire_id == asked.questionnaire_id

"""What this device is: anybody's, a kiosk, or one that somebody else asks with. Opened by a secret link, told by a sealed cookie.

For the pages of who answers:
- `channel_here(campaign)` says by which channel somebody begins here, and the number of the link that opened the device;
- `is_kiosk(campaign)`: no pause, no link that leads out. Nothing is to be called on answers: kiosks reset by themselves
  (`kiosk.watch` adds the `Refresh` header to each page under `/enquetes/<slug>` of a kiosk);
- `helper_here(campaign)`: somebody else asks, « confidentiel » is said. `participation/_beside.html` draws what they see: the start page
  shows `script(who, minutes)`, the page of thanks `next_person(at)`, each question `guidance(aside)`;
- `aside_of(carried, question, code)` gives what `guidance` draws, None when nobody helps;
- `screen_first(campaign, carried, question, here)`: a page to answer instead of the question (or of what has none, such as checking: None),
  for the screen is to be turned first, or given back; None when there is nothing to do. `here`: the path to come back to;
- `is_answered_alone(carried, question)`: the answer is not to be shown again, neither filled in nor checked.
"""

import json
from datetime import UTC, datetime, timedelta

from flask import Response, g, request
from flask.typing import ResponseReturnValue

from app.core.errors import NotThere
from app.core.keys import Unreadable
from app.participation.carried import Carried
from app.participation.definition import Question
from app.participation.display.devices import Screen, aside_of, guidance_of, is_answered_alone, screen_to_show
from app.participation.models import Campaign, CampaignLink
from app.participation.rules import BY_SOMEBODY_ELSE, Channel
from app.participation.services.campaigns import link_numbered
from app.participation.views.carrying import Cookie, remember
from app.participation.views.loading import context

__all__ = [
    "aside_of",
    "channel_here",
    "close_device",
    "helper_here",
    "is_answered_alone",
    "is_kiosk",
    "open_device",
    "screen_first",
]
COOKIE, PLACE = "enquete-appareil", "participation.device"
KEPT = timedelta(days=30)
LONGEST = 400
"""Characters of the cookie; more is none of ours."""


def channel_here(campaign: Campaign) -> tuple[Channel, int | None]:
    """Return the channel of this device and the number of its link; LINK and None once the link is revoked, or the campaign over."""
    known: dict[int, tuple[Channel, int | None]] = g.setdefault("survey_devices", {})
    if campaign.id not in known:
        known[campaign.id] = _channel(campaign)
    return known[campaign.id]


def is_kiosk(campaign: Campaign) -> bool:
    """Whether this device is used by one person after another, alone."""
    return channel_here(campaign)[0] is Channel.KIOSK


def helper_here(campaign: Campaign) -> bool:
    """Whether somebody else asks the questions, beside the person or on the telephone."""
    return channel_here(campaign)[0] in BY_SOMEBODY_ELSE


def screen_first(campaign: Campaign, carried: Carried, question: Question | None, here: str) -> ResponseReturnValue | None:
    """Return the page that comes before this one when the screen is to be turned towards the person, or given back; None otherwise."""
    from app.participation.views.reaching import definition_of, reading_code, survey_page  # noqa: PLC0415 - they ask this what the device is

    screen = screen_to_show(carried, question)
    if screen is None:
        return None
    code = reading_code(campaign)
    return survey_page(
        "participation/turn_screen.html", 200, campaign, definition_of(campaign, carried),
        is_turned=screen is Screen.GIVE_BACK, key=question.key if question else "",
        guidance=guidance_of(question, code) if question and screen is Screen.TURN else None, here=here,
    )  # fmt: skip


def open_device(response: Response, campaign: Campaign, link: CampaignLink) -> None:
    """Have this device answer by the channel of a link, for some weeks."""
    now = context()
    sealed = now.settings.keyring.seal(json.dumps([link.id, int(now.now.timestamp())]), f"{PLACE}:{campaign.id}")
    remember(response, campaign, Cookie(COOKIE, KEPT), sealed)


def close_device(response: Response, campaign: Campaign) -> None:
    """Have this device be anybody's again."""
    remember(response, campaign, Cookie(COOKIE), "")


def _channel(campaign: Campaign) -> tuple[Channel, int | None]:
    now = context()
    sealed = request.cookies.get(COOKIE, "")
    if not sealed or len(sealed) > LONGEST:
        return Channel.LINK, None
    try:
        number, at = json.loads(now.settings.keyring.unseal(sealed, f"{PLACE}:{campaign.id}"))
        link = link_numbered(now, campaign, number)
    except (Unreadable, NotThere):
        return Channel.LINK, None
    is_old = now.now - datetime.fromtimestamp(at, UTC) > KEPT
    return (Channel.LINK, None) if is_old else (Channel(link.channel), link.id)

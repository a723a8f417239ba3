"""Taking what was noted where there was no network: once, however late and however often it is sent.

A device sends again what it does not know to have arrived, for four weeks after it first tried (`static/js/interview-sending.js`): what
tells that it has arrived is kept for longer than that, by whole weeks, and tells nothing of the answers, nor of their campaign.
"""

from datetime import datetime, time, timedelta
from enum import StrEnum

from app.core.clock import PARIS
from app.core.errors import NotThere
from app.core.tokens import digest
from app.participation import queries
from app.participation.definition import Definition
from app.participation.models import Campaign, CampaignLink, SentNonce
from app.participation.record import Record
from app.participation.rules import BY_SOMEBODY_ELSE
from app.participation.services.sending import Proof, send
from app.participation.settings import Context

MARK_KEPT = timedelta(weeks=5)
"""At least; the device gives up a week earlier."""


class Standing(StrEnum):
    """Whether one may ask on this device and send from it."""

    ASKS = "pose"
    LAST = "derniers"
    """Nobody is asked any more; what was noted is still taken."""
    OVER = "finie"
    CLOSED = "fermee"
    """No link of the campaign has this device ask questions, or not any more."""
    CODED = "codes"
    """Each answer spends a code, which only the server can check: not without a network."""


def standing(context: Context, campaign: Campaign, link: CampaignLink | None) -> Standing:
    """Return what a device may do; `link`: the one that opened it."""
    if not is_worth(campaign, link):
        return Standing.CLOSED
    if campaign.needs_code:
        return Standing.CODED
    if queries.is_open(campaign, context.today):
        return Standing.ASKS
    is_taken = queries.takes_sheets(campaign, context.now) and not queries.is_final(campaign)
    return Standing.LAST if is_taken else Standing.OVER


def is_worth(campaign: Campaign, link: CampaignLink | None) -> bool:
    """Whether a link has somebody ask the questions of a campaign, open or over."""
    if link is None or link.campaign_id != campaign.id or link.revoked_at is not None:
        return False
    return link.channel in BY_SOMEBODY_ELSE and link.channel in campaign.channels


def asked(context: Context, campaign: Campaign, version: int | None) -> tuple[int, Definition]:
    """Return the version that was asked, when it is of the same questionnaire, else the present one; and what it says."""
    present = queries.version(context.session, campaign.version_id)
    try:
        found = queries.version(context.session, version or present.id)
    except NotThere:
        found = present
    kept = found if found.questionnaire_id == present.questionnaire_id else present
    return kept.id, queries.definition(context.session, kept.id)


def take(context: Context, campaign: Campaign, record: Record, mark: str) -> None:
    """Put an interview into the inbox, once for its mark."""
    send(context, campaign, record, Proof(mark))
    known = context.session.get(SentNonce, digest(mark))
    if known is not None:
        known.expires_at = max(known.expires_at, _monday_after(context.now + MARK_KEPT))
        context.session.flush()


def _monday_after(instant: datetime) -> datetime:
    """The beginning of the next week: one instant for all that is sent in a week."""
    day = instant.astimezone(PARIS).date()
    return datetime.combine(day + timedelta(days=7 - day.weekday()), time(), PARIS)

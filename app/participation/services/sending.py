"""Sending answers: stored at once, whole or not at all; sent again, acknowledged again and stored once."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from app.core.errors import DomainError
from app.core.tokens import digest
from app.participation.models import AccessCode, Campaign, CampaignDraft, SentNonce
from app.participation.models.answer import new_sent_answer
from app.participation.record import Record
from app.participation.rules import NONCE_KEPT, Channel
from app.participation.settings import Context


class CodeUsed(DomainError):
    """The access code is not there any more: it served already."""


class Proof(NamedTuple):
    """What goes with answers and is not kept with them: a nonce drawn when they were begun, the digest of a code, the mark of a draft."""

    nonce: str
    code: str = ""
    draft: str = ""


def send(context: Context, campaign: Campaign, record: Record, proof: Proof) -> None:
    """Put answers into the inbox, once for a nonce: what was sent before is left as it is. Raise CodeUsed."""
    session = context.session
    if session.get(SentNonce, digest(proof.nonce)) is not None:
        return
    session.add(SentNonce(digest=digest(proof.nonce), expires_at=_whole_hour(context) + NONCE_KEPT))
    try:
        session.flush()
    except IntegrityError:  # sent twice at the same instant: the other one stores it
        session.rollback()
        return
    if campaign.needs_code and record.channel is not Channel.PAPER:  # who types sheets draws the codes
        spent = session.execute(delete(AccessCode).where(AccessCode.digest == proof.code, AccessCode.campaign_id == campaign.id))
        if spent.rowcount != 1:  # type: ignore[attr-defined]
            raise CodeUsed
    if proof.draft:
        session.execute(delete(CampaignDraft).where(CampaignDraft.mark == proof.draft))
    session.add(new_sent_answer(campaign.id, record))
    session.flush()


def _whole_hour(context: Context) -> datetime:
    return context.now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)

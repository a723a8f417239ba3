"""Reads of questionnaires and campaigns."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.core.errors import NotThere
from app.core.numbers import LARGEST
from app.participation.definition import Definition, parse
from app.participation.models import Campaign, CampaignLink, QuestionnaireVersion, Response, SentAnswer
from app.participation.rules import IDLE


def campaign(session: Session, number: int) -> Campaign:
    """Return a campaign by its number; raise NotThere."""
    found = session.get(Campaign, number) if number < LARGEST else None
    if found is None:
        raise NotThere
    return found


def campaign_called(session: Session, slug: str) -> Campaign:
    """Return a campaign by what addresses say; raise NotThere."""
    found = session.scalar(select(Campaign).where(Campaign.slug == slug))
    if found is None:
        raise NotThere
    return found


def is_open(campaign: Campaign, today: date) -> bool:
    """Whether somebody may begin to answer."""
    return campaign.closed_at is None and (campaign.closes_on is None or today <= campaign.closes_on)


def is_taken_back(session: Session, link: int) -> bool:
    """Whether the link that opened a device was revoked."""
    found = session.get(CampaignLink, link)
    return found is None or found.revoked_at is not None


def takes_sheets(campaign: Campaign, now: datetime) -> bool:
    """Whether sheets of paper may still be typed: as long as what was begun elsewhere is taken."""
    return campaign.closed_at is None or now - campaign.closed_at <= IDLE


def is_final(campaign: Campaign) -> bool:
    """Whether results are shown: nothing is added to them any more."""
    return campaign.results_at is not None


def listed(session: Session, today: date) -> Sequence[Campaign]:
    """Return the open campaigns that `/enquetes` shows, the last opened first."""
    wanted = select(Campaign).where(Campaign.is_listed, Campaign.closed_at.is_(None))
    still = or_(Campaign.closes_on.is_(None), Campaign.closes_on >= today)
    return session.scalars(wanted.where(still).order_by(Campaign.opened_at.desc(), Campaign.id.desc())).all()


def campaigns_of(session: Session, organisations: Iterable[int]) -> Sequence[Campaign]:
    """Return the campaigns of some organisations: those that go on first, then the last opened first."""
    wanted = select(Campaign).where(Campaign.organisation_id.in_(list(organisations)))
    return session.scalars(wanted.order_by(Campaign.closed_at.is_not(None), Campaign.opened_at.desc(), Campaign.id.desc())).all()


def version(session: Session, number: int) -> QuestionnaireVersion:
    """Return a version by its number; raise NotThere."""
    found = session.get(QuestionnaireVersion, number) if number < LARGEST else None
    if found is None:
        raise NotThere
    return found


def definition(session: Session, number: int) -> Definition:
    """Return the definition of a version; raise NotThere. What is published never changes: read once a process."""
    found = version(session, number)
    return _parsed(found.sha256, found.definition)


def counts(session: Session, campaigns: Iterable[int]) -> Mapping[int, tuple[int, int]]:
    """Return by campaign how many responses results are made of, and how many sent answers wait for their batch."""
    numbers = list(campaigns)
    taken, waiting = (
        dict(session.execute(select(rows.campaign_id, func.count()).where(rows.campaign_id.in_(numbers)).group_by(rows.campaign_id)).all())
        for rows in (Response, SentAnswer)
    )
    return {number: (taken.get(number, 0), waiting.get(number, 0)) for number in numbers}


@lru_cache(maxsize=64)
def _parsed(_sha256: str, text: str) -> Definition:
    return parse(text)

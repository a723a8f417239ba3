"""Reads of those who ask: their organisations, links of devices, codes that are left."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Organisation
from app.core.errors import NotThere
from app.core.numbers import LARGEST
from app.participation import queries
from app.participation.definition import Definition
from app.participation.models import AccessCode, Campaign, CampaignLink, QuestionnaireVersion


def verified(session: Session, organisations: Collection[int]) -> Sequence[Organisation]:
    """Return those of some organisations that somebody verified, by their names."""
    wanted = select(Organisation).where(Organisation.id.in_(organisations), Organisation.verified_at.is_not(None))
    return session.scalars(wanted.where(Organisation.refused_at.is_(None)).order_by(Organisation.name, Organisation.id)).all()


def definitions(session: Session, versions: Iterable[int]) -> Mapping[int, Definition]:
    """Return what several versions say, by their numbers, in one reading."""
    rows = session.scalars(select(QuestionnaireVersion).where(QuestionnaireVersion.id.in_(set(versions)))).all()
    return {row.id: queries.definition(session, row.id) for row in rows}


def links(session: Session, campaign: Campaign) -> Sequence[CampaignLink]:
    """Return the links of a campaign: those that are worth something first, then the last made first."""
    wanted = select(CampaignLink).where(CampaignLink.campaign_id == campaign.id)
    return session.scalars(wanted.order_by(CampaignLink.revoked_at.is_not(None), CampaignLink.id.desc())).all()


def link(session: Session, campaign: int, number: int) -> CampaignLink:
    """Return a link of a campaign by its number; raise NotThere."""
    found = session.get(CampaignLink, number) if number < LARGEST else None
    if found is None or found.campaign_id != campaign:
        raise NotThere
    return found


def codes_left(session: Session, campaign: Campaign) -> int:
    """Return how many access codes were not used yet."""
    return session.scalar(select(func.count()).select_from(AccessCode).where(AccessCode.campaign_id == campaign.id)) or 0

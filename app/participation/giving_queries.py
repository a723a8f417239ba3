"""Reads of what is given back: findings, and the campaign that three words lead to."""

from collections.abc import Sequence
from itertools import permutations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import NotThere
from app.core.numbers import LARGEST
from app.participation import queries
from app.participation.models import Campaign, Finding, QuestionnaireDraft, QuestionnaireVersion
from app.participation.results.suppressing import nearest
from app.participation.rules import Audience, threshold
from app.participation.words import HOW_MANY, known, normal


def findings(session: Session, campaign: int) -> Sequence[Finding]:
    """Return the findings of a campaign, in the order of the page."""
    return session.scalars(select(Finding).where(Finding.campaign_id == campaign).order_by(Finding.place, Finding.id)).all()


def how_many(session: Session, campaign: int) -> int:
    """Return how many findings a campaign has."""
    return session.scalar(select(func.count()).select_from(Finding).where(Finding.campaign_id == campaign)) or 0


def finding(session: Session, campaign: int, number: int) -> Finding:
    """Return a finding of a campaign by its number; raise NotThere."""
    found = session.get(Finding, number) if number < LARGEST else None
    if found is None or found.campaign_id != campaign:
        raise NotThere
    return found


def is_given_back(campaign: Campaign) -> bool:
    """Whether the page of findings is shown: services leave it so only as long as there is one."""
    return campaign.given_back_at is not None


def campaign_of_words(session: Session, typed: str) -> Campaign | None:
    """Return the campaign whose receipt somebody typed, a wrong letter or another order put right; None when there is none."""
    folded = normal(typed).split("-")
    if len(folded) != HOW_MANY or any(word not in known() for word in folded):
        return None
    said = [known()[word] for word in folded]
    found = {one.receipt: one for one in session.scalars(select(Campaign).where(Campaign.receipt.in_(_orders(said))))}
    return found.get("-".join(said)) or next(iter(found.values()), None)


def answered(session: Session, campaign: Campaign) -> int | None:
    """Return how many people answered, rounded as everybody reads it; None where that is not told."""
    if not queries.is_final(campaign):
        return None
    taken, _ = queries.counts(session, [campaign.id])[campaign.id]
    return nearest(taken) if taken >= threshold(Audience.PUBLIC, campaign.k) else None


def shows_results(campaign: Campaign) -> bool:
    """Whether anybody may read its results."""
    return campaign.audience == Audience.PUBLIC and queries.is_final(campaign)


def draft_of(session: Session, campaign: Campaign) -> int | None:
    """Return the number of the draft that a campaign's questionnaire was built with, in the same organisation."""
    wanted = select(QuestionnaireDraft.id).join(
        QuestionnaireVersion, QuestionnaireVersion.questionnaire_id == QuestionnaireDraft.questionnaire_id
    )
    here = QuestionnaireDraft.organisation_id == campaign.organisation_id
    return session.scalar(wanted.where(QuestionnaireVersion.id == campaign.version_id, here))


def _orders(words: Sequence[str]) -> list[str]:
    return ["-".join(order) for order in permutations(words)]

"""Reads of campaigns that ask the same again: the series, the newest version of their questionnaire, who answered twice."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, cast

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.participation import queries
from app.participation.models import Campaign, FollowedResponse, QuestionnaireVersion, Response
from app.participation.waves import series_of


class FollowedRow(NamedTuple):
    """A response as it is counted, and the mark of the code that was chosen with it; None: none was."""

    version_id: int
    channel: str
    answers: Mapping[str, Any]
    mark: str | None


def waves(session: Session, campaign: Campaign) -> Sequence[Campaign]:
    """Return the campaigns of a series, the first first."""
    series = series_of(campaign)
    wanted = select(Campaign).where(or_(Campaign.id == series, Campaign.series_id == series))
    return session.scalars(wanted.order_by(Campaign.wave, Campaign.id)).all()


def newest_version(session: Session, campaign: Campaign) -> QuestionnaireVersion:
    """Return the newest published version of what a campaign asks; its own when there is no newer one."""
    own = queries.version(session, campaign.version_id)
    wanted = select(QuestionnaireVersion).where(QuestionnaireVersion.questionnaire_id == own.questionnaire_id)
    return session.scalar(wanted.order_by(QuestionnaireVersion.number.desc()).limit(1)) or own


def followed(session: Session, campaign: Campaign) -> Sequence[FollowedRow]:
    """Return all responses of a campaign with their marks, in no order that means anything."""
    wanted = select(Response.version_id, Response.channel, Response.answers, FollowedResponse.mark)
    joined = wanted.outerjoin(FollowedResponse, FollowedResponse.response_id == Response.id)
    return cast("Sequence[FollowedRow]", session.execute(joined.where(Response.campaign_id == campaign.id)).all())

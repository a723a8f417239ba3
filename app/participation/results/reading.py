"""Reading what results are made of: responses once, whatever the number of questions, and how many texts there are."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple, cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.participation import queries
from app.participation.definition import Definition
from app.participation.models import Campaign, Response, Verbatim
from app.participation.results.suppressing import Results, for_everybody, protected
from app.participation.results.tabulating import ResponseRow, Tables, tables
from app.participation.rules import READABLE_REVIEWS, Audience, Review, threshold


class Texts(NamedTuple):
    """How many texts answer a question: those that others may read, and those that wait for their review."""

    readable: int = 0
    waiting: int = 0


class Read(NamedTuple):
    """Everything of a campaign that results say. `versions`: those that were answered, or the present one when nobody did."""

    versions: Mapping[int, Definition]
    tables: Tables
    team: Results
    texts: Mapping[str, Texts]
    waiting: int
    """Answers that were sent and make no batch yet: counted, not read."""

    @property
    def latest(self) -> Definition:
        """The latest of the versions."""
        return self.versions[max(self.versions)]

    def results(self, audience: Audience, k: int) -> Results:
        """Return what an audience may read; `k`: of the campaign."""
        return self.team if audience is Audience.TEAM else for_everybody(self.tables, self.team, threshold(audience, k))


def read_results(session: Session, campaign: Campaign) -> Read:
    """Return the tables of a campaign, and what the team may read of them."""
    rows = responses(session, campaign.id)
    versions = {number: queries.definition(session, number) for number in {row.version_id for row in rows} or {campaign.version_id}}
    found = tables(versions, rows)
    _, waiting = queries.counts(session, [campaign.id])[campaign.id]
    return Read(versions, found, protected(found, threshold(Audience.TEAM, campaign.k)), texts(session, campaign.id), waiting)


def responses(session: Session, campaign: int) -> Sequence[ResponseRow]:
    """Return all responses of a campaign, in no order that means anything."""
    found = session.execute(select(Response.version_id, Response.channel, Response.answers).where(Response.campaign_id == campaign)).all()
    return cast("Sequence[ResponseRow]", found)


def texts(session: Session, campaign: int) -> Mapping[str, Texts]:
    """Return by key of question how many texts there are."""
    wanted = select(Verbatim.question, Verbatim.review, func.count()).where(Verbatim.campaign_id == campaign)
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for question, review, many in session.execute(wanted.group_by(Verbatim.question, Verbatim.review)):
        counts[question][review] = many
    return {
        question: Texts(sum(of.get(review, 0) for review in READABLE_REVIEWS), of.get(Review.WAITING, 0)) for question, of in counts.items()
    }

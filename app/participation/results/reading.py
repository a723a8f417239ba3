"""Reading what results are made of: responses once, whatever the number of questions."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.participation import queries
from app.participation.definition import Definition
from app.participation.models import Campaign, Response
from app.participation.results.suppressing import Results, for_everybody, protected
from app.participation.results.tabulating import ResponseRow, Tables, tables
from app.participation.rules import Audience, threshold


class Read(NamedTuple):
    """Everything of a campaign that results say. `versions`: those that were answered, or the present one when nobody did."""

    versions: Mapping[int, Definition]
    tables: Tables
    team: Results
    waiting: int
    """Answers that were sent and make no batch yet: counted, not read."""
    taken: int = 0
    """Answers that results are made of, or will be."""
    numbers: Mapping[int, int] = MappingProxyType({})
    """Of versions, as people count them: from 1 in their questionnaire."""
    is_final: bool = True
    """Whether results are shown: until then `tables` are those of nobody."""

    @property
    def latest(self) -> Definition:
        """The latest of the versions."""
        return self.versions[max(self.versions)]

    def results(self, audience: Audience, k: int) -> Results:
        """Return what an audience may read; `k`: of the campaign."""
        return self.team if audience is Audience.TEAM else for_everybody(self.tables, self.team, threshold(audience, k))


def read_results(session: Session, campaign: Campaign) -> Read:
    """Return the tables of a campaign, and what the team may read of them: nothing of any answer before results are shown."""
    is_final = queries.is_final(campaign)
    rows = responses(session, campaign.id) if is_final else ()
    versions = {number: queries.definition(session, number) for number in _versions(session, campaign)}
    found = tables(versions, rows)
    team = protected(found, threshold(Audience.TEAM, campaign.k))
    taken, waiting = queries.counts(session, [campaign.id])[campaign.id]
    numbers = {number: queries.version(session, number).number for number in versions}
    return Read(versions, found, team, waiting, taken, numbers, is_final)


def _versions(session: Session, campaign: Campaign) -> set[int]:
    """The versions that were answered, or the present one when nobody did."""
    found = session.scalars(select(Response.version_id).where(Response.campaign_id == campaign.id).distinct())
    return set(found) or {campaign.version_id}


def responses(session: Session, campaign: int) -> Sequence[ResponseRow]:
    """Return all responses of a campaign, in no order that means anything."""
    found = session.execute(select(Response.version_id, Response.channel, Response.answers).where(Response.campaign_id == campaign)).all()
    return cast("Sequence[ResponseRow]", found)

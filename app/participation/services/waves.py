"""Opening the next wave of a campaign, once; the number of answers that is hoped for."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app.core.audit import Doer, record
from app.core.errors import DomainError, NotThere
from app.participation import queries, wave_queries
from app.participation.models import Campaign
from app.participation.queries import is_open
from app.participation.rules import Audience, Channel, Refresh
from app.participation.services.campaigns import Plan, open_version
from app.participation.settings import Context
from app.participation.waves import series_of


class StillOpen(DomainError):
    """The last wave is not over: two at once would ask the same people the same."""


class WaveThere(DomainError):
    """Somebody else opened this wave meanwhile; `number`: of its campaign."""

    def __init__(self, number: int) -> None:
        """Keep where it is."""
        super().__init__(f"campaign {number}")
        self.number = number


class TargetChanged(DomainError):
    """Somebody else changed the target meanwhile; `target`: what it is now."""

    def __init__(self, target: int | None) -> None:
        """Keep what it is."""
        super().__init__(f"target {target}")
        self.target = target


@dataclass(frozen=True, slots=True)
class NextWave:
    """What is asked of a next wave; all the rest is as in the last one. `wave`: its rank; `version`: number of a published version."""

    wave: int
    version: int
    closes_on: date | None = None
    target: int | None = None


def open_next(context: Context, number: int, wanted: NextWave, by: Doer) -> Campaign:
    """Open the next wave of the series of a campaign; raise WaveThere, StillOpen, NotThere.

    Who opens one writes the first campaign of the series: of two people at once, one is told by `again` to read anew, and finds the wave.
    """
    found = wave_queries.waves(context.session, queries.campaign(context.session, number))
    last = found[-1]
    for one in found:
        if one.wave >= wanted.wave:
            raise WaveThere(one.id)
    if is_open(last, context.today):
        raise StillOpen
    version = queries.version(context.session, wanted.version)
    if version.id not in {last.version_id, wave_queries.newest_version(context.session, last).id} or last.organisation_id is None:
        raise NotThere
    says = queries.definition(context.session, version.id)
    _hold(context.session, found[0])
    plan = Plan(
        name=last.name,
        languages=tuple(code for code in last.languages if code in says.languages),
        channels=tuple(Channel(one) for one in last.channels),
        closes_on=wanted.closes_on,
        needs_code=last.needs_code,
        is_listed=last.is_listed,
        audience=Audience(last.audience),
        k=last.k,
        refresh=Refresh(last.refresh),
        target=wanted.target,
        is_followed=last.is_followed,
        series=series_of(last),
        wave=last.wave + 1,
        is_example=last.is_example,
    )
    return open_version(context, last.organisation_id, version, plan, by)


def aim(context: Context, campaign: Campaign, target: int | None, seen: int | None, by: Doer) -> None:
    """Set how many answers are hoped for; `seen`: what it was where it was changed. Raise TargetChanged."""
    if campaign.target == target:
        return
    if campaign.target != seen:
        raise TargetChanged(campaign.target)
    campaign.target = target
    record(context.session, "survey:target-set", by, ("campaign", campaign.id), str(target or ""))
    context.session.flush()


def _hold(session: Session, first: Campaign) -> None:
    """Write a row as it is, with a new number of version: whoever read it before cannot write it any more."""
    flag_modified(first, "wave")
    session.flush()

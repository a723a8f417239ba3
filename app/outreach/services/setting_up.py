"""Who goes where: coordinators of a département make sectors and teams, change them, end them. What is asked meanwhile stays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.outreach.models import OutreachSector, OutreachSectorArea, OutreachTeam, OutreachTeamSector
from app.outreach.sector_areas import Area
from app.outreach.settings import Context
from app.territory.areas import area_code


@dataclass(frozen=True, slots=True)
class SectorWish:
    """A sector as it is to be. `organisation`: whose members sort its requests."""

    name: str
    departement: str
    areas: Sequence[Area]
    organisation: int


@dataclass(frozen=True, slots=True)
class TeamWish:
    """A team as it is to be. `ranks`: by sector, who is asked after whom."""

    name: str
    departement: str
    organisation: int
    telephone: str
    ranks: Mapping[int, int]


def keep_sector(context: Context, wish: SectorWish, sector: OutreachSector | None = None) -> OutreachSector:
    """Make a sector, or change one; its département never changes."""
    kept = sector or OutreachSector(departement=wish.departement, created_at=context.now)
    kept.name, kept.organisation_id = wish.name, wish.organisation
    known = {(area.kind, area.code): area for area in kept.areas}
    kept.areas = [known.get((kind, code)) or _area(kind, code) for kind, code in map(tuple, wish.areas)]
    context.session.add(kept)
    context.session.flush()
    return kept


def keep_team(context: Context, wish: TeamWish, team: OutreachTeam | None = None) -> OutreachTeam:
    """Make a team, or change one; its département never changes, nor its place in the sectors that the wish does not speak of."""
    kept = team or OutreachTeam(departement=wish.departement, created_at=context.now)
    kept.name, kept.organisation_id, kept.telephone = wish.name, wish.organisation, wish.telephone
    context.session.add(kept)
    context.session.flush()
    known = {one.sector_id: one for one in kept.sectors}
    for sector, rank in wish.ranks.items():
        if not rank and sector in known:
            kept.sectors.remove(known[sector])
        elif rank and sector in known:
            known[sector].rank = rank
        elif rank:
            kept.sectors.append(OutreachTeamSector(sector_id=sector, rank=rank))
    context.session.flush()
    return kept


def end(context: Context, kept: OutreachSector | OutreachTeam) -> None:
    """Give it no new request; who has some goes on with them."""
    kept.ended_at = context.now
    context.session.flush()


def _area(kind: str, code: str) -> OutreachSectorArea:
    return OutreachSectorArea(kind=kind, code=code, area=area_code(kind, code))  # type: ignore[arg-type] # a kind, as read

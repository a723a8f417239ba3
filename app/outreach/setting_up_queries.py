"""What coordinators of a département set up: sectors, teams; which organisations they may choose."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.accounts.models import Organisation
from app.core.errors import NotThere
from app.core.numbers import LARGEST
from app.core.text import fold
from app.outreach.models import OutreachRequest, OutreachSector, OutreachTeam, OutreachTeamSector
from app.outreach.rules import LIVE
from app.outreach.territories import Territories, within

MOST_ORGANISATIONS = 500


def sectors(session: Session, codes: Territories) -> Sequence[OutreachSector]:
    """Return the sectors of some départements, with their parts, their coordination and their teams."""
    wanted = select(OutreachSector).where(within(OutreachSector.departement, codes), OutreachSector.ended_at.is_(None))
    whole = (
        joinedload(OutreachSector.organisation),
        selectinload(OutreachSector.areas),
        selectinload(OutreachSector.teams).joinedload(OutreachTeamSector.team),
    )
    return session.scalars(wanted.options(*whole).order_by(OutreachSector.departement, OutreachSector.name, OutreachSector.id)).all()


def teams(session: Session, codes: Territories) -> Sequence[OutreachTeam]:
    """Return the teams of some départements, with their organisation and their sectors."""
    wanted = select(OutreachTeam).where(within(OutreachTeam.departement, codes), OutreachTeam.ended_at.is_(None))
    whole = (joinedload(OutreachTeam.organisation), selectinload(OutreachTeam.sectors).joinedload(OutreachTeamSector.sector))
    return session.scalars(wanted.options(*whole).order_by(OutreachTeam.departement, OutreachTeam.name, OutreachTeam.id)).all()


def sector(session: Session, number: int) -> OutreachSector:
    """Return a sector that was not ended; raise NotThere."""
    found = session.get(OutreachSector, number) if number < LARGEST else None
    if found is None or found.ended_at is not None:
        raise NotThere
    return found


def team(session: Session, number: int) -> OutreachTeam:
    """Return a team that was not ended; raise NotThere."""
    found = session.get(OutreachTeam, number) if number < LARGEST else None
    if found is None or found.ended_at is not None:
        raise NotThere
    return found


def organisations(session: Session, departements: Collection[str]) -> Sequence[Organisation]:
    """Return the verified organisations of some départements, by their name."""
    wanted = select(Organisation).where(
        Organisation.departement.in_(departements), Organisation.verified_at.is_not(None), Organisation.refused_at.is_(None)
    )
    return session.scalars(wanted.order_by(Organisation.name, Organisation.id).limit(MOST_ORGANISATIONS)).all()


def named(found: Sequence[Organisation], words: str) -> list[Organisation]:
    """Return those of some organisations that words name: that one alone by its whole name, else all whose name holds the words."""
    key = fold(words)
    same = [one for one in found if fold(one.name) == key]
    return same or [one for one in found if key and key in fold(one.name)]


def running(session: Session, *, sector: int | None = None, team: int | None = None) -> int:
    """Return how many requests of a sector, or of a team, are open."""
    of = OutreachRequest.sector_id == sector if sector is not None else OutreachRequest.team_id == team
    return session.scalar(select(func.count()).select_from(OutreachRequest).where(of, OutreachRequest.state.in_(LIVE))) or 0

"""Reads of outreach."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Organisation
from app.core.errors import NotThere
from app.core.numbers import LARGEST
from app.outreach.models import (
    OutreachAttempt,
    OutreachNote,
    OutreachPlace,
    OutreachRequest,
    OutreachRound,
    OutreachSafety,
    OutreachSector,
    OutreachTeam,
)
from app.outreach.rules import NoteKind, State

WITH_TEAM = frozenset(
    (State.ASSIGNED, State.PLANNED, State.TRIED, State.CONTACT, State.ONGOING, State.ORIENTED, State.NOT_MET, State.CLOSED)
)
"""Where the team that a request names has it, or had it last."""


@dataclass(frozen=True, slots=True)
class Case:
    """A request with what permissions and pages must know around it."""

    request: OutreachRequest
    sector: OutreachSector | None
    team: OutreachTeam | None
    organisation: Organisation | None

    @property
    def departement(self) -> str:
        """Whose coordinators see its states and dates."""
        return self.request.departement

    @property
    def asking(self) -> int | None:
        """The organisation that asks."""
        return self.request.organisation_id

    @property
    def sorting(self) -> int | None:
        """The organisation whose members sort it."""
        return self.sector.organisation_id if self.sector is not None else None

    @property
    def going(self) -> int | None:
        """The organisation of the team that has it, or had it last."""
        return self.team.organisation_id if self.team is not None and self.request.state in WITH_TEAM else None


@dataclass(frozen=True, slots=True)
class TeamRound:
    """A round with what permissions must know around it."""

    round: OutreachRound

    @property
    def team(self) -> OutreachTeam:
        """Who goes."""
        return self.round.team

    @property
    def going(self) -> int | None:
        """The organisation of the team."""
        return self.round.team.organisation_id


def case(session: Session, number: int) -> Case:
    """Return a request by its number; raise NotThere."""
    found = session.get(OutreachRequest, number) if number < LARGEST else None
    if found is None:
        raise NotThere
    return case_of(session, found)


def case_of(session: Session, request: OutreachRequest) -> Case:
    """Return a request with what surrounds it."""
    return Case(
        request,
        session.get(OutreachSector, request.sector_id) if request.sector_id else None,
        session.get(OutreachTeam, request.team_id) if request.team_id else None,
        session.get(Organisation, request.organisation_id) if request.organisation_id else None,
    )


def team_round(session: Session, number: int) -> TeamRound:
    """Return a round by its number; raise NotThere."""
    found = session.get(OutreachRound, number) if number < LARGEST else None
    if found is None:
        raise NotThere
    return TeamRound(found)


def attempts(session: Session, request: int) -> Sequence[OutreachAttempt]:
    """Return the attempts of a request, the first one first."""
    wanted = select(OutreachAttempt).where(OutreachAttempt.request_id == request)
    return session.scalars(wanted.order_by(OutreachAttempt.at, OutreachAttempt.id)).all()


def place(session: Session, request: int) -> OutreachPlace | None:
    """Return where the person is; None once it was forgotten."""
    return session.get(OutreachPlace, request)


def safety(session: Session, request: int, day: date) -> Sequence[OutreachSafety]:
    """Return what a team must know on a day."""
    wanted = select(OutreachSafety).where(OutreachSafety.request_id == request, OutreachSafety.until >= day)
    return session.scalars(wanted.order_by(OutreachSafety.id)).all()


def notes(session: Session, request: int, kinds: Collection[NoteKind]) -> Sequence[OutreachNote]:
    """Return the texts of some kinds about a request, the first one first."""
    wanted = select(OutreachNote).where(OutreachNote.request_id == request, OutreachNote.kind.in_(kinds))
    return session.scalars(wanted.order_by(OutreachNote.at, OutreachNote.id)).all()


def teams_of(session: Session, organisations: Collection[int]) -> Sequence[OutreachTeam]:
    """Return the teams, still going out, that members of organisations act for."""
    wanted = select(OutreachTeam).where(OutreachTeam.organisation_id.in_(organisations), OutreachTeam.ended_at.is_(None))
    return session.scalars(wanted.order_by(OutreachTeam.name, OutreachTeam.id)).all()


def sectors_of(session: Session, organisations: Collection[int]) -> Sequence[OutreachSector]:
    """Return the sectors whose requests members of organisations sort."""
    wanted = select(OutreachSector).where(OutreachSector.organisation_id.in_(organisations), OutreachSector.ended_at.is_(None))
    return session.scalars(wanted.order_by(OutreachSector.name, OutreachSector.id)).all()

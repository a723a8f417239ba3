"""Those who open the pages of outreach: somebody whose organisation sorts and goes, requests in the states whose pages differ, a round."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from app.accounts.models import Account, DeviceSession, Membership, Organisation
from app.core.clock import PARIS
from app.core.tokens import digest
from app.outreach.models import (
    OutreachAssignment,
    OutreachAttempt,
    OutreachPassage,
    OutreachPerson,
    OutreachPlace,
    OutreachRequest,
    OutreachRound,
    OutreachRoundStop,
    OutreachSafety,
    OutreachSector,
    OutreachSectorArea,
    OutreachTeam,
    OutreachTeamSector,
)
from app.outreach.models.private import new_note
from app.outreach.rules import Actor, Mover, NoteKind, Result, Safety, State
from app.territory.areas import area_code

DEPARTEMENT, COMMUNE = "07", "07186"
STATES = (State.TO_SORT, State.ASSIGNED, State.PLANNED, State.TRIED, State.CONTACT, State.ONGOING, State.CLOSED)


def add_outreach(session: Session, device: Callable[[Account, str, datetime], DeviceSession], now: datetime) -> dict[str, str]:
    """Add them; return the ids that paths need. Commits nothing."""
    account = Account(email="goer@exemple.fr", created_at=now, last_seen_at=now)
    organisation = Organisation(name="Maraude exemple", departement=DEPARTEMENT, created_at=now, verified_at=now)
    session.add_all([account, organisation])
    session.flush()
    session.add_all(
        [Membership(account_id=account.id, organisation_id=organisation.id, role="membre", created_at=now), device(account, "goer", now)]
    )
    area = OutreachSectorArea(kind="departement", code=DEPARTEMENT, area=area_code("departement", DEPARTEMENT))
    sector = OutreachSector(name="Secteur exemple", departement=DEPARTEMENT, organisation_id=organisation.id, created_at=now, areas=[area])
    team = OutreachTeam(name="Équipe exemple", departement=DEPARTEMENT, organisation_id=organisation.id, created_at=now)
    session.add_all([sector, team])
    session.flush()
    session.add(OutreachTeamSector(team_id=team.id, sector_id=sector.id))
    made = {state: _request(session, state, (organisation, sector, team), now) for state in STATES}
    night = _round(session, team, now)
    for state in (State.PLANNED, State.TRIED):
        session.add(
            OutreachPassage(
                round_id=night.id, request_id=made[state].id, planned_at=now + timedelta(hours=2), placed_at=now, stop_id=night.stops[0].id
            )
        )
    unrouted = OutreachRequest(
        state=State.REPORTED,
        asked_as="personne",
        commune=COMMUNE,
        departement=DEPARTEMENT,
        asked_at=now,
        state_since=now,
        last_action_at=now,
    )
    session.add(unrouted)
    session.flush()
    own = {"unrouted": unrouted.id, "round": night.id, "sector": sector.id, "team": team.id}
    return {name: str(number) for name, number in own.items()} | {f"going_{state}": str(request.id) for state, request in made.items()}


def _request(session: Session, state: State, of: tuple[Organisation, OutreachSector, OutreachTeam], now: datetime) -> OutreachRequest:
    organisation, sector, team = of
    is_sorted = state is not State.TO_SORT
    made = OutreachRequest(
        state=state, asked_as="professionnel", organisation_id=organisation.id, commune=COMMUNE, departement=DEPARTEMENT,
        sector_id=sector.id, team_id=team.id if is_sorted else None, people=2, has_children=True, needs=["abri", "parole"],
        seen_at=now - timedelta(hours=5),
        asked_at=now - timedelta(days=2), state_since=now, last_action_at=now, assigned_at=now if is_sorted else None,
        planned_at=now + timedelta(hours=2) if state is State.PLANNED else None, closed_at=now if state is State.CLOSED else None,
    )  # fmt: skip
    session.add(made)
    session.flush()
    session.add(OutreachPlace(request_id=made.id, point="44.73512,4.59921", words="sous l’escalier de la halle de l’Exemple"))
    session.add(new_note(made.id, NoteKind.SITUATION, "Une famille dort ici (exemple).", Mover(Actor.REQUESTER), now))
    session.add(
        OutreachSafety(request_id=made.id, code=Safety.DOG, noted_at=now, noted_by=Actor.REQUESTER, until=(now + timedelta(days=30)).date())
    )
    if is_sorted:
        session.add(OutreachAssignment(request_id=made.id, team_id=team.id, sector_id=sector.id, at=now))
    if state in (State.TRIED, State.CONTACT, State.ONGOING, State.CLOSED):
        at = now - timedelta(hours=3)
        made.first_attempt_at = made.last_attempt_at = at
        result = Result.NOT_FOUND if state is State.TRIED else Result.MET
        session.add(
            OutreachAttempt(request_id=made.id, team_id=team.id, mark=digest(f"attempt {state}"), at=at, recorded_at=now, result=result)
        )
    if state in (State.CONTACT, State.ONGOING):
        made.contact_at = now - timedelta(hours=3)
        session.add(OutreachPerson(request_id=made.id, pseudonym="Exemple"))
    session.flush()
    return made


def _round(session: Session, team: OutreachTeam, now: datetime) -> OutreachRound:
    day = (now + timedelta(days=3)).astimezone(PARIS).date()
    stops = [
        OutreachRoundStop(position=0, starts=time(20), ends=time(20, 30), name="Gare exemple", commune=COMMUNE),
        OutreachRoundStop(position=1, starts=time(21), ends=time(22), name="Place exemple", commune=COMMUNE),
    ]
    made = OutreachRound(team_id=team.id, day=day, starts=time(20), ends=time(23), name="Centre exemple", stops=stops)
    session.add(made)
    session.flush()
    made.pair = "Alix et Camille (exemple)"
    return made

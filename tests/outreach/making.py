"""Requests in any state, moved there by the table itself; people and places are fictional."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Organisation
from app.core.clock import PARIS, utc_now
from app.core.tokens import digest, new_token
from app.core.unit_of_work import unit_of_work
from app.outreach.models import (
    OutreachAssignment,
    OutreachAttempt,
    OutreachPassage,
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
from app.outreach.queries import Case, case_of
from app.outreach.rules import Action, Actor, Mover, NoteKind, Outcome, Reason, Requester, Result, Safety, State
from app.outreach.services.moving import move, set_clock
from app.outreach.settings import Context, settings_of
from app.territory.areas import area_code

PRIVAS, ARDECHE = "07186", "07"
POINT, WORDS = "44.73512,4.59921", "sous l’escalier de la halle de l’Exemple"
SITUATION = "Un homme dort ici depuis une semaine (exemple)."
SORTING, GOING, ASKING = "Coordination de l’Exemple", "Maraude de l’Exemple", "Centre social de l’Exemple"

_ASSIGNED = ((Action.ROUTE, Actor.CLOCK), (Action.ASSIGN, Actor.COORDINATOR))
_TRIED = (*_ASSIGNED, (Action.PLAN, Actor.TEAM), (Action.ATTEMPT, Actor.TEAM))
_CONTACT = (*_TRIED, (Action.MEET, Actor.TEAM))
WAYS: Mapping[State, Sequence[tuple[Action, Actor]]] = {
    State.REPORTED: (),
    State.TO_SORT: _ASSIGNED[:1],
    State.ASSIGNED: _ASSIGNED,
    State.TRANSFERRED: (*_ASSIGNED[:1], (Action.TRANSFER, Actor.COORDINATOR)),
    State.DUPLICATE: (*_ASSIGNED[:1], (Action.MERGE, Actor.COORDINATOR)),
    State.INADMISSIBLE: (*_ASSIGNED[:1], (Action.REFUSE, Actor.COORDINATOR)),
    State.SENT_BACK: (*_ASSIGNED, (Action.SEND_BACK, Actor.TEAM)),
    State.PLANNED: _TRIED[:3],
    State.TRIED: _TRIED,
    State.CONTACT: _CONTACT,
    State.ONGOING: (*_CONTACT, (Action.FOLLOW, Actor.TEAM)),
    State.ORIENTED: (*_CONTACT, (Action.ORIENT, Actor.TEAM)),
    State.NOT_MET: (*_TRIED, (Action.GIVE_UP, Actor.TEAM)),
    State.CLOSED: (*_CONTACT, (Action.CLOSE, Actor.TEAM)),
}
REASONS: Mapping[Action, Reason] = {Action.REFUSE: Reason.NOT_ENOUGH, Action.SEND_BACK: Reason.FULL}
OUTCOMES: Mapping[Action, Outcome] = {Action.CLOSE: Outcome.MET_ON_SPOT, Action.GIVE_UP: Outcome.NOT_MET}
HOURS = (time(21), time(9), time(14))


class Maker:
    """Makes sectors, teams, rounds and requests; everything is committed."""

    def __init__(self, app, session: Session) -> None:
        session.expire_on_commit = False
        self._session = session
        self._numbers = count(1)
        self.settings = settings_of(app.extensions["reperes"])

    def context(self, now: datetime | None = None) -> Context:
        return Context(self._session, self.settings, now or utc_now())

    def case(self, request: OutreachRequest) -> Case:
        return case_of(self._session, request)

    def organisation(self, name: str) -> Organisation:
        """Return an organisation by its name; made, verified, when there is none."""
        with unit_of_work(self._session):
            found = self._session.scalar(select(Organisation).where(Organisation.name == name))
            if found is None:
                found = Organisation(name=name, departement=ARDECHE, created_at=utc_now(), verified_at=utc_now())
                self._session.add(found)
        return found

    def sector(
        self, name: str = "Ardèche exemple", *, organisation: str = SORTING, areas: Sequence[tuple[str, str]] = (("departement", "07"),)
    ):
        """Return a sector, sorted by the members of an organisation; the one of that name when there is one."""
        sorting = self.organisation(organisation)
        with unit_of_work(self._session):
            made = self._session.scalar(select(OutreachSector).where(OutreachSector.name == name))
            if made is None:
                made = OutreachSector(name=name, departement=ARDECHE, organisation_id=sorting.id, created_at=utc_now())
                made.areas = [OutreachSectorArea(kind=kind, code=code, area=area_code(kind, code)) for kind, code in areas]
                self._session.add(made)
        return made

    def team(
        self, name: str = "Équipe exemple", *, organisation: str = GOING, sector: OutreachSector | None = None, rank: int = 1
    ) -> OutreachTeam:
        """Return a team of a sector; the one of that name when there is one."""
        going, where = self.organisation(organisation), sector or self.sector()
        with unit_of_work(self._session):
            made = self._session.scalar(select(OutreachTeam).where(OutreachTeam.name == name))
            if made is None:
                made = OutreachTeam(name=name, departement=ARDECHE, organisation_id=going.id, created_at=utc_now())
                made.sectors = [OutreachTeamSector(sector_id=where.id, rank=rank)]
                self._session.add(made)
        return made

    def request(
        self, state: State = State.TO_SORT, *, team: OutreachTeam | None = None, sector: OutreachSector | None = None,
        organisation: str | None = None, at: datetime | None = None, has_place: bool = True, **values: Any,
    ) -> OutreachRequest:  # fmt: skip
        """Return a request in a state. `organisation`: the name of the one that asks; None: a partner without an account."""
        now = at or utc_now()
        where = sector or self.sector()
        who = team or self.team(sector=where)
        asking = self.organisation(organisation).id if organisation else None
        context = self.context(now)
        with unit_of_work(self._session):
            made = OutreachRequest(
                asked_as=Requester.PROFESSIONAL if asking else Requester.PARTNER, organisation_id=asking,
                **{"commune": PRIVAS, "departement": ARDECHE, **values}, asked_at=now, state_since=now, last_action_at=now,
            )  # fmt: skip
            self._session.add(made)
            self._session.flush()
            if has_place:
                self._session.add(OutreachPlace(request_id=made.id, point=POINT, words=WORDS))
                self._session.add(new_note(made.id, NoteKind.SITUATION, SITUATION, Mover(Actor.REQUESTER), now))
                self._session.add(
                    OutreachSafety(
                        request_id=made.id, code=Safety.DOG, noted_at=now, noted_by=Actor.REQUESTER, until=now.date() + timedelta(days=30)
                    )
                )
            for action, actor in WAYS[state]:
                self._prepare(context, made, action, (where, who))
                made.outcome = OUTCOMES.get(action, made.outcome)
                move(context, made, action, Mover(actor), REASONS.get(action))
            set_clock(context, made)
        return made

    def round(
        self, team: OutreachTeam | None = None, *, starts: datetime | None = None, stops: Sequence[str] = ("Gare exemple",)
    ) -> OutreachRound:
        """Return a round of three hours, tonight at eight unless told, with stops half an hour apart."""
        at = (starts or datetime.combine(utc_now().astimezone(PARIS).date(), time(20), PARIS)).astimezone(PARIS)
        with unit_of_work(self._session):
            who = team or self.team()
            made = OutreachRound(
                team_id=who.id, day=at.date(), starts=at.time(), ends=(at + timedelta(hours=3)).time(), name="Centre exemple"
            )
            half = timedelta(minutes=30)
            made.stops = [
                OutreachRoundStop(position=n, starts=(at + n * half).time(), ends=(at + (n + 1) * half).time(), name=name, commune=PRIVAS)
                for n, name in enumerate(stops)
            ]
            self._session.add(made)
        return made

    def place(self, round_: OutreachRound, request: OutreachRequest, at: datetime | None = None) -> OutreachPassage:
        """Place a request on a round, as it stands."""
        planned = at or datetime.combine(round_.day, round_.starts, PARIS) + timedelta(minutes=15)
        with unit_of_work(self._session):
            made = OutreachPassage(round_id=round_.id, request_id=request.id, planned_at=planned, placed_at=min(planned, utc_now()))
            self._session.add(made)
        return made

    def unplaced(self, request: OutreachRequest, at: datetime) -> OutreachRequest:
        """Take away the passage that was planned, as a round that is cancelled does."""
        with unit_of_work(self._session):
            request.planned_at = None
            set_clock(self.context(at), request)
        return request

    def attempt(self, request: OutreachRequest, at: datetime, result: Result = Result.NOT_FOUND) -> OutreachAttempt:
        """Write an attempt down, and the dates of the request; moves nothing."""
        with unit_of_work(self._session):
            return self._attempt(request, at, result)

    def _attempt(self, request: OutreachRequest, at: datetime, result: Result) -> OutreachAttempt:
        made = OutreachAttempt(
            request_id=request.id, team_id=request.team_id, mark=digest(new_token()), at=at, recorded_at=at, result=result
        )
        self._session.add(made)
        request.first_attempt_at = min(request.first_attempt_at or at, at)
        request.last_attempt_at = max(request.last_attempt_at or at, at)
        self._session.flush()
        return made

    def _prepare(self, context: Context, made: OutreachRequest, action: Action, who: tuple[OutreachSector, OutreachTeam]) -> None:
        """Set what goes with an action."""
        sector, team = who
        now = context.now
        if action is Action.ROUTE:
            made.sector_id = sector.id
        elif action is Action.ASSIGN:
            made.team_id = team.id
            self._session.add(OutreachAssignment(request_id=made.id, team_id=team.id, sector_id=sector.id, at=now))
        elif action is Action.PLAN:
            made.planned_at = now + timedelta(days=1)
        elif action is Action.ATTEMPT:
            self._attempt(made, now, Result.NOT_FOUND)
        elif action is Action.GIVE_UP:
            day = now.astimezone(PARIS).date()
            for hour in HOURS:
                self._attempt(made, datetime.combine(day, hour, PARIS), Result.NOT_FOUND)
        self._session.flush()

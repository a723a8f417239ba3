"""Fictional requests in every state, sectors, teams and rounds, for trying: each marked « exemple », about nobody.

Places are words within real communes (« sous le pont de l’Exemple »), never a point. Services move every request, each at an instant of
its own in the days before, so that logs, dates and clocks are those of real ones; nobody is written to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts.models import Account, Membership, Organisation
from app.accounts.rules import MemberRole
from app.core.clock import PARIS
from app.directory.models import Service
from app.orientations.settings import Settings as OrientationSettings
from app.outreach import demo_ways
from app.outreach.demo_ways import AGAIN, ASKED, WAYS, Step, World
from app.outreach.models import (
    OutreachRequest,
    OutreachRound,
    OutreachSector,
    OutreachSectorArea,
    OutreachStep,
    OutreachTeam,
    OutreachTeamSector,
)
from app.outreach.rules import Actor, Mover, Need, Requester, Safety, State, Urgency
from app.outreach.services import rounds
from app.outreach.services.moving import set_clock
from app.outreach.services.opening import make_code
from app.outreach.services.rounds import RoundPlan, StopPlan
from app.outreach.services.writing_down import write_down
from app.outreach.settings import Context
from app.outreach.wishes import Left, Where, Wish
from app.territory.areas import area_code
from app.territory.gazetteer import gazetteer

ASKING = "Centre social de l’Exemple (exemple)"
SORTING = {"07": "Coordination de l’Exemple, Ardèche (exemple)", "73": "Coordination de l’Exemple, Savoie (exemple)"}
GOING = {"07": "Maraude de l’Exemple, Ardèche (exemple)", "73": "Maraude de l’Exemple, Savoie (exemple)"}
ORGANISATIONS = (ASKING, *SORTING.values(), *GOING.values())
TEAMS = ("Équipe de l’Exemple, le soir", "Équipe de l’Exemple, le jour")
BY_STATE = {State.REPORTED: "26", State.ONGOING: "73", State.NOT_MET: "73", State.CLOSED: "73"}
"""Where requests are, in the first sector unless told: without a sector, in the second one."""


class _Scene(NamedTuple):
    """Where somebody is, in which commune of the first sector, what is said of it."""

    words: str
    commune: str
    situation: str
    needs: Sequence[Need]
    people: int = 1
    safety: Sequence[Safety] = ()


SCENES = (
    _Scene("Sous le pont de l’Exemple, côté rivière", "07186", "Exemple : dort dehors depuis une semaine.", (Need.SHELTER, Need.FOOD)),
    _Scene(
        "Parking de l’Exemple, niveau −1", "07072", "Exemple : deux personnes et un chien, une tente bleue.",
        (Need.HYGIENE, Need.ADDRESS), 2, (Safety.DOG,),
    ),
    _Scene("Hall de la gare de l’Exemple, près des consignes", "07186", "Exemple : ne demande rien, semble fatigué.", (Need.LINK,)),
    _Scene(
        "Chemin de l’Exemple, derrière la haie", "07008", "Exemple : vit dans sa voiture, part le matin.",
        (Need.RIGHTS, Need.CLOTHES), 1, (Safety.ISOLATED, Safety.IN_PAIRS),
    ),
    _Scene("Square de l’Exemple, près du kiosque", "07186", "Exemple : cherche où se laver et recevoir son courrier.", (Need.ADDRESS,)),
)  # fmt: skip
HALTS = ("Gare de l’Exemple", "Pont de l’Exemple", "Place de l’Exemple")
SINCE_SEEN = timedelta(hours=11)
EVENING, MORNING = (time(20), time(23)), (time(9), time(12))
OUTINGS = {-1: ("Centre et gare", EVENING), 0: ("Centre et rivière", EVENING), 1: ("Petits déjeuners", MORNING)}
"""Rounds by how many days they are from today."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """What stands before the requests."""

    asking: Organisation
    sectors: Sequence[OutreachSector]
    team: OutreachTeam


def load(context: Context, orienting: OrientationSettings) -> int:
    """Add a request in each state, one more, and rounds; return how many requests. Nothing where some are, or no fictional service is."""
    session = context.session
    service = _service(session)
    if service is None or session.scalar(select(OutreachRequest.id).where(OutreachRequest.is_example).limit(1)) is not None:
        return 0
    ground = _ground(context)
    world = World(orienting, service, ground.sectors, {day: _round(context, ground.team, day) for day in OUTINGS})
    for rank, (state, steps) in enumerate(WAYS.items()):
        world.made[state] = _request(context, world, _wish(context, rank, state, steps), (ground.asking, steps))
    again = _wish(context, len(WAYS), State.PLANNED, AGAIN)
    _request(context, world, again, (ground.asking, AGAIN))
    return len(WAYS) + 1


def admit(context: Context, account: Account) -> None:
    """Let an account try every side: it joins the organisations that ask, sort and go."""
    session = context.session
    for number in session.scalars(select(Organisation.id).where(Organisation.name.in_(ORGANISATIONS))):
        known = select(Membership.id).where(Membership.account_id == account.id, Membership.organisation_id == number)
        if session.scalar(known) is None:
            session.add(Membership(account_id=account.id, organisation_id=number, role=MemberRole.EDITOR, created_at=context.now))


def remove(session: Session) -> int:
    """Remove all that is fictional, with what was asked of fictional sectors to try them; return how many requests there were."""
    examples = session.scalars(select(OutreachRequest.id).where(OutreachRequest.is_example)).all()
    teams = select(OutreachTeam.id).where(OutreachTeam.is_example)
    session.execute(delete(OutreachStep).where(OutreachStep.request_id.in_(examples)))
    session.execute(delete(OutreachRequest).where(OutreachRequest.id.in_(examples)))
    session.execute(delete(OutreachRound).where(OutreachRound.team_id.in_(teams)))
    for rows in (OutreachTeam, OutreachSector):
        session.execute(delete(rows).where(rows.is_example))
    session.execute(delete(Organisation).where(Organisation.name.in_(ORGANISATIONS)))
    return len(examples)


def _service(session: Session) -> Service | None:
    """A fictional service that somebody may be oriented towards, of the first sector's département where there is one."""
    wanted = select(Service).where(Service.is_example, Service.receives_orientations, Service.is_protected.is_(False))
    found = session.scalars(wanted.where(Service.organisations_only.is_(False), Service.ended_on.is_(None)).order_by(Service.id)).all()
    return min(found, key=lambda service: service.structure.code_insee[:2] not in SORTING, default=None)


def _ground(context: Context) -> _Ground:
    made = {name: Organisation(name=name, created_at=context.now, verified_at=context.now) for name in ORGANISATIONS}
    context.session.add_all(made.values())
    context.session.flush()
    sectors, teams = [], []
    for code, name in SORTING.items():
        where = gazetteer().departements[code].nom
        made[name].departement = made[GOING[code]].departement = code
        sector = OutreachSector(
            name=f"{where}, secteur de l’Exemple", departement=code, organisation_id=made[name].id, created_at=context.now, is_example=True
        )
        sector.areas = [OutreachSectorArea(kind="departement", code=code, area=area_code("departement", code))]
        context.session.add(sector)
        context.session.flush()
        sectors.append(sector)
        for rank, called in enumerate(TEAMS, 1):
            team = OutreachTeam(
                name=f"{called} ({where})", departement=code, organisation_id=made[GOING[code]].id, telephone=f"06 39 98 07 {rank:02}",
                created_at=context.now, is_example=True, sectors=[OutreachTeamSector(sector_id=sector.id, rank=rank)],
            )  # fmt: skip
            teams.append(team)
    made[ASKING].departement = next(iter(SORTING))
    context.session.add_all(teams)
    context.session.flush()
    return _Ground(made[ASKING], sectors, teams[0])


def _round(context: Context, team: OutreachTeam, day: int) -> OutreachRound:
    """A round prepared three days before, with three halts an hour apart."""
    name, (starts, ends) = OUTINGS[day]
    commune = gazetteer().departements[team.departement].chef_lieu
    stops = [StopPlan(time(starts.hour + number), time(starts.hour + number, 40), halt, commune) for number, halt in enumerate(HALTS)]
    plan = RoundPlan(_at(context, day, starts).date(), starts, ends, f"{name} (exemple)", "Camille et Sacha", stops)
    made = rounds.create(context._replace(now=_at(context, -3, time(9))), team.id, plan)
    made.is_example = True
    context.session.flush()
    return made


def _request(context: Context, world: World, wish: Wish, asked: tuple[Organisation, Sequence[Step]]) -> OutreachRequest:
    """Write a request down as a form would, then lead it where it goes."""
    organisation, steps = asked
    is_professional = wish.asked_as is Requester.PROFESSIONAL
    by = Mover(Actor.REQUESTER, organisation=organisation.id if is_professional else None)
    then = context._replace(now=wish.seen_at + SINCE_SEEN)
    made = OutreachRequest(
        asked_as=wish.asked_as, organisation_id=by.organisation, commune=wish.where.commune, departement=wish.where.commune[:2],
        urgency=wish.urgency, people=wish.people, has_animals=wish.has_animals, needs=list(wish.needs), seen_at=wish.seen_at,
        asked_at=then.now, state_since=then.now, last_action_at=then.now, is_example=True,
    )  # fmt: skip
    context.session.add(made)
    context.session.flush()
    if not is_professional:
        make_code(then, made)
    write_down(then, made, wish, by)
    set_clock(then, made)
    demo_ways.lead(world, context, made, steps, lambda day, hour: _at(context, day, hour))
    return made


def _wish(context: Context, rank: int, state: State, steps: Sequence[Step]) -> Wish:
    """What is asked, when it is given to a sector at once; one in two by a professional."""
    scene, departement = SCENES[rank % len(SCENES)], BY_STATE.get(state)
    first = steps[0] if steps else ASKED
    return Wish(
        Requester.PROFESSIONAL if rank % 2 else Requester.PARTNER,
        Where(gazetteer().departements[departement].chef_lieu if departement else scene.commune, scene.words),
        _at(context, first.day, time(first.hour)) - SINCE_SEEN,
        Urgency.SOON if rank % len(SCENES) == 1 else Urgency.NORMAL,
        people=scene.people,
        has_animals=Safety.DOG in scene.safety,
        needs=scene.needs,
        situation=scene.situation,
        safety=scene.safety,
        left=Left("" if rank % 2 else "Boulangerie de l’Exemple"),
    )


def _at(context: Context, day: int, hour: time) -> datetime:
    """An hour of Paris, so many days from today, as services have instants."""
    today = context.now.astimezone(PARIS).date()
    return datetime.combine(today + timedelta(days=day), hour, PARIS).astimezone(context.now.tzinfo)

"""What addresses name, and what every write goes with."""

from flask import current_app
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.errors import NotThere
from app.extensions import db
from app.outreach import queries
from app.outreach.permissions import sides
from app.outreach.queries import Case, TeamRound
from app.outreach.rules import Actor, Mover
from app.outreach.settings import Context, Settings
from app.web.identity import identity


def case(number: int) -> Case:
    """Return a request by its number; raise NotThere."""
    return queries.case(db.session(), number)


def team_round(number: int) -> TeamRound:
    """Return a round by its number; raise NotThere."""
    return queries.team_round(db.session(), number)


def settings() -> Settings:
    """Return the settings of this installation."""
    found: Settings = current_app.extensions["reperes_outreach"]
    return found


def context(session: Session | None = None) -> Context:
    """Return what a write goes with, at the present instant."""
    return Context(session or db.session(), settings(), utc_now())


def mover(actor: Actor, found: Case) -> Mover:
    """Return who acts, signed in, in the name of the side that they are of; raise NotThere when it is not theirs."""
    who = identity()
    if who.account is None or actor not in sides(who, found):
        raise NotThere
    organisation = {Actor.REQUESTER: found.asking, Actor.COORDINATOR: found.sorting, Actor.TEAM: found.going}[actor]
    return Mover(actor, who.account, organisation)

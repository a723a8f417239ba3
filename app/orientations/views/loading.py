"""What addresses name, and what every write goes with."""

from flask import current_app
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.errors import NotThere
from app.extensions import db
from app.orientations import queries
from app.orientations.queries import Case
from app.orientations.rules import Actor, Mover
from app.orientations.settings import Context, Settings
from app.web.identity import identity


def case(number: int) -> Case:
    """Return an orientation by its number; raise NotThere."""
    return queries.case(db.session(), number)


def settings() -> Settings:
    """Return the settings of this installation."""
    found: Settings = current_app.extensions["reperes_orientations"]
    return found


def context(session: Session | None = None) -> Context:
    """Return what a write goes with, at the present instant."""
    return Context(session or db.session(), settings(), utc_now())


def mover(actor: Actor, found: Case) -> Mover:
    """Return who acts, signed in, in the name of the side that they are of; raise NotThere when it is nobody's."""
    who = identity()
    of_side = {found.sending} if actor is Actor.SENDER else found.keepers
    organisation = next((number for number in sorted(who.organisations) if number in of_side), None)
    if who.account is None or organisation is None:
        raise NotThere
    return Mover(actor, who.account, organisation)

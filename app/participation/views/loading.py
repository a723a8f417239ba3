"""What addresses name, and what every write goes with."""

from flask import current_app, request
from sqlalchemy.orm import Session

from app.core.audit import Doer
from app.core.clock import utc_now
from app.extensions import db
from app.participation import queries
from app.participation.models import Campaign
from app.participation.rules import Audience
from app.participation.settings import Context, Settings
from app.web.identity import identity


def settings() -> Settings:
    """Return the settings of this installation."""
    found: Settings = current_app.extensions["reperes_participation"]
    return found


def context(session: Session | None = None) -> Context:
    """Return what a read or a write goes with, at the present instant."""
    return Context(session or db.session(), settings(), utc_now())


def campaign(number: int) -> Campaign:
    """Return a campaign by its number, for those of its organisation; raise NotThere."""
    return queries.campaign(db.session(), number)


def audience_asked() -> Audience:
    """Return whom the address asks results for (`pour`): the team, unless it says the public."""
    return Audience.PUBLIC if request.args.get("pour") == Audience.PUBLIC else Audience.TEAM


def doer() -> Doer:
    """Return who acts, signed in, as the journal says it."""
    return Doer("organisation", identity().account)

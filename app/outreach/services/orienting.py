"""Helping somebody who was met to reach a service: a draft that the team completes with her, and the end once one was sent."""

from dataclasses import dataclass

from app.core.errors import DomainError
from app.core.workflow.table import NotAllowed
from app.orientations.models import Orientation
from app.orientations.rules import Actor as OrientationActor
from app.orientations.rules import Mover as OrientationMover
from app.orientations.services import creating
from app.orientations.settings import Context as OrientationContext
from app.orientations.settings import Settings as OrientationSettings
from app.orientations.wishes import Wish
from app.outreach import going_queries
from app.outreach.models import OutreachOrientation, OutreachStep
from app.outreach.queries import Case
from app.outreach.rules import CLOCK, MET, Action, Consent, Mover
from app.outreach.services.moving import move, set_clock
from app.outreach.services.telling_requester import Occasion, tell
from app.outreach.settings import Context


class NothingLeft(DomainError):
    """No orientation was sent since the request was last taken up."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A service, for a kind of help. `is_accompanied`: whether somebody of the team goes along."""

    service: int
    kind: str
    is_accompanied: bool = False


def prepare(context: Context, settings: OrientationSettings, case: Case, chosen: Chosen, by: Mover) -> Orientation:
    """Write down a draft of the team's organisation that says nothing of the person: she agrees, or not, when it is completed.

    Raise NotAllowed before she was met, or where she refused; NotThere for a service that cannot be oriented to.
    """
    request = case.request
    if request.state not in MET or request.consent == Consent.NO or request.purged_at is not None:
        raise NotAllowed(request.state, Action.ORIENT, by.actor)
    sender = OrientationMover(OrientationActor.SENDER, by.account, by.organisation)
    wish = Wish(chosen.service, chosen.kind, request.commune)
    made = creating.create(OrientationContext(context.session, settings, context.now), wish, sender)
    made.is_example = made.is_example or request.is_example
    context.session.add(OutreachOrientation(request_id=request.id, orientation_id=made.id, is_accompanied=chosen.is_accompanied))
    request.last_action_at = context.now
    set_clock(context, request)
    context.session.flush()
    return made


def confirm(context: Context, case: Case, by: Mover) -> OutreachStep:
    """End the request: an orientation that came of it was sent. Raise NothingLeft, NotAllowed."""
    if not going_queries.has_left(context.session, case.request.id):
        raise NothingLeft
    step = move(context, case.request, Action.ORIENT, by)
    tell(context, case, Occasion.CLOSED)
    return step


def confirm_if_sent(context: Context, case: Case) -> bool:
    """End a request, by the clock, if an orientation that came of it was sent; return whether it did."""
    if case.request.state not in MET or not going_queries.has_left(context.session, case.request.id):
        return False
    confirm(context, case, CLOCK)
    return True

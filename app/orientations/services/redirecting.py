"""Orienting elsewhere for the same need: a child orientation takes over what was known, and the chain keeps its first t0."""

from app.core.errors import NotThere
from app.orientations.alternatives import alternatives
from app.orientations.letters.redirecting import taken_back
from app.orientations.models import Orientation
from app.orientations.queries import Case
from app.orientations.rules import LIVE, Action, Mover, State
from app.orientations.services import creating, links
from app.orientations.services.moving import TooLateToReopen, check_version, move
from app.orientations.services.telling import tell_target
from app.orientations.settings import Context


def redirect(context: Context, case: Case, service: int, version: int, by: Mover) -> Orientation:
    """Orient towards one of the services that are proposed; return the child.

    Raise NotThere for another, ChangedMeanwhile, NotAllowed; TooLateToReopen when the person took her agreement back, or is purged.
    """
    parent = case.orientation
    check_version(parent, version)
    if parent.purged_at is not None:
        raise TooLateToReopen
    chosen = next((one for one in alternatives(context.session, case) if one.service.id == service), None)
    if chosen is None:
        raise NotThere
    was_waited_for = State(parent.state) in LIVE
    move(context, parent, Action.REDIRECT, by)
    child = creating.create_child(context, parent, chosen.service, by)
    creating.dispatch(context, child, by)
    if was_waited_for:
        tell_target(context, case, taken_back)
    links.revoke(context, parent)
    return child

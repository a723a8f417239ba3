"""The parts of a request as they are written down: where, what is said, what a team must know, who asked; each sealed for its row alone."""

from datetime import timedelta

from app.core.clock import PARIS
from app.outreach.models import OutreachPlace, OutreachRequest, OutreachRequester, OutreachSafety
from app.outreach.models.private import new_note
from app.outreach.rules import Mover, NoteKind, Requester
from app.outreach.settings import Context
from app.outreach.wishes import Left, Where, Wish
from app.territory.rules import Point


def write_down(context: Context, request: OutreachRequest, wish: Wish, by: Mover) -> None:
    """Write down all that is said apart from the request itself; its row has its number already."""
    _place(context, request.id, wish.where)
    _safety(context, request.id, wish, by)
    if wish.situation:
        context.session.add(new_note(request.id, NoteKind.SITUATION, wish.situation, by, context.now))
    if by.organisation is None:
        _requester(context, request.id, wish.left, keeps_name=wish.asked_as is not Requester.NEIGHBOUR)
    context.session.flush()


def point_text(point: Point) -> str:
    """Return a point as it is kept: `45.76412,4.83566`, about a metre."""
    return f"{point.latitude:.5f},{point.longitude:.5f}"


def _place(context: Context, number: int, where: Where) -> None:
    if not (where.words or where.point):
        return
    place = OutreachPlace(request_id=number)
    if where.words:
        place.words = where.words
    if where.point is not None:
        place.point = point_text(where.point)
    context.session.add(place)


def _safety(context: Context, number: int, wish: Wish, by: Mover) -> None:
    """What was seen is told for so many days after it was."""
    until = wish.seen_at.astimezone(PARIS).date() + timedelta(days=context.settings.delays.safety_kept)
    context.session.add_all(
        OutreachSafety(request_id=number, code=code, noted_at=context.now, noted_by=by.actor, until=until)
        for code in dict.fromkeys(wish.safety)
    )


def _requester(context: Context, number: int, left: Left, *, keeps_name: bool) -> None:
    """A neighbour's name serves nobody: it is not kept."""
    name = left.name if keeps_name else ""
    if not (name or left.email or left.phone):
        return
    asked = OutreachRequester(request_id=number)
    if name:
        asked.name = name
    if left.email:
        asked.email = left.email
    if left.phone:
        asked.phone = left.phone
    context.session.add(asked)

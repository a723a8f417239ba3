"""Asking that a team go towards somebody: written down, given to a sector where there is one, told to who sorts and to who asked."""

from app.accounts.models import Organisation
from app.core.errors import NotThere
from app.outreach import queries
from app.outreach.awaiting import by_when
from app.outreach.letters import requester as letters
from app.outreach.letters.sorting import to_sort
from app.outreach.models import OutreachRequest
from app.outreach.queries import Case
from app.outreach.rules import Mover, Requester
from app.outreach.services import routing
from app.outreach.services.moving import set_clock
from app.outreach.services.opening import make_code
from app.outreach.services.telling import tell_sorting
from app.outreach.services.telling_requester import Occasion, tell
from app.outreach.services.writing_down import write_down
from app.outreach.settings import Context
from app.outreach.wishes import Wish
from app.territory.gazetteer import gazetteer


class NotOpen(NotThere):
    """Who asks so may not ask here: the installation does not take requests of theirs."""


def ask(context: Context, wish: Wish, by: Mover) -> OutreachRequest:
    """Write a request down; raise NotOpen, or NotThere for a commune that is none.

    `by.organisation`: in whose name a professional asks; without it, the request has a code by which who asked follows it.
    """
    _check(context, wish, by)
    commune = gazetteer().commune(wish.where.commune)
    if commune is None:
        raise NotThere
    now = context.now
    made = OutreachRequest(
        asked_as=wish.asked_as, organisation_id=by.organisation, account_id=by.account if by.organisation else None, commune=commune.code,
        departement=commune.departement, urgency=wish.urgency, people=wish.people, has_children=wish.has_children,
        has_animals=wish.has_animals, needs=[str(need) for need in dict.fromkeys(wish.needs)], language=wish.language,
        seen_at=wish.seen_at, reads_in=wish.left.reads_in, asked_at=now, state_since=now, last_action_at=now,
    )  # fmt: skip
    context.session.add(made)
    context.session.flush()
    if by.organisation is None:
        make_code(context, made)
    write_down(context, made, wish, by)
    case = _routed(context, made)
    set_clock(context, made)
    context.session.flush()
    before = by_when(context.settings, "sorting", now)
    tell_sorting(context, case, to_sort(made.id, commune.nom, before) if case.sector else letters.homeless(made.id, commune.nom))
    tell(context, case, Occasion.RECEIVED)
    return made


def _check(context: Context, wish: Wish, by: Mover) -> None:
    """A professional asks for an organisation that was verified, and nobody else does."""
    is_professional = wish.asked_as is Requester.PROFESSIONAL
    own = context.session.get(Organisation, by.organisation) if by.organisation is not None else None
    if is_professional and (own is None or own.verified_at is None or own.refused_at is not None):
        raise NotOpen
    if is_professional != (by.organisation is not None):
        raise NotOpen
    if not is_professional and wish.asked_as not in context.settings.open_to:
        raise NotOpen


def _routed(context: Context, request: OutreachRequest) -> Case:
    """Give a request to its sector; to one of a demonstration, it is fictional as the sector is."""
    routing.route(context, queries.case_of(context.session, request))
    case = queries.case_of(context.session, request)
    if case.sector is not None and case.sector.is_example:
        request.is_example = True
    return case

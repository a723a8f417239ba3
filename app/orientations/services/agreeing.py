"""Stopping: the person wants no more of it, or withdraws her agreement to share; then what tells who she is leaves at once."""

from collections.abc import Sequence

from sqlalchemy import delete, select

from app.core.audit import Doer, record
from app.mail.services import post
from app.orientations import queries, recipients
from app.orientations.letters import person as letters
from app.orientations.letters.person import News
from app.orientations.models import Agreement, Orientation, OrientationNote, OrientationPerson
from app.orientations.queries import Case
from app.orientations.rules import WORKFLOW, Action, Actor, Mover
from app.orientations.services.links import revoke
from app.orientations.services.moving import move
from app.orientations.services.telling import tell_sender
from app.orientations.services.telling_person import take_back
from app.orientations.settings import Context
from app.web.translations import speaking


def cancel(context: Context, case: Case, by: Mover) -> None:
    """Stop an orientation in the name of the person, who keeps her page until the purge; raise NotAllowed."""
    move(context, case.orientation, Action.CANCEL, by)
    _tell_both(context, case, News.CANCELLED, by)


def withdraw(context: Context, orientation: Orientation, by: Mover) -> None:
    """Take back the agreement to share: links and code open nothing any more, name, contacts and texts are deleted, both sides are told.

    The agreement is one for the whole need: what came before and what followed is taken back with it. `by`: the person, or the sender to
    whom she said it. Done already: nothing happens.
    """
    if orientation.agreement is None or not orientation.agreement.is_given:
        return
    _withdraw(context, orientation, by)
    for other in _same_need(context, orientation):
        _withdraw(context, other, by)


def _same_need(context: Context, orientation: Orientation) -> Sequence[Orientation]:
    """Return the other attempts that still hold what the person agreed to share."""
    root = orientation.root_id or orientation.id
    held = select(Orientation).join(Agreement, Agreement.orientation_id == Orientation.id).where(Agreement.is_given)
    others = held.where(Orientation.root_id == root, Orientation.id != orientation.id, Orientation.purged_at.is_(None))
    return context.session.scalars(others.order_by(Orientation.id)).all()


def _withdraw(context: Context, orientation: Orientation, by: Mover) -> None:
    agreement = context.session.get_one(Agreement, orientation.id, with_for_update=True, populate_existing=True)  # nobody writes meanwhile
    case = queries.case_of(context.session, orientation)
    take_back(context, orientation)
    _forget(context, orientation)
    agreement.is_given, agreement.withdrawn_at, agreement.withdrawn_by = False, context.now, by.actor
    _stop(context, orientation, by)
    orientation.purged_at = context.now
    record(context.session, "orientation:withdrawn", Doer(by.actor, by.account), ("orientation", orientation.id))
    context.session.flush()
    _tell_both(context, case, News.WITHDRAWN, by)


def _forget(context: Context, orientation: Orientation) -> None:
    """Delete what tells who she is, before the agreement is taken back: the database holds the one to the other."""
    for rows in (OrientationNote, OrientationPerson):
        context.session.execute(delete(rows).where(rows.orientation_id == orientation.id).execution_options(synchronize_session="fetch"))
    context.session.flush()
    context.session.expire(orientation, ["person"])
    revoke(context, orientation)
    orientation.code = orientation.code_digest = orientation.appointment_place = None
    orientation.conditions = []
    orientation.may_call = orientation.may_write = orientation.may_leave_message = orientation.may_print = False
    orientation.wants_call_at = None


def _stop(context: Context, orientation: Orientation, by: Mover) -> None:
    """Cancel where the table allows; from some states the sender may only do so in her name."""
    for actor in dict.fromkeys((by.actor, Actor.PERSON)):
        if WORKFLOW.allows(orientation.state, Action.CANCEL, actor):
            move(context, orientation, Action.CANCEL, Mover(actor, by.account, by.organisation, by.link))
            return


def _tell_both(context: Context, case: Case, news: News, by: Mover) -> None:
    """Tell the target, without a link, what it was sent; and the sender, unless she or he does it."""
    number = case.orientation.id
    if case.orientation.sent_at is not None and not case.orientation.is_direct:
        for one in recipients.of_target(context.session, case):
            post(context.session, one.email, letters.news_to_target(number, news, speaking(one.language)))
    if by.actor is not Actor.SENDER:
        tell_sender(context, case, lambda url, t: letters.news_to_sender(number, news, url, t))

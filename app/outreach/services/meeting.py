"""Once the person was met: what she says of being followed, when she is seen again, a link that is taken up again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from app.core.encryption import OfRow
from app.core.errors import NotThere
from app.core.tokens import digest, new_token
from app.core.upserting import insertion
from app.core.workflow.table import NotAllowed
from app.outreach.models import OutreachMeeting, OutreachNote, OutreachPerson, OutreachRequest, OutreachStep
from app.outreach.queries import Case
from app.outreach.rules import MET, Action, Consent, Mover, NoteKind, Outcome, State
from app.outreach.services.going import close, keep_note
from app.outreach.services.moving import move, set_clock
from app.outreach.services.telling_requester import Occasion, tell
from app.outreach.settings import Context

ABOUT_HER = (NoteKind.SITUATION, NoteKind.OF_TEAM)
"""Texts that go as soon as she refuses."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the person said of being followed. `pseudonym`: how she wants to be called; `goes_on`: whether the link begins."""

    consent: Consent
    pseudonym: str = ""
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    """She was seen again. `mark`: given by the page, the same when it is sent again. `at` aware."""

    at: datetime
    mark: str
    note: str = ""


def consent(context: Context, case: Case, said: Said, by: Mover) -> None:
    """Write down what she said. A « no » ends it, and what is known of her is deleted at once. Raise NotAllowed before she was met."""
    request = case.request
    _hold_met(request, Action.FOLLOW, by)
    request.consent = said.consent
    if said.consent is Consent.NO:
        forget(context, request)
        close(context, case, Outcome.REFUSED, by)
        return
    _call(context, request, said.pseudonym)
    if said.goes_on and request.state == State.CONTACT:
        move(context, request, Action.FOLLOW, by)
    else:
        _touch(context, request)


def meet_again(context: Context, case: Case, made: Meeting, by: Mover) -> OutreachMeeting:
    """Write down, once whatever is sent again, that she was seen again; from the second time on it is a link.

    Raise NotAllowed where she was not met yet or it is over, NotThere for the mark of a meeting of another request.
    """
    request, session = case.request, context.session
    known = session.scalars(select(OutreachMeeting).where(OutreachMeeting.mark == digest(made.mark))).one_or_none()
    if known is None:
        _hold_met(request, Action.FOLLOW, by)
        known, is_new = _written_down(context, request, made, by)
        if is_new and request.state == State.CONTACT:
            move(context, request, Action.FOLLOW, by)
        elif is_new:
            _touch(context, request)
    if known.request_id != request.id:
        raise NotThere
    return known


def reopen(context: Context, case: Case, note: str, by: Mover) -> OutreachStep:
    """Take the link up again, and say why; raise NotAllowed, TooLateToReopen. Who refused before is asked anew."""
    request = case.request
    step = move(context, request, Action.REOPEN, by)
    request.consent = None if request.consent == Consent.NO else request.consent
    request.contact_at = request.contact_at or context.now
    keep_note(context, request, note, by)
    tell(context, case, Occasion.REOPENED)
    return step


def forget(context: Context, request: OutreachRequest) -> None:
    """Delete what is known of the person: how she is called, what teams and who asked wrote of her, also in what was merged into it."""
    session, number = context.session, request.id
    of_it = [number, *session.scalars(select(OutreachRequest.id).where(OutreachRequest.merged_into_id == number))]
    session.execute(delete(OutreachPerson).where(OutreachPerson.request_id.in_(of_it)))
    session.execute(
        delete(OutreachNote).where(OutreachNote.request_id.in_(of_it), OutreachNote.kind.in_(ABOUT_HER)),
        execution_options={"synchronize_session": "fetch"},
    )
    session.execute(update(OutreachMeeting).where(OutreachMeeting.request_id.in_(of_it)).values(sealed_note=None))


def _hold_met(request: OutreachRequest, action: Action, by: Mover) -> None:
    """Raise NotAllowed unless she was met, it is not over, and she did not refuse."""
    if request.state not in MET or request.consent == Consent.NO or request.purged_at is not None:
        raise NotAllowed(request.state, action, by.actor)


def _call(context: Context, request: OutreachRequest, pseudonym: str) -> None:
    """Keep how she is called, or nothing."""
    known = context.session.get(OutreachPerson, request.id)
    if not pseudonym:
        if known is not None:
            context.session.delete(known)
        return
    if known is None:
        known = OutreachPerson(request_id=request.id)
        context.session.add(known)
    known.pseudonym = pseudonym


def _touch(context: Context, request: OutreachRequest) -> None:
    """Something was done that is no transition: the clock counts from now."""
    request.last_action_at = context.now
    set_clock(context, request)
    context.session.flush()


def _written_down(context: Context, request: OutreachRequest, made: Meeting, by: Mover) -> tuple[OutreachMeeting, bool]:
    """Return the meeting of a mark, and whether it is new: of two who send it at once, one writes it."""
    session, number, mark = context.session, new_token(), digest(made.mark)
    row = insertion(OutreachMeeting.__table__, session.get_bind().dialect.name).values(  # type: ignore[arg-type] # a table, as declared
        id=number, request_id=request.id, team_id=request.team_id, account_id=by.account, mark=mark, at=min(made.at, context.now),
        recorded_at=context.now, note=OfRow(number, made.note) if made.note else None,
    )  # fmt: skip
    is_new = session.scalar(row.on_conflict_do_nothing(index_elements=["mark"]).returning(OutreachMeeting.id)) is not None
    return session.scalars(select(OutreachMeeting).where(OutreachMeeting.mark == mark)).one(), is_new

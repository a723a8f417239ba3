"""What a team does on the way to somebody: plans, goes, says what came of it, ends it, or sends the request back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from app.core.clock import PARIS
from app.core.errors import NotThere
from app.core.tokens import digest
from app.core.upserting import insertion
from app.core.workflow.table import NotAllowed
from app.outreach import going_queries, rounds_queries
from app.outreach.letters import going as letters
from app.outreach.models import OutreachAttempt, OutreachRequest, OutreachRound, OutreachSafety, OutreachStep
from app.outreach.models.private import new_note
from app.outreach.queries import Case
from app.outreach.rules import (
    CLOSINGS,
    GOING,
    MOST_ATTEMPTS,
    OVER,
    Action,
    Actor,
    Consent,
    Mover,
    NoteKind,
    Outcome,
    Reason,
    Result,
    Safety,
    State,
)
from app.outreach.services.moving import move, set_clock, tries
from app.outreach.services.passages import take_off
from app.outreach.services.telling import tell_sorting
from app.outreach.services.telling_requester import Occasion, tell
from app.outreach.settings import Context


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt as it is told. `mark`: given by the device, the same when it is sent again. `at` aware."""

    at: datetime
    result: Result
    mark: str
    note: str = ""
    round: int | None = None


def plan(context: Context, case: Case, at: datetime, by: Mover) -> OutreachStep:
    """Say when the team passes, and tell who asked; raise NotAllowed, TriedEnough. `rounds.place` does it for a round."""
    case.request.planned_at = at
    step = move(context, case.request, Action.PLAN, by)
    tell(context, case, Occasion.PLANNED)
    return step


def plan_apart(context: Context, case: Case, at: datetime, by: Mover) -> OutreachStep:
    """Say when the team passes, outside any round: the places that the request had on those to come are free again. Raise as `plan`."""
    take_off(context, case.request)
    return plan(context, case, at, by)


def send_back(context: Context, case: Case, reason: Reason, note: str, by: Mover) -> OutreachStep:
    """Give the request back to the coordination, which is told; the team sees it no more. Raise NotAllowed, ReasonMissing."""
    request = case.request
    step = move(context, request, Action.SEND_BACK, by, reason)
    if note:
        context.session.add(new_note(request.id, NoteKind.OF_COORDINATION, note, by, context.now))
    take_off(context, request)
    context.session.flush()
    tell_sorting(context, case, lambda url, t: letters.sent_back(request.id, url, t))
    return step


def attempt(context: Context, case: Case, made: Attempt, by: Mover) -> OutreachAttempt:
    """Write an attempt down, once whatever is sent again, and do what follows from its result.

    `is_late`: the request had moved on, and moves no further by it. Raise NotThere for the mark of an attempt at something else.
    """
    request = case.request
    kept, is_new = _written_down(context, request, made, by)
    if not is_new:
        return kept
    if made.note:
        keep_note(context, request, made.note, by, kept)
    if made.result is Result.DANGER:
        _warn(context, case, kept)
    if _counts(context, request, kept):
        request.first_attempt_at = min(request.first_attempt_at or kept.at, kept.at)
        request.last_attempt_at = max(request.last_attempt_at or kept.at, kept.at)
        _follow(context, case, kept, by)
    context.session.flush()
    return kept


def give_up(context: Context, case: Case, by: Mover) -> OutreachStep:
    """End it without having met the person, and tell who asked; raise NotAllowed, NotTriedEnough."""
    case.request.outcome = Outcome.NOT_MET
    step = move(context, case.request, Action.GIVE_UP, by)
    tell(context, case, Occasion.NOT_MET)
    return step


def close(context: Context, case: Case, outcome: Outcome, by: Mover) -> OutreachStep:
    """End it, and tell who asked; « not met » is `give_up`, which asks that enough was tried. Raise NotAllowed, NotTriedEnough."""
    if outcome is Outcome.NOT_MET:
        return give_up(context, case, by)
    if outcome not in CLOSINGS:
        raise NotAllowed(case.request.state, outcome, by.actor)
    case.request.outcome = outcome
    step = move(context, case.request, Action.CLOSE, by)
    tell(context, case, Occasion.CLOSED)
    return step


def keep_note(context: Context, request: OutreachRequest, text: str, by: Mover, of: OutreachAttempt | None = None) -> None:
    """Keep a note that its team alone reads, `of` an attempt or not; nothing where the person refused, or once texts are forgotten."""
    if request.purged_at is not None or (request.consent == Consent.NO and request.state in OVER):
        return
    note = new_note(request.id, NoteKind.OF_TEAM, text, by, of.at if of else context.now)
    note.team_id = of.team_id if of else request.team_id
    context.session.add(note)
    context.session.flush()


def _written_down(context: Context, request: OutreachRequest, made: Attempt, by: Mover) -> tuple[OutreachAttempt, bool]:
    """Return the attempt of a mark, and whether it is new: of two who send it at once, one writes it."""
    session, mark = context.session, digest(made.mark)
    at = min(made.at, context.now)
    team = _team(context, request, made.round)
    row = insertion(OutreachAttempt.__table__, session.get_bind().dialect.name).values(  # type: ignore[arg-type] # a table, as declared
        request_id=request.id, team_id=team, round_id=made.round, account_id=by.account, mark=mark, at=at, recorded_at=context.now,
        result=made.result, is_late=not _is_awaited(context, request, team, at) or _was_planned_anew(context, request, made),
    )  # fmt: skip
    number = session.scalar(row.on_conflict_do_nothing(index_elements=["mark"]).returning(OutreachAttempt.id))
    kept = session.scalars(select(OutreachAttempt).where(OutreachAttempt.mark == mark)).one()
    if kept.request_id != request.id:
        raise NotThere
    return kept, number is not None


def _team(context: Context, request: OutreachRequest, number: int | None) -> int | None:
    """The team that went: of the round, else the one that has the request."""
    round_ = context.session.get(OutreachRound, number) if number is not None else None
    return round_.team_id if round_ is not None else request.team_id


def _is_awaited(context: Context, request: OutreachRequest, team: int | None, at: datetime) -> bool:
    """Whether an attempt is one of those that the request waits for: by the team that has it, since it was last taken up."""
    since = going_queries.taken_up_at(context.session, request.id)
    return request.state in GOING and team == request.team_id and (since is None or at >= since)


def _was_planned_anew(context: Context, request: OutreachRequest, made: Attempt) -> bool:
    """Whether the passage that was planned then was put off since, somebody not knowing yet that the team had gone: the new one stands."""
    if request.state != State.PLANNED or made.result is Result.MET:
        return False
    said = going_queries.plans(context.session, request.id, request.assigned_at)
    return bool(said) and said[0] <= made.at < said[-1]


def _counts(context: Context, request: OutreachRequest, kept: OutreachAttempt) -> bool:
    """Whether an attempt is one of the three."""
    return not kept.is_late or _is_awaited(context, request, kept.team_id, kept.at)


def _follow(context: Context, case: Case, kept: OutreachAttempt, by: Mover) -> None:
    """Move as the result says, and tell who asked."""
    request = case.request
    if kept.is_late:
        set_clock(context, request)
        tell(context, case, Occasion.TRIED)
        return
    move(context, request, Action.ATTEMPT, by)
    _leave_later_rounds(context, kept)
    if kept.result == Result.MET:
        request.contact_at = request.contact_at or kept.at
        request.consent = None if request.consent == Consent.NO else request.consent
        move(context, request, Action.MEET, by)
        tell(context, case, Occasion.MET)
    elif tries(context, request) >= MOST_ATTEMPTS:
        give_up(context, case, by)
    else:
        tell(context, case, Occasion.TRIED)


def _warn(context: Context, case: Case, kept: OutreachAttempt) -> None:
    """Say for some time, to who goes next, that there was tension; and tell the coordination."""
    request = case.request
    until = (kept.at + timedelta(days=context.settings.delays.safety_kept)).astimezone(PARIS).date()
    known = going_queries.warning(context.session, request.id, Safety.TENSION)
    if known is not None:
        known.until = max(known.until, until)
    elif request.purged_at is None:
        context.session.add(
            OutreachSafety(request_id=request.id, code=Safety.TENSION, noted_at=context.now, noted_by=Actor.TEAM, until=until)
        )
    tell_sorting(context, case, lambda url, t: letters.danger(request.id, url, t))


def _leave_later_rounds(context: Context, kept: OutreachAttempt) -> None:
    """Take a request off the rounds to come: somebody went before; it stays, as it was gone to, on the round of the attempt."""
    for passage, round_ in rounds_queries.to_come_of(context.session, [kept.request_id], context.now):
        if round_.id != kept.round_id and passage.planned_at > kept.at:
            passage.removed_at = context.now

"""What a team does on the way to somebody: plans, goes, says what came of it, or sends the request back."""

from dataclasses import dataclass
from datetime import datetime

from app.core.tokens import digest
from app.outreach.models import OutreachAttempt, OutreachStep
from app.outreach.queries import Case
from app.outreach.rules import Action, Mover, Result
from app.outreach.services.moving import move
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
    """Say when the team passes; raise NotAllowed, TriedEnough."""
    case.request.planned_at = at
    return move(context, case.request, Action.PLAN, by)


def attempt(context: Context, case: Case, made: Attempt, by: Mover) -> OutreachAttempt:
    """Write an attempt down, once whatever is sent again, and do what follows from its result."""
    kept = OutreachAttempt(
        request_id=case.request.id, team_id=case.request.team_id, round_id=made.round, account_id=by.account, mark=digest(made.mark),
        at=made.at, recorded_at=context.now, result=made.result,
    )  # fmt: skip
    context.session.add(kept)
    context.session.flush()
    return kept

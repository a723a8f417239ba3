"""What the coordination of a sector decides of a request: to which team, to which sector, with which other, or not at all.

Each gesture raises NotAllowed (of the table), NotOffered where what was chosen will not do, Forgotten once texts may not be written.
"""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from app.accounts.models import Organisation
from app.core.clock import PARIS
from app.core.errors import DomainError
from app.outreach import queries, sentences
from app.outreach.awaiting import by_when
from app.outreach.letters import sorting as to_sorting
from app.outreach.letters import team as to_team
from app.outreach.models import (
    OutreachAssignment,
    OutreachRequest,
    OutreachSafety,
    OutreachSector,
    OutreachStep,
    OutreachTeam,
    OutreachTeamSector,
)
from app.outreach.models.private import new_note
from app.outreach.queries import Case
from app.outreach.rules import SORTING, Action, Mover, NoteKind, Outcome, Reason, Safety
from app.outreach.services.moving import move
from app.outreach.services.telling import tell_sorting, tell_team
from app.outreach.services.telling_requester import Occasion, tell
from app.outreach.settings import Context
from app.outreach.similar_queries import other_open
from app.outreach.territories import commune_name
from app.web.translations import speaking


class NotOffered(DomainError):
    """What was chosen is not for this request: a team of another sector, the sector that it is in, a request that is over."""


class Forgotten(DomainError):
    """What was known is purged: nothing is written about it any more."""


def route(context: Context, case: Case, sector: OutreachSector, by: Mover) -> OutreachStep:
    """Give a request that no sector was found for to one; its coordination is told."""
    _check_sector(context, case, sector)
    case.request.sector_id = sector.id
    step = move(context, case.request, Action.ROUTE, by)
    _tell_sorting(context, case)
    return step


def assign(context: Context, case: Case, team: OutreachTeam, by: Mover) -> OutreachStep:
    """Give a request to a team of its sector; the team and who asked are told."""
    request = case.request
    if team.id not in {one.id for one in teams(context, case)}:
        raise NotOffered
    request.team_id = team.id
    step = move(context, request, Action.ASSIGN, by)
    _ask(context, request, team)
    fresh = queries.case_of(context.session, request)
    before = by_when(context.settings, "answering", context.now)
    tell_team(context, fresh, to_team.assigned(request.id, commune_name(request.commune), before))
    tell(context, fresh, Occasion.ASSIGNED)
    return step


def transfer(context: Context, case: Case, sector: OutreachSector, note: str, by: Mover) -> OutreachStep:
    """Give a request to another sector, of this département or not, with a word for its coordination; it is told."""
    _check_sector(context, case, sector)
    case.request.sector_id = sector.id
    step = move(context, case.request, Action.TRANSFER, by)
    _write(context, case, NoteKind.OF_COORDINATION, note, by)
    _tell_sorting(context, case)
    return step


def merge(context: Context, case: Case, other: OutreachRequest, by: Mover) -> OutreachStep:
    """Let another open request of the sector go on alone: what a team must know goes with it, texts are read from it. Who asked is told."""
    request = case.request
    kept = other_open(context.session, request, other.id, is_held=True)
    if kept is None:
        raise NotOffered
    request.merged_into_id = kept.id
    step = move(context, request, Action.MERGE, by)
    for one in context.session.scalars(select(OutreachRequest).where(OutreachRequest.merged_into_id == request.id)):
        one.merged_into_id = kept.id
    _copy_safety(context, request.id, kept.id)
    context.session.flush()
    tell(context, case, Occasion.MERGED)
    return step


def refuse(context: Context, case: Case, reason: Reason, sentence: str, by: Mover) -> OutreachStep:
    """Do not take a request: a coded reason, and a sentence for who asked, who is told; empty, the usual one of the reason."""
    step = move(context, case.request, Action.REFUSE, by, reason)
    told = sentence or sentences.refused(reason, speaking(case.request.reads_in))
    _write(context, case, NoteKind.TO_REQUESTER, told, by)
    tell(context, case, Occasion.REFUSED)
    return step


def reopen(context: Context, case: Case, text: str, by: Mover) -> OutreachStep:
    """Sort again what is over, and say why to the coordination; who asked is told. Raise TooLateToReopen."""
    case.request.merged_into_id = None
    step = move(context, case.request, Action.REOPEN, by)
    _write(context, case, NoteKind.OF_COORDINATION, text, by)
    tell(context, case, Occasion.REOPENED)
    return step


def withdraw(context: Context, case: Case, by: Mover) -> OutreachStep:
    """Who asked takes it back; whoever had it is told: the team, else the coordination."""
    request, had_team = case.request, case.going is not None
    request.outcome = Outcome.WITHDRAWN
    step = move(context, request, Action.WITHDRAW, by)
    if had_team:
        tell_team(context, case, to_team.withdrawn(request.id))
    elif case.sorting is not None:
        tell_sorting(context, case, to_sorting.withdrawn(request.id))
    return step


def note(context: Context, case: Case, text: str, by: Mover) -> None:
    """Keep a note for whoever coordinates; raise Forgotten."""
    _hold(context, case)
    _write(context, case, NoteKind.OF_COORDINATION, text, by)
    context.session.flush()


def safety(context: Context, case: Case, seen: Collection[Safety], codes: Collection[Safety], by: Mover) -> None:
    """Say what a team must know as of today: what is in `codes` is kept for as long as the settings say.

    What was `seen` and is not in `codes` goes; what somebody else added meanwhile stays. Raise Forgotten.
    """
    _hold(context, case)
    day = context.now.astimezone(PARIS).date()
    rows = list(context.session.scalars(select(OutreachSafety).where(OutreachSafety.request_id == case.request.id)))
    for row in rows:
        if row.code in codes or row.code in seen or row.until < day:
            context.session.delete(row)
    until = day + timedelta(days=context.settings.delays.safety_kept)
    context.session.add_all(
        OutreachSafety(request_id=case.request.id, code=code, noted_at=context.now, noted_by=by.actor, until=until)
        for code in Safety
        if code in codes
    )
    context.session.flush()


def sectors(context: Context, case: Case) -> list[OutreachSector]:
    """Return the other sectors whose requests somebody sorts, those of the département first; fictional ones for what is fictional."""
    request = case.request
    wanted = (
        select(OutreachSector)
        .join(OutreachSector.organisation)
        .where(
            OutreachSector.ended_at.is_(None), OutreachSector.is_example.is_(request.is_example), Organisation.refused_at.is_(None),
            OutreachSector.id != (request.sector_id or 0),
        )
        .options(contains_eager(OutreachSector.organisation))
        .order_by(OutreachSector.departement != request.departement, OutreachSector.departement, OutreachSector.name, OutreachSector.id)
    )  # fmt: skip
    return list(context.session.scalars(wanted))


def teams(context: Context, case: Case) -> list[OutreachTeam]:
    """Return the teams that go out in the sector, in the order in which they are asked."""
    if case.request.sector_id is None:
        return []
    wanted = (
        select(OutreachTeam)
        .join(OutreachTeamSector, OutreachTeamSector.team_id == OutreachTeam.id)
        .where(OutreachTeamSector.sector_id == case.request.sector_id, OutreachTeam.ended_at.is_(None))
        .options(joinedload(OutreachTeam.organisation))
        .order_by(OutreachTeamSector.rank, OutreachTeam.id)
    )
    return list(context.session.scalars(wanted))


def asked(context: Context, request: OutreachRequest) -> set[int]:
    """Return the teams that were asked since the request was last sorted."""
    came = select(func.max(OutreachStep.at)).where(OutreachStep.request_id == request.id, OutreachStep.target.in_(SORTING))
    since = context.session.scalar(came)
    found = context.session.scalars(select(OutreachAssignment).where(OutreachAssignment.request_id == request.id))
    return {one.team_id for one in found if since is None or (one.at >= since and one.ended_at != since)}


def next_team(context: Context, case: Case) -> OutreachTeam | None:
    """Return who is asked next: the first team, by rank, that was not asked since the request was last sorted; None without any."""
    known = asked(context, case.request)
    return next((team for team in teams(context, case) if team.id not in known), None)


def hand_over(context: Context, case: Case, team: OutreachTeam) -> None:
    """Take a request from the team that has it and give it to another; moves nothing: the caller does, then tells."""
    request = case.request
    running = select(OutreachAssignment).where(OutreachAssignment.request_id == request.id, OutreachAssignment.ended_at.is_(None))
    for one in context.session.scalars(running):
        one.ended_at = context.now
    request.team_id = team.id
    _ask(context, request, team)


def _ask(context: Context, request: OutreachRequest, team: OutreachTeam) -> None:
    context.session.add(OutreachAssignment(request_id=request.id, team_id=team.id, sector_id=request.sector_id, at=context.now))
    context.session.flush()


def _check_sector(context: Context, case: Case, sector: OutreachSector) -> None:
    if sector.id not in {one.id for one in sectors(context, case)}:
        raise NotOffered


def _tell_sorting(context: Context, case: Case) -> None:
    request = case.request
    before = by_when(context.settings, "sorting", context.now)
    tell_sorting(context, queries.case_of(context.session, request), to_sorting.to_sort(request.id, commune_name(request.commune), before))


def _hold(context: Context, case: Case) -> None:
    """Raise Forgotten unless texts may be written; nothing is purged before this transaction ends."""
    held = context.session.get(OutreachRequest, case.request.id, with_for_update={"key_share": True}, populate_existing=True)
    if held is None or held.purged_at is not None:
        raise Forgotten


def _write(context: Context, case: Case, kind: NoteKind, text: str, by: Mover) -> None:
    if text:
        context.session.add(new_note(case.request.id, kind, text, by, context.now))


def _copy_safety(context: Context, source: int, target: int) -> None:
    """Copy what a team must know, but what is known there already for as long."""
    rows = context.session.scalars(select(OutreachSafety).where(OutreachSafety.request_id.in_((source, target)))).all()
    known = {row.code: row.until for row in rows if row.request_id == target}
    context.session.add_all(
        OutreachSafety(request_id=target, code=row.code, noted_at=row.noted_at, noted_by=row.noted_by, until=row.until)
        for row in rows
        if row.request_id == source and (row.code not in known or known[row.code] < row.until)
    )

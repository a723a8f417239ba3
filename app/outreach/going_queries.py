"""Reads of the team's side of a request."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.orientations.models import Orientation
from app.orientations.rules import State as OrientationState
from app.outreach.models import (
    OutreachMeeting,
    OutreachNote,
    OutreachOrientation,
    OutreachPerson,
    OutreachRequest,
    OutreachSafety,
    OutreachStep,
    OutreachTeam,
)
from app.outreach.rules import Action, NoteKind, Safety


class Child(NamedTuple):
    """An orientation that came of a request, by the organisation of the team that has it."""

    orientation: Orientation
    is_accompanied: bool


def taken_up_at(session: Session, request: int) -> datetime | None:
    """Return when a request was last reopened; None when it never was."""
    reopened = (OutreachStep.request_id == request, OutreachStep.action == Action.REOPEN)
    found: datetime | None = session.scalar(select(func.max(OutreachStep.at)).where(*reopened))
    return found


def plans(session: Session, request: int, since: datetime | None) -> Sequence[datetime]:
    """Return when passages were planned since an instant, the first one first: when it was said, not for when."""
    wanted = select(OutreachStep.at).where(OutreachStep.request_id == request, OutreachStep.action == Action.PLAN)
    if since is not None:
        wanted = wanted.where(OutreachStep.at >= since)
    return session.scalars(wanted.order_by(OutreachStep.id)).all()


def warning(session: Session, request: int, code: Safety) -> OutreachSafety | None:
    """Return what says for longest that a team must know of something; None when nothing ever did."""
    wanted = select(OutreachSafety).where(OutreachSafety.request_id == request, OutreachSafety.code == code)
    return session.scalars(wanted.order_by(OutreachSafety.until.desc())).first()


def team_notes(session: Session, request: OutreachRequest) -> Sequence[OutreachNote]:
    """Return the notes of the team that has a request, the first one first; those of another team are not its own."""
    wanted = select(OutreachNote).where(
        OutreachNote.request_id == request.id, OutreachNote.kind == NoteKind.OF_TEAM, OutreachNote.team_id == request.team_id
    )
    return session.scalars(wanted.order_by(OutreachNote.at, OutreachNote.id)).all()


def meetings(session: Session, request: int) -> Sequence[OutreachMeeting]:
    """Return when the person was seen again, the first time first."""
    wanted = select(OutreachMeeting).where(OutreachMeeting.request_id == request)
    return session.scalars(wanted.order_by(OutreachMeeting.at, OutreachMeeting.id)).all()


def pseudonym(session: Session, request: int) -> str:
    """Return what the team calls the person; empty when nothing is kept."""
    found = session.get(OutreachPerson, request)
    return (found.pseudonym or "") if found is not None else ""


def children(session: Session, request: int) -> Sequence[Child]:
    """Return the orientations that came of a request, the first one first; those of an organisation that had it before are not told."""
    wanted = (
        select(Orientation, OutreachOrientation.is_accompanied)
        .join(OutreachOrientation, OutreachOrientation.orientation_id == Orientation.id)
        .join(OutreachRequest, OutreachRequest.id == OutreachOrientation.request_id)
        .join(OutreachTeam, OutreachTeam.id == OutreachRequest.team_id)
        .where(OutreachOrientation.request_id == request, Orientation.organisation_id == OutreachTeam.organisation_id)
    )
    return [Child(*row) for row in session.execute(wanted.order_by(Orientation.id))]


def has_left(session: Session, request: int) -> bool:
    """Whether an orientation was sent, and not taken back, since the request was last taken up."""
    since = taken_up_at(session, request)
    return any(
        child.sent_at is not None and child.state != OrientationState.CANCELLED and (since is None or child.sent_at >= since)
        for child, _ in children(session, request)
    )

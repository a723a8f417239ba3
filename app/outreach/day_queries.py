"""What is read of a round for its list: a fixed number of queries, however many requests stand on it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.outreach.models import (
    OutreachAssignment,
    OutreachAttempt,
    OutreachNote,
    OutreachPassage,
    OutreachPerson,
    OutreachPlace,
    OutreachRequest,
    OutreachRound,
    OutreachSafety,
)
from app.outreach.rules import GOING, MET, NoteKind

Row = TypeVar("Row")
WITH_A_TEAM = frozenset((*GOING, *MET))
"""Where a team deals with a request, and may know where it is."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the requests of a round, by their numbers; where and who, of those alone that its team still has."""

    placed: Sequence[tuple[OutreachPassage, OutreachRequest]]
    places: Mapping[int, OutreachPlace]
    people: Mapping[int, OutreachPerson]
    safety: Mapping[int, Sequence[OutreachSafety]]
    notes: Mapping[int, Sequence[OutreachNote]]
    attempts: Mapping[int, Sequence[OutreachAttempt]]
    written: Sequence[str]
    """Marks of the attempts written down for the round."""


def is_with(round_: OutreachRound, request: OutreachRequest) -> bool:
    """Whether the team of a round has a request still."""
    return request.team_id == round_.team_id and request.state in WITH_A_TEAM


def passage(session: Session, round_: int, request: int) -> OutreachPassage | None:
    """Return what places a request on a round, even if it was taken off since; None when it never was on it."""
    wanted = select(OutreachPassage).where(OutreachPassage.round_id == round_, OutreachPassage.request_id == request)
    return session.scalars(wanted).one_or_none()


def known(session: Session, round_: OutreachRound, day: date) -> Known:
    """Return what is known on a day of the requests that stand on a round, in the order of hours."""
    placed = _placed(session, round_.id)
    numbers = [request.id for _, request in placed]
    own = [request.id for _, request in placed if is_with(round_, request)]
    made = session.scalars(
        select(OutreachAttempt)
        .where(or_(OutreachAttempt.request_id.in_(numbers), OutreachAttempt.round_id == round_.id))
        .order_by(OutreachAttempt.at, OutreachAttempt.id)
    ).all()
    return Known(
        placed,
        places={one.request_id: one for one in _of(session, OutreachPlace, own)},
        people={one.request_id: one for one in _of(session, OutreachPerson, own)},
        safety=_by_request(one for one in _of(session, OutreachSafety, own) if one.until >= day),
        notes=_by_request(_notes(session, round_, own)),
        attempts=_by_request(made),
        written=tuple(one.mark for one in made if one.round_id == round_.id),
    )


def _placed(session: Session, number: int) -> Sequence[tuple[OutreachPassage, OutreachRequest]]:
    wanted = (
        select(OutreachPassage, OutreachRequest)
        .join(OutreachRequest, OutreachRequest.id == OutreachPassage.request_id)
        .where(OutreachPassage.round_id == number, OutreachPassage.removed_at.is_(None))
        .order_by(OutreachPassage.planned_at, OutreachPassage.id)
    )
    return [(passage, request) for passage, request in session.execute(wanted)]


def _of(session: Session, rows: Any, numbers: Collection[int]) -> Sequence[Any]:
    return session.scalars(select(rows).where(rows.request_id.in_(numbers))).all()


def _notes(session: Session, round_: OutreachRound, numbers: Collection[int]) -> Sequence[OutreachNote]:
    """What the requests say, and what the team itself wrote."""
    is_own = (OutreachNote.kind == NoteKind.OF_TEAM) & (OutreachNote.team_id == round_.team_id)
    wanted = select(OutreachNote).where(OutreachNote.request_id.in_(numbers), or_(OutreachNote.kind == NoteKind.SITUATION, is_own))
    return session.scalars(wanted.order_by(OutreachNote.at, OutreachNote.id)).all()


def _by_request(rows: Iterable[Row]) -> Mapping[int, Sequence[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.request_id].append(row)  # type: ignore[attr-defined] # each of them hangs on a request
    return found


def had(session: Session, round_: OutreachRound, request: OutreachRequest, at: datetime) -> bool:
    """Whether a team went, at an instant, to a request that was on its round and its own: what it says of that is heard, however late."""
    placed = passage(session, round_.id, request.id)
    if placed is None or (placed.removed_at is not None and placed.removed_at < at):
        return False
    if request.team_id == round_.team_id:
        return True
    asked = select(OutreachAssignment.id).where(
        OutreachAssignment.request_id == request.id,
        OutreachAssignment.team_id == round_.team_id,
        OutreachAssignment.at <= at,
        OutreachAssignment.ended_at >= at,
    )
    return session.scalars(asked.limit(1)).first() is not None

"""Lists of orientations: what waits, what was sent, what was received. Selected by organisation, so that nobody’s others are read."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import Session

from app.accounts.models import Organisation
from app.core.blind_index import marks_of, name_form, phone_form
from app.core.keys import Keyring
from app.directory.models import Keeping, Service, Structure
from app.orientations.models import Orientation, OrientationPerson
from app.orientations.rules import CLOSED, LIVE, TAKEN_BACK, Actor, State
from app.orientations.tasks import ANCHORS, TABLE, Line, Todo, todo

PAGE = 25
MOST_WAITING = 2000
"""Lines that are ranked; nobody has more to do at once."""
NAME_PLACE, PHONE_PLACE = "orientation_person.name", "orientation_person.phone"
"""What marks are drawn with, beside the value."""


class Group(StrEnum):
    """States that are looked for together."""

    TODO = "a-traiter"
    ONGOING = "en-cours"
    CLOSED = "closes"


GROUPS: Mapping[Actor, Mapping[Group, Collection[State]]] = {
    Actor.SENDER: {
        Group.TODO: (State.DRAFT, State.INCOMPLETE, State.REFUSED, State.SILENT),
        Group.ONGOING: (State.TO_VERIFY, *LIVE),
        Group.CLOSED: CLOSED,
    },
    Actor.TARGET: {
        Group.TODO: (State.SENT, State.RECEIVED, State.SILENT),
        Group.ONGOING: tuple(state for state in LIVE if state not in (State.SENT, State.RECEIVED)),
        Group.CLOSED: CLOSED,
    },
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to. `words`: a name or a telephone, exactly; an empty text narrows nothing."""

    group: Group | None = None
    kind: str = ""
    since: datetime | None = None
    words: str = ""


class Row(NamedTuple):
    """An orientation of a list with what a line tells of it."""

    orientation: Orientation
    person: OrientationPerson | None
    service: Service | None
    structure: Structure | None
    organisation: Organisation | None


def person_for(row: Row, side: Actor) -> OrientationPerson | None:
    """Return the person of a line, for those who may know: who received what was taken back may not any more."""
    return None if side is Actor.TARGET and row.orientation.state in TAKEN_BACK else row.person


class Waiting(NamedTuple):
    """What is to be done with an orientation."""

    number: int
    todo: Todo


def of_side(side: Actor, organisations: Collection[int]) -> ColumnElement[bool]:
    """Return the condition that an orientation is one that these organisations sent, or received: drafts are never received."""
    if not organisations:
        return false()
    if side is Actor.SENDER:
        return Orientation.organisation_id.in_(organisations)
    kept = (
        select(Keeping.structure_id)
        .join(Organisation, Organisation.id == Keeping.organisation_id)
        .where(Keeping.organisation_id.in_(organisations), Organisation.refused_at.is_(None))
    )
    return and_(Orientation.structure_id.in_(kept), Orientation.sent_at.is_not(None), Orientation.is_direct.is_(False))


def waiting(session: Session, organisations: Collection[int], now: datetime, days: Mapping[str, int]) -> list[Waiting]:
    """Return what these organisations have to do, the most urgent first."""
    columns = [getattr(Orientation, name) for name in dict.fromkeys(("id", "state", "is_direct", "answered_at", *ANCHORS))]
    found = []
    for side in (Actor.SENDER, Actor.TARGET):
        due = or_(*(_condition(line, now, days) for line in TABLE if line.side is side))
        rows = session.execute(select(*columns).where(of_side(side, organisations), due).limit(MOST_WAITING)).all()
        known = ((row.id, todo(row, side, now, days)) for row in rows)
        found += [Waiting(number, one) for number, one in known if one is not None]
    return sorted(found, key=lambda one: (one.todo.due, one.number))


def rows_of(session: Session, numbers: Sequence[int]) -> Mapping[int, Row]:
    """Return some orientations, already known to be of who asks, with what lines tell of them."""
    if not numbers:
        return {}
    return {row.orientation.id: row for row in _rows(session, _told().where(Orientation.id.in_(numbers)))}


def counted(session: Session, condition: ColumnElement[bool]) -> int:
    """Return how many orientations a condition holds for."""
    return session.scalar(select(func.count()).select_from(Orientation).where(condition)) or 0


def listed(session: Session, condition: ColumnElement[bool], *, page: int = 1, most: int = PAGE) -> Sequence[Row]:
    """Return a page of the orientations that a condition holds for, the last to have moved first."""
    ordered = _told().where(condition).order_by(Orientation.last_action_at.desc(), Orientation.id.desc())
    return _rows(session, ordered.limit(most).offset((page - 1) * most))


def kinds_of(session: Session, condition: ColumnElement[bool]) -> Sequence[str]:
    """Return the codes of the kinds of these orientations."""
    return session.scalars(select(Orientation.kind).where(condition).distinct().order_by(Orientation.kind)).all()


def contact_of_need(session: Session, orientation: Orientation) -> datetime | None:
    """Return the first contact that any attempt for the same need came to."""
    root = orientation.root_id or orientation.id
    return session.scalar(select(func.min(Orientation.contact_at)).where(Orientation.root_id == root))


def narrowed(side: Actor, organisations: Collection[int], wanted: Wanted, keyring: Keyring) -> ColumnElement[bool]:
    """Return the condition of a list."""
    conditions = [of_side(side, organisations)]
    if wanted.group is not None:
        conditions.append(Orientation.state.in_(GROUPS[side][wanted.group]))
    if wanted.kind:
        conditions.append(Orientation.kind == wanted.kind)
    if wanted.since is not None:
        conditions.append(func.coalesce(Orientation.sent_at, Orientation.created_at) >= wanted.since)
    if wanted.words.strip():
        conditions.append(_bears(wanted.words, keyring))
        if side is Actor.TARGET:
            conditions.append(Orientation.state.not_in(TAKEN_BACK))
    return and_(*conditions)


def _bears(words: str, keyring: Keyring) -> ColumnElement[bool]:
    """Whether the person has exactly this name, or this telephone."""
    name, phone = name_form(words), phone_form(words)
    same = []
    if name:
        same.append(OrientationPerson.name_mark.in_(marks_of(keyring, NAME_PLACE, name)))
    if phone:
        same.append(OrientationPerson.phone_mark.in_(marks_of(keyring, PHONE_PLACE, phone)))
    found = select(OrientationPerson.orientation_id).where(or_(false(), *same)).correlate(None)
    return Orientation.id.in_(found)


def _condition(line: Line, now: datetime, days: Mapping[str, int]) -> ColumnElement[bool]:
    """As `tasks.todo` says it, for the database."""
    anchor = getattr(Orientation, line.anchor)
    held = [Orientation.state.in_(line.states), anchor <= now - timedelta(days=days[line.shows] if line.shows else 0)]
    if line.ends:
        held.append(anchor >= now - timedelta(days=days[line.ends]))
    if line.is_direct is not None:
        held.append(Orientation.is_direct.is_(line.is_direct))
    if line.is_answered is not None:
        held.append(Orientation.answered_at.is_not(None) if line.is_answered else Orientation.answered_at.is_(None))
    if line.not_before:
        held.append(anchor >= getattr(Orientation, line.not_before))
    return and_(*held)


def _told() -> Select[*tuple[Any, ...]]:
    return (
        select(Orientation, OrientationPerson, Service, Structure, Organisation)
        .outerjoin(OrientationPerson, OrientationPerson.orientation_id == Orientation.id)
        .outerjoin(Service, Service.id == Orientation.service_id)
        .outerjoin(Structure, Structure.id == Orientation.structure_id)
        .outerjoin(Organisation, Organisation.id == Orientation.organisation_id)
    )


def _rows(session: Session, asked: Select[*tuple[Any, ...]]) -> Sequence[Row]:
    return [Row(*row) for row in session.execute(asked)]

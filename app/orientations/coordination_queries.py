"""What coordinators read: numbers, states, dates, who orients. Person, need, service and target are not selected at all."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select
from sqlalchemy.orm import Session

from app.accounts.models import Organisation
from app.accounts.rules import Role
from app.core.identity import EVERYWHERE, Identity
from app.orientations.deadlines import Clock
from app.orientations.measuring import NeedTimes
from app.orientations.models import Orientation
from app.orientations.rules import ASKED, LIVE, OPEN, State

PAGE = 25
MOST_SHOWN = 200
SOON = timedelta(days=3)
"""Before a clock fails, so long ahead it is told."""
Territories: TypeAlias = frozenset[str] | None
"""Numbers of départements; None: everywhere."""


class Followed(NamedTuple):
    """An orientation as coordinators see it. `sender`: the organisation that orients."""

    number: int
    state: str
    since: datetime
    sent_at: datetime | None
    sender: str
    is_example: bool


def territories(identity: Identity) -> Territories:
    """Return where somebody coordinates."""
    own = frozenset(territory for role, territory in identity.roles if role == Role.COORDINATOR)
    return None if EVERYWHERE in own else own


def within(codes: Territories) -> ColumnElement[bool]:
    """Return the condition that an orientation is one of these départements, and no draft."""
    has_left = Orientation.state != State.DRAFT
    if codes is None:
        return has_left
    return and_(has_left, Orientation.departement.in_(codes)) if codes else false()


def to_verify(session: Session, codes: Territories) -> Sequence[Followed]:
    """Return those that wait for a coordinator to send them, the oldest first."""
    return _followed(session, and_(within(codes), Orientation.state == State.TO_VERIFY))


def unanswered(session: Session, codes: Territories, before: datetime) -> Sequence[Followed]:
    """Return those that nobody answered since an instant, the oldest first."""
    asked_at = case((Orientation.answered_at.is_not(None), Orientation.state_since), else_=Orientation.sent_at)
    return _followed(session, and_(within(codes), Orientation.state.in_(ASKED), asked_at < before))


def failing(session: Session, codes: Territories, clocks: Mapping[str, Clock], now: datetime) -> Sequence[Followed]:
    """Return those whose first contact is late, or will be within days, the oldest first."""
    usual = and_(Orientation.kind.not_in(clocks), _is_late(Clock(), now))
    own = (and_(Orientation.kind == kind, _is_late(clock, now)) for kind, clock in clocks.items())
    waits = and_(Orientation.state.in_(LIVE), Orientation.contact_at.is_(None))
    return _followed(session, and_(within(codes), waits, or_(usual, *own)))


def counts(session: Session, codes: Territories) -> Mapping[str, int]:
    """Return how many orientations are in each state."""
    counted = select(Orientation.state, func.count().label("many")).where(within(codes)).group_by(Orientation.state)
    return {row.state: row.many for row in session.execute(counted)}


def listed(session: Session, codes: Territories, state: State | None, *, page: int = 1) -> Sequence[Followed]:
    """Return a page of them, the last to have moved first."""
    wanted = within(codes) if state is None else and_(within(codes), Orientation.state == state)
    newest = (Orientation.state_since.desc(), Orientation.id.desc())
    return _followed(session, wanted, newest, most=PAGE, skipped=(page - 1) * PAGE)


def needs(session: Session, codes: Territories, since: datetime) -> Sequence[NeedTimes]:
    """Return the needs written down since an instant, drafts included: fictional ones are none."""
    root = func.coalesce(Orientation.root_id, Orientation.id)
    place = [Orientation.departement.in_(codes)] if codes is not None else []
    asked = (
        select(
            func.max(Orientation.kind),
            func.min(Orientation.recorded_at),
            func.min(Orientation.first_sent_at),
            func.min(Orientation.contact_at),
            func.max(case((Orientation.state.in_(OPEN), 1), else_=0)),
        )
        .where(Orientation.is_example.is_(False), Orientation.recorded_at >= since, *place)
        .group_by(root)
    )
    return [NeedTimes(row[0], row[1], row[2], row[3], bool(row[4])) for row in session.execute(asked)]


def _is_late(clock: Clock, now: datetime) -> ColumnElement[bool]:
    return Orientation.first_sent_at <= now + SOON - timedelta(days=clock.to_contact)


def _followed(
    session: Session, wanted: ColumnElement[bool], order: Iterable[ColumnElement[Any]] = (), *, most: int = MOST_SHOWN, skipped: int = 0
) -> Sequence[Followed]:
    asked = (
        select(
            Orientation.id, Orientation.state, Orientation.state_since, Orientation.sent_at, func.coalesce(Organisation.name, ""),
            Orientation.is_example,
        )
        .outerjoin(Organisation, Organisation.id == Orientation.organisation_id)
        .where(wanted)
        .order_by(*(order or (Orientation.state_since, Orientation.id)))
        .limit(most)
        .offset(skipped)
    )  # fmt: skip
    return [Followed(*row) for row in session.execute(asked)]

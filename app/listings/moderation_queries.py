"""What waits for a moderator, in one queue, oldest first; always within the territory of who asks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    true,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from app.accounts.models import Organisation
from app.accounts.rules import Role
from app.core.clock import utc_now
from app.core.database import Instant
from app.core.identity import EVERYWHERE, Identity
from app.directory.models import DuplicatePair, Keeping, LocalEdit, Location, Service, Structure
from app.directory.rules import ClaimWay, PairState
from app.listings.models import Correspondent, Question, Ticket
from app.listings.rules import QUESTION_SPACING, SILENT_AFTER, Part, TicketSort, TicketState

PAGE = 20
SIREN = 9
"""Digits of a SIRET that name the organisation."""
OLD_AFTER = timedelta(days=365)
"""A part of a kept listing that nobody confirmed for so long is looked at by a moderator."""

Territories: TypeAlias = frozenset[str] | None
"""Numbers of départements; None: everywhere."""
Row: TypeAlias = Select[*tuple[Any, ...]]


class Waiting(StrEnum):
    """What may wait; also what the address of the queue says to see one sort alone."""

    CLAIM = "prises-en-main"
    PROPOSAL = "propositions"
    REPORT = "signalements"
    CLOSURE = "fermetures"
    PAIR = "doublons"
    DIFFERENCE = "differences"
    STALE = "sans-reponse"
    ORGANISATION = "organisations"


class Item(NamedTuple):
    """One thing that waits: the number of its ticket, pair, difference, structure or organisation, and since when."""

    sort: Waiting
    number: int
    since: datetime | None
    """None where nobody wrote it down."""


def territories(identity: Identity, *roles: Role) -> Territories:
    """Return where somebody has one of these roles; by default, where they moderate."""
    own = frozenset(territory for role, territory in identity.roles if role in (roles or (Role.MODERATOR,)))
    return None if EVERYWHERE in own else own


def in_departements(column: ColumnElement[str], codes: Territories) -> ColumnElement[bool]:
    """Return the condition that the INSEE code of a commune is of one of some départements: `2A004` of `2A`, `97411` of `974`."""
    if codes is None:
        return true()
    return or_(false(), *(column.startswith(code, autoescape=True) for code in sorted(codes)))


def commune_of(structure: type[Structure]) -> ColumnElement[str]:
    """Return the INSEE code of a structure, or else that of the first place of its services; empty when nobody knows."""
    first = (
        select(Location.code_insee)
        .join(Service, Service.id == Location.service_id)
        .where(Service.structure_id == structure.id, Location.code_insee != "")
        .order_by(Service.id, Location.id)
        .limit(1)
        .correlate(structure)
        .scalar_subquery()
    )
    return case((structure.code_insee != "", structure.code_insee), else_=func.coalesce(first, ""))


def waiting(session: Session, codes: Territories, sort: Waiting | None = None, *, page: int = 1) -> Sequence[Item]:
    """Return one page of the queue, the oldest first."""
    everything = _everything(codes)
    statement = select(everything).order_by(*_oldest_first(everything)).limit(PAGE).offset((page - 1) * PAGE)
    if sort is not None:
        statement = statement.where(everything.c.sort == sort)
    return [_item(row) for row in session.execute(statement)]


def counts(session: Session, codes: Territories) -> Mapping[Waiting, int]:
    """Return how many of each sort wait; sorts of which none does are absent."""
    everything = _everything(codes)
    rows = session.execute(select(everything.c.sort, func.count().label("many")).group_by(everything.c.sort))
    return {Waiting(row.sort): row.many for row in rows}


def next_after(session: Session, codes: Territories, sort: Waiting | None = None, number: int = 0) -> Item | None:
    """Return what comes after one item of the queue; the oldest of all after the last one, or when it waits no more."""
    everything = _everything(codes)
    rank = func.row_number().over(order_by=_oldest_first(everything)).label("rank")
    ranked = select(everything, rank).subquery()
    own = select(ranked.c.rank).where(ranked.c.sort == sort, ranked.c.number == number).scalar_subquery()
    last = case((ranked.c.rank > func.coalesce(own, 0), 0), else_=1)
    row = session.execute(select(ranked).order_by(last, ranked.c.rank).limit(1)).first()
    return None if row is None else _item(row)


def is_waiting(session: Session, codes: Territories, sort: Waiting, number: int) -> bool:
    """Whether something waits within a territory."""
    found = _SOURCES[sort](codes).subquery()
    return session.scalar(select(found.c.number).where(found.c.number == number).limit(1)) is not None


def _everything(codes: Territories) -> Subquery:
    return union_all(*(source(codes) for source in _SOURCES.values())).subquery()


def _oldest_first(everything: Subquery) -> Iterable[ColumnElement[Any]]:
    """What has no date comes last, in the order in which it was found."""
    return (everything.c.since.is_(None), everything.c.since, everything.c.sort, everything.c.number)


def _item(row: Any) -> Item:
    return Item(Waiting(row.sort), row.number, row.since)


def _rows(sort: Waiting, number: Any, since: Any) -> Row:
    return select(literal(sort.value).label("sort"), number.label("number"), type_coerce(since, Instant).label("since"))


def _tickets(waiting: Waiting, sort: TicketSort, *more: ColumnElement[bool]) -> Callable[[Territories], Row]:
    def source(codes: Territories) -> Row:
        within = true() if codes is None else Ticket.departement.in_(codes)
        return _rows(waiting, Ticket.id, Ticket.created_at).where(Ticket.state == TicketState.OPEN, Ticket.sort == sort, within, *more)

    return source


def _claims(codes: Territories) -> Row:
    """Those that no code may grant: a code that nobody gave back in a day grants nothing any more."""
    is_for_moderators = or_(Ticket.way.is_(None), Ticket.way == ClaimWay.MODERATOR, Ticket.created_at < utc_now() - timedelta(days=1))
    return _tickets(Waiting.CLAIM, TicketSort.CLAIM, is_for_moderators)(codes)


def _pairs(codes: Territories) -> Row:
    first, second = aliased(Structure), aliased(Structure)
    found = (
        _rows(Waiting.PAIR, DuplicatePair.id, DuplicatePair.proposed_at)
        .join_from(DuplicatePair, first, first.id == DuplicatePair.first_id)
        .join(second, second.id == DuplicatePair.second_id)
        .where(DuplicatePair.state == PairState.PROPOSED, first.merged_into_id.is_(None), second.merged_into_id.is_(None))
    )
    return found.where(_either_in(codes, first, second))


def _either_in(codes: Territories, *structures: type[Structure]) -> ColumnElement[bool]:
    return true() if codes is None else or_(*(in_departements(commune_of(one), codes) for one in structures))


def _differences(codes: Territories) -> Row:
    of = case((LocalEdit.structure_id.is_not(None), LocalEdit.structure_id), else_=Service.structure_id)
    found = (
        _rows(Waiting.DIFFERENCE, LocalEdit.id, LocalEdit.proposed_at)
        .join_from(LocalEdit, Service, Service.id == LocalEdit.service_id, isouter=True)
        .join(Structure, Structure.id == of)
        .where(LocalEdit.proposed_at.is_not(None))
    )
    return found if codes is None else found.where(in_departements(commune_of(Structure), codes))


def _stale(codes: Territories) -> Row:
    """Listings of which nobody who was asked answers, as `asking_queries.silent_listings`; and those kept, with an old part."""
    other = aliased(Correspondent)
    talks = exists().where(other.structure_id == Correspondent.structure_id, other.stopped_at.is_(None), other.unanswered < SILENT_AFTER)
    last_asked = func.max(Question.asked_at)
    silent = (
        select(Correspondent.structure_id.label("structure"), last_asked.label("at"))
        .join(Question, Question.correspondent_id == Correspondent.id)
        .where(Correspondent.stopped_at.is_(None), ~talks)
        .group_by(Correspondent.structure_id)
        .having(last_asked <= utc_now() - QUESTION_SPACING)
    )
    old = union_all(silent, *map(_old_parts, Part)).subquery()
    found = (
        _rows(Waiting.STALE, old.c.structure, func.min(old.c.at))
        .join_from(old, Structure, Structure.id == old.c.structure)
        .where(Structure.merged_into_id.is_(None), Structure.ended_on.is_(None))
        .group_by(old.c.structure)
    )
    return found if codes is None else found.where(in_departements(commune_of(Structure), codes))


def _old_parts(part: Part) -> Row:
    """Kept listings of which a service has this part from longer ago; never confirmed counts from when it was first kept."""
    confirmed = func.coalesce(getattr(Service, f"{part}_confirmed_at"), Keeping.since)
    return (
        select(Keeping.structure_id.label("structure"), confirmed.label("at"))
        .join(Service, Service.structure_id == Keeping.structure_id)
        .where(Service.merged_into_id.is_(None), Service.ended_on.is_(None), confirmed < utc_now() - OLD_AFTER)
    )


def _organisations(codes: Territories) -> Row:
    within = true() if codes is None else Organisation.departement.in_(codes)
    return _rows(Waiting.ORGANISATION, Organisation.id, Organisation.created_at).where(
        Organisation.verified_at.is_(None), Organisation.refused_at.is_(None), within
    )


_IS_KEPT = exists().where(and_(Keeping.structure_id == Ticket.structure_id))
_SOURCES: Mapping[Waiting, Callable[[Territories], Row]] = {
    Waiting.CLAIM: _claims,
    Waiting.PROPOSAL: _tickets(Waiting.PROPOSAL, TicketSort.PROPOSAL, ~_IS_KEPT),
    Waiting.REPORT: _tickets(Waiting.REPORT, TicketSort.REPORT),
    Waiting.CLOSURE: _tickets(Waiting.CLOSURE, TicketSort.CLOSURE),
    Waiting.PAIR: _pairs,
    Waiting.DIFFERENCE: _differences,
    Waiting.STALE: _stale,
    Waiting.ORGANISATION: _organisations,
}


def others_about(session: Session, codes: Territories, ticket: Ticket) -> Sequence[Ticket]:
    """Return the other tickets about the same structure, the latest first, within a territory."""
    found = select(Ticket).where(Ticket.structure_id == ticket.structure_id, Ticket.id != ticket.id)
    if codes is not None:
        found = found.where(Ticket.departement.in_(codes))
    return session.scalars(found.order_by(Ticket.created_at.desc(), Ticket.id.desc()).limit(PAGE)).all()


def structures_of_siret(session: Session, codes: Territories, siret: str) -> Sequence[Structure]:
    """Return the structures of the organisation of a SIRET (the same first nine digits), those of this very site first."""
    if not siret:
        return ()
    siren = siret[:SIREN]
    found = select(Structure).where(Structure.siret.between(siren + "00000", siren + "99999"), Structure.merged_into_id.is_(None))
    if codes is not None:
        found = found.where(in_departements(commune_of(Structure), codes))
    return session.scalars(found.order_by(Structure.siret != siret, Structure.nom, Structure.id).limit(PAGE)).all()


def merges(session: Session, codes: Territories, *, page: int = 1) -> Sequence[DuplicatePair]:
    """Return the pairs that were merged, the latest first: a page of them, and one more when there are more."""
    first, second = aliased(Structure), aliased(Structure)
    found = (
        select(DuplicatePair)
        .join(first, first.id == DuplicatePair.first_id)
        .join(second, second.id == DuplicatePair.second_id)
        .where(DuplicatePair.state == PairState.MERGED, _either_in(codes, first, second))
        .order_by(DuplicatePair.decided_at.desc(), DuplicatePair.id.desc())
    )
    return session.scalars(found.limit(PAGE + 1).offset((page - 1) * PAGE)).all()

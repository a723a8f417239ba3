"""Merging two structures, and taking it back. None commits."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.core.clock import utc_now
from app.core.errors import DomainError, NotThere
from app.directory import services
from app.directory.duplicates.filling import fill_service, fill_structure
from app.directory.duplicates.journal import EDITED_BY, Change, Journal, Row, put_back
from app.directory.duplicates.orientations import Agreed
from app.directory.duplicates.same_services import Match, matches, places_in_common
from app.directory.history import Author, remember, remember_before
from app.directory.indexing import reindex
from app.directory.models import DuplicatePair, Service, ServiceKind, Structure, TemporaryInfo
from app.directory.rules import Origin, PairState

MERGER = Author(Origin.MERGE, EDITED_BY)


class NotOfThePair(DomainError):
    """The structure to keep is neither of the two, or the two are one."""


class AlreadyMerged(DomainError):
    """One of the two has been merged into some structure."""


class OthersWereMergedHere(DomainError):
    """Structures were merged into the one that would go: a chain, which nobody could take back link by link."""


class NotMerged(DomainError):
    """There is no merge to take back."""


class LaterMergeStands(DomainError):
    """A later merge into the same structure rests on this one: it is taken back first."""

    def __init__(self, pair_id: int) -> None:
        super().__init__(pair_id)
        self.pair_id = pair_id


def pair(session: Session, pair_id: int) -> DuplicatePair:
    """Return a pair; raise NotThere."""
    found = session.get(DuplicatePair, pair_id)
    if found is None:
        raise NotThere
    return found


def canonical(session: Session, structure_id: int) -> int:
    """Return the structure to which a new service of this one belongs: where it was merged, or itself.

    An import asks this when it attaches a service that it meets for the first time. Merges make no chains: one step is enough.
    """
    return session.scalar(select(Structure.merged_into_id).where(Structure.id == structure_id)) or structure_id


def merge(session: Session, pair: DuplicatePair, *, keep: int) -> None:
    """Make two structures one: `keep` takes what the other has, and the other only leads there. What is changed stands in `pair.undo`."""
    kept, lost = _both(session, pair, keep)
    _refuse(session, pair, kept, lost)
    journal = Journal(_rows(session, kept, lost))
    before = {"kept": kept.id, "state": pair.state, "decided_at": pair.decided_at.isoformat() if pair.decided_at else None}
    same = matches([service for service in lost.services if service.merged_into_id is None], kept.services)
    agreed = Agreed(kept, lost)
    told: list[Structure | Service] = [kept, lost, *(service for match in same for service in (match.service, match.same_as))]
    _remember_before(session, told)
    fill_structure(session, kept, lost)
    kept.is_protected = kept.is_protected or lost.is_protected
    kinds = [[match.same_as.id, kind.kind, kind.position] for match in same for kind in _absorb(session, match)]
    moved = _move(session, kept, lost)
    lost.merged_into_id = kept.id
    told += _stop_misdirected(session, agreed, told)
    _publish(session, [*moved, *(match.same_as for match in same)], (kept, lost))
    _remember(session, told)
    pair.undo = {**before, "changes": journal.changes(), "kinds": kinds}
    pair.state, pair.decided_at = PairState.MERGED, utc_now()
    session.flush()


def unmerge(session: Session, pair: DuplicatePair) -> None:
    """Put back what a merge changed; what was changed since, by an import or by somebody, stays."""
    if pair.state != PairState.MERGED:
        raise NotMerged
    if later := _later_merge(session, pair):
        raise LaterMergeStands(later)
    told = _told(session, pair)
    _remember_before(session, told)
    _take_kinds_back(session, pair.undo["kinds"])
    done = put_back(session, pair)
    session.expire_all()
    touched = _published(session, pair.undo["changes"])
    words = {service: service.folded for service in touched if (Service.__tablename__, service.id, "folded") in done}
    _publish(session, touched, _structures(session, pair))
    for service, folded in words.items():
        # Nothing that these words come from has changed since; a publication need not have written them.
        service.folded = folded
    _remember(session, told)
    decided_at = pair.undo["decided_at"]
    pair.state, pair.decided_at = pair.undo["state"], datetime.fromisoformat(decided_at) if decided_at else None
    pair.undo = {}
    session.flush()


def dismiss(session: Session, pair: DuplicatePair) -> None:
    """Say that the two are two."""
    if pair.state == PairState.MERGED:
        raise AlreadyMerged
    pair.state, pair.decided_at = PairState.DISMISSED, utc_now()
    session.flush()


def _both(session: Session, pair: DuplicatePair, keep: int) -> tuple[Structure, Structure]:
    if keep not in (pair.first_id, pair.second_id) or pair.first_id == pair.second_id:
        raise NotOfThePair
    first, second = _structures(session, pair)
    return (first, second) if first.id == keep else (second, first)


def _structures(session: Session, pair: DuplicatePair) -> Sequence[Structure]:
    """Both, in the order of their numbers, kept from others until the end of the transaction where the database can."""
    session.flush()
    statement = select(Structure).where(Structure.id.in_((pair.first_id, pair.second_id))).order_by(Structure.id).with_for_update()
    return session.scalars(statement.execution_options(populate_existing=True)).all()


def _refuse(session: Session, pair: DuplicatePair, kept: Structure, lost: Structure) -> None:
    if pair.state == PairState.MERGED or kept.merged_into_id is not None or lost.merged_into_id is not None:
        raise AlreadyMerged
    if session.scalar(select(Structure.id).where(Structure.merged_into_id == lost.id).limit(1)) is not None:
        raise OthersWereMergedHere


def _later_merge(session: Session, pair: DuplicatePair) -> int | None:
    """The latest of the merges into the same structure that came after this one."""
    kept = pair.undo["kept"]
    merged_at = select(DuplicatePair.decided_at).where(DuplicatePair.id == pair.id).scalar_subquery()
    later = select(DuplicatePair.id).where(
        DuplicatePair.state == PairState.MERGED,
        or_(DuplicatePair.first_id == kept, DuplicatePair.second_id == kept),
        DuplicatePair.decided_at > merged_at,
    )
    return session.scalar(later.order_by(DuplicatePair.decided_at.desc()).limit(1))


def _rows(session: Session, kept: Structure, lost: Structure) -> Iterator[Row]:
    """Every row that a merge may change."""
    for structure in (kept, lost):
        yield structure
        for service in structure.services:
            yield service
            yield from service.locations
    numbers = [service.id for service in (*kept.services, *lost.services)]
    places = [place.id for service in (*kept.services, *lost.services) for place in service.locations]
    of_either = or_(
        TemporaryInfo.structure_id.in_((kept.id, lost.id)), TemporaryInfo.service_id.in_(numbers), TemporaryInfo.location_id.in_(places)
    )
    yield from session.scalars(select(TemporaryInfo).where(of_either))


def _absorb(session: Session, match: Match) -> Sequence[ServiceKind]:
    """Make a service lead to the one that it is; return the kinds that this one gains. Protection and the SIAO's door stay."""
    service, same = match
    service.merged_into_id = same.id
    same.is_protected = same.is_protected or service.is_protected
    same.through_siao = same.through_siao or service.through_siao
    _hand_over(session, TemporaryInfo.service_id, service.id, same.id)
    for stop, same_stop in places_in_common(service, same):
        _hand_over(session, TemporaryInfo.location_id, stop.id, same_stop.id)
    return fill_service(session, same, service)


def _move(session: Session, kept: Structure, lost: Structure) -> Sequence[Service]:
    """Give the kept structure the services that it does not have, and what the other announces; return these services."""
    moved = [service for service in lost.services if service.merged_into_id is None]
    for service in moved:
        service.structure = kept
    _hand_over(session, TemporaryInfo.structure_id, lost.id, kept.id)
    return moved


def _stop_misdirected(session: Session, agreed: Agreed, told: Sequence[Structure | Service]) -> Sequence[Service]:
    """Receive no orientations any more where the merge would send them elsewhere; return the services that are not told of yet."""
    stopped = agreed.misdirected()
    others = [service for service in stopped if service not in told]
    _remember_before(session, others)
    for service in stopped:
        service.receives_orientations = False
    return others


def _hand_over(session: Session, subject: InstrumentedAttribute[int | None], lost: int, kept: int) -> None:
    """Give temporary information to another subject, but for what is announced there already."""
    announced = {_said(info) for info in session.scalars(select(TemporaryInfo).where(subject == kept))}
    for info in session.scalars(select(TemporaryInfo).where(subject == lost)):
        if _said(info) not in announced:
            setattr(info, subject.key, kept)


def _said(info: TemporaryInfo) -> tuple[object, ...]:
    return (info.kind, info.starts, info.ends, info.expression, info.message)


def _publish(session: Session, touched: Sequence[Service], structures: Sequence[Structure]) -> None:
    """Publish what was touched, and make again the entries of all services of both: protection and announcements are theirs too."""
    services.publish(session, touched)
    reindex(session, [service.id for structure in structures for service in structure.services])


def _published(session: Session, changes: Sequence[Change]) -> Sequence[Service]:
    """The services of which a merge changed something else than where they lead."""
    numbers = {change["id"] for change in changes if change["table"] == Service.__tablename__ and "merged_into_id" not in change["before"]}
    return session.scalars(select(Service).where(Service.id.in_(numbers)).order_by(Service.id)).all()


def _told(session: Session, pair: DuplicatePair) -> list[Structure | Service]:
    """The two structures, and the services of which a merge changed what they say."""
    numbers = {change["id"] for change in pair.undo["changes"] if change["table"] == Service.__tablename__}
    numbers |= {service for service, _, _ in pair.undo["kinds"]}
    services = session.scalars(select(Service).where(Service.id.in_(numbers)).order_by(Service.id))
    return [*_structures(session, pair), *services]


def _remember_before(session: Session, told: Iterable[Structure | Service]) -> None:
    for subject in told:
        remember_before(session, subject)


def _remember(session: Session, told: Iterable[Structure | Service]) -> None:
    for subject in told:
        remember(session, subject, MERGER)


def _take_kinds_back(session: Session, kinds: Iterable[tuple[int, str, int]]) -> None:
    for service_id, kind, position in kinds:
        found = session.get(ServiceKind, (service_id, kind))
        if found is not None and found.position == position:
            session.delete(found)
    session.flush()

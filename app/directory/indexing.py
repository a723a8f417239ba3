"""Projecting services into the index of the search: what is read on each search is worked out here, once."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import blake2b

from sqlalchemy import Connection, Table, delete, select
from sqlalchemy.orm import Session

from app.core.bulk import form
from app.core.database import AnyRow
from app.directory.correspondences import needs_by_thematique
from app.directory.models import IndexEntry, Location, Service, ServiceArea, ServiceKind, Structure, TemporaryInfo
from app.directory.needs import NEEDS_OF_KIND
from app.directory.projection import EntryRow, Parts, entries

BATCH = 2000
_TABLE: Table = IndexEntry.__table__  # type: ignore[assignment] # declared as something wider
_COLUMNS = tuple(column.name for column in _TABLE.columns)


def reindex(session: Session, service_ids: Sequence[int]) -> int:
    """Make again the entries of these services; return how many entries stand for them."""
    count = 0
    for start in range(0, len(service_ids), BATCH):
        batch = service_ids[start : start + BATCH]
        session.execute(delete(IndexEntry).where(IndexEntry.service_id.in_(batch)))
        rows = list(_entries(session, batch))
        write_entries(session.connection(), rows)
        count += len(rows)
    return count


@cache
def recipe() -> str:
    """Return a mark of what entries are made with besides the services: the needs that kinds and thematiques lead to."""
    return blake2b(repr((sorted(NEEDS_OF_KIND.items()), sorted(needs_by_thematique().items()))).encode(), digest_size=16).hexdigest()


def write_entries(connection: Connection, rows: Iterable[EntryRow]) -> None:
    """Insert entries; in the order of the index, which is quicker."""
    form(_TABLE, _COLUMNS, connection.dialect).write(connection, sorted(rows))


def remove_from_index(session: Session, service_ids: Sequence[int]) -> None:
    """Forget the entries of services that are about to go."""
    for start in range(0, len(service_ids), BATCH):
        session.execute(delete(IndexEntry).where(IndexEntry.service_id.in_(service_ids[start : start + BATCH])))


def _entries(session: Session, ids: Sequence[int]) -> Iterator[EntryRow]:
    kinds = _grouped(session.execute(select(ServiceKind.service_id, ServiceKind.kind).where(ServiceKind.service_id.in_(ids))))
    columns = (ServiceArea.service_id, ServiceArea.purpose, ServiceArea.kind, ServiceArea.code, ServiceArea.area)
    areas = _grouped(session.execute(select(*columns).where(ServiceArea.service_id.in_(ids))))
    locations = _grouped(session.execute(_LOCATIONS.where(Location.service_id.in_(ids))))
    changed = set(session.scalars(select(TemporaryInfo.service_id).where(TemporaryInfo.service_id.in_(ids))))
    changed_structures = set(
        session.scalars(
            select(TemporaryInfo.structure_id).join(Service, Service.structure_id == TemporaryInfo.structure_id).where(Service.id.in_(ids))
        )
    )
    for service in session.execute(_SERVICES.where(Service.id.in_(ids))):
        parts = Parts(
            kinds=[row.kind for row in kinds.get(service.id, ())],
            areas=areas.get(service.id, []),
            locations=locations.get(service.id, []),
            has_changes=service.id in changed or service.structure_id in changed_structures,
        )
        yield from entries(service, parts)


_SERVICES = select(
    Service.id, Service.structure_id, Service.publics, Service.audience, Service.modes_accueil, Service.modes_mobilisation,
    Service.mobilisable_par, Service.by_appointment, Service.frais, Service.animals, Service.step_free, Service.spoken_languages,
    Service.through_siao, Service.organisations_only, Service.is_default, Service.is_example,
    (Service.is_protected | Structure.is_protected).label("is_protected"),
    Service.hours_confirmed_at, Service.contact_confirmed_at, Service.conditions_confirmed_at, Service.date_maj, Service.vanished_at,
    Service.thematiques,
).join(Structure).where(Service.merged_into_id.is_(None), Service.ended_on.is_(None), Structure.ended_on.is_(None))  # fmt: skip

_LOCATIONS = select(
    Location.service_id, Location.id, Location.role, Location.latitude, Location.longitude, Location.hours_id, Location.code_insee
).order_by(Location.id)


def _grouped(rows: Iterable[AnyRow]) -> dict[int, list[AnyRow]]:
    groups: dict[int, list[AnyRow]] = {}
    for row in rows:
        groups.setdefault(row[0], []).append(row)
    return groups

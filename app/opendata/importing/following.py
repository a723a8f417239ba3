"""Records that the directory has already, and that upstream says differently: through the editing service, field by field."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session, selectinload

from app.directory.editing import edits_of, follow, services_of
from app.directory.models import Location, Service, Structure
from app.directory.services import publish
from app.opendata.importing.records import ServiceRecord, StructureRecord


def follow_structures(session: Session, dataset: str, records: Mapping[int, StructureRecord], now: datetime) -> int:
    """Bring structures, by their number, to what upstream says; return how many fields differ from what was changed here."""
    found = {structure.id: structure for structure in session.query(Structure).filter(Structure.id.in_(records))}
    edits = edits_of(session, list(found.values()))
    for number, record in records.items():
        structure = found[number]
        follow(session, structure, record.fields(), [edit for edit in edits if edit.structure_id == number], now)
        _follow_upstream(structure, dataset, record.digest)
    publish(session, services_of(found.values()))
    return sum(edit.proposed_at == now for edit in edits)


def follow_services(session: Session, dataset: str, records: Mapping[int, tuple[ServiceRecord, int]], now: datetime) -> int:
    """The same for services, each with the number of its structure."""
    loads = (selectinload(Service.kinds), selectinload(Service.areas), selectinload(Service.locations).joinedload(Location.hours))
    found = {service.id: service for service in session.query(Service).filter(Service.id.in_(records)).options(*loads)}
    edits = edits_of(session, list(found.values()))
    for number, (record, structure_id) in records.items():
        service = found[number]
        own = [edit for edit in edits if edit.service_id == number]
        follow(session, service, record.fields(), own, now)
        if all(edit.field != "kinds" for edit in own):
            _tell_guesses(service, record)
        # Whatever was decided here of its kinds: a place that may be a refuge is hidden first, looked at after.
        service.is_protected = service.is_protected or record.is_protected
        if service.merged_into_id is None:
            service.structure_id = structure_id
        _follow_upstream(service, dataset, record.digest)
    session.flush()
    publish(session, list(found.values()))
    return sum(edit.proposed_at == now for edit in edits)


def forget_absence(session: Session, model: type[Structure] | type[Service], numbers: Sequence[int]) -> None:
    """Say that upstream has these again, as it said them before it left them out."""
    back: Sequence[Structure | Service] = session.query(model).filter(model.id.in_(numbers)).all()  # type: ignore[assignment] # one or other
    for row in back:
        row.vanished_at = None
    publish(session, services_of(back))


def _tell_guesses(service: Service, record: ServiceRecord) -> None:
    for kind in service.kinds:
        kind.is_guessed = record.is_guessed


def _follow_upstream(row: Structure | Service, dataset: str, digest: str) -> None:
    row.dataset, row.digest, row.vanished_at = dataset, digest, None

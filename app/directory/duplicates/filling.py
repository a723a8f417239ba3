"""Giving the row that is kept what only the other says. What is known is never replaced, and what was emptied here stays empty."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.directory.duplicates.journal import EDITED_BY, POINT, SERVICE_FIELDS, STRUCTURE_FIELDS
from app.directory.duplicates.same_services import places_in_common
from app.directory.models import LocalEdit, Service, ServiceKind, Structure

ADDRESS = frozenset(("adresse", "complement_adresse", "code_postal", "commune", "code_insee"))


def fill_structure(session: Session, kept: Structure, lost: Structure) -> None:
    """Fill what is empty of a structure; an address as a whole, and a point, within one commune only."""
    here = not kept.code_insee or kept.code_insee == lost.code_insee
    left = (() if here else POINT) + (() if here and not kept.adresse else tuple(ADDRESS))
    _fill(session, kept, lost, [names for names in STRUCTURE_FIELDS if set(names).isdisjoint(left)])


def fill_service(session: Session, kept: Service, lost: Service) -> Sequence[ServiceKind]:
    """Fill what is empty of a service, the hours of its places included; return the kinds that it did not have."""
    _fill(session, kept, lost, SERVICE_FIELDS)
    for place, same in places_in_common(lost, kept):
        same.hours_id = place.hours_id if same.hours_id is None else same.hours_id
    known = {kind.kind for kind in kept.kinds}
    position = max((kind.position for kind in kept.kinds), default=-1) + 1
    missing = [kind for kind in lost.kinds if kind.kind not in known]
    added = [ServiceKind(kind=kind.kind, position=rank, is_guessed=kind.is_guessed) for rank, kind in enumerate(missing, position)]
    kept.kinds.extend(added)
    return added


def _fill(session: Session, kept: Structure | Service, lost: Structure | Service, fields: Iterable[tuple[str, ...]]) -> None:
    chosen = _edited(session, kept)
    for names in fields:
        if chosen.isdisjoint(names) and all(_is_empty(getattr(kept, name)) and not _is_empty(getattr(lost, name)) for name in names):
            for name in names:
                _fill_one(session, kept, name, getattr(lost, name))


def _fill_one(session: Session, kept: Structure | Service, name: str, value: object) -> None:
    if kept.dataset is not None:
        of = {"service_id": kept.id} if isinstance(kept, Service) else {"structure_id": kept.id}
        session.add(LocalEdit(field=name, upstream=getattr(kept, name), edited_at=utc_now(), edited_by=EDITED_BY, **of))
    setattr(kept, name, list(value) if isinstance(value, list) else value)


def _edited(session: Session, row: Structure | Service) -> set[str]:
    column = LocalEdit.service_id if isinstance(row, Service) else LocalEdit.structure_id
    return set(session.scalars(select(LocalEdit.field).where(column == row.id)))


def _is_empty(value: object) -> bool:
    return value is None or value in ("", [])

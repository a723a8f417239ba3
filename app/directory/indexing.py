"""Projecting services into the index of the search: what is read on each search is worked out here, once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from app.core.database import AnyRow
from app.directory.models import IndexEntry, Location, Service, ServiceArea, ServiceKind, Structure, TemporaryInfo
from app.directory.needs import NEEDS_OF_KIND
from app.directory.redaction import public_areas, public_commune, public_point
from app.directory.rules import LANGUAGE_BITS, PUBLIC_BITS, AreaPurpose, LocationRole, Mobilisation, Public, Trait
from app.directory.themes import EVERYTHING, kind_theme, need_theme, remote_cell
from app.territory.areas import COUNTRY, area_code
from app.territory.distance import cell

BATCH = 2000


class Confirmation(Protocol):
    """What says when a service was confirmed: a row of columns, or the service itself."""

    hours_confirmed_at: Any
    contact_confirmed_at: Any
    conditions_confirmed_at: Any
    date_maj: Any
    is_default: Any


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where an entry stands: a cell with its point, or an area."""

    cell: int
    location_id: int
    latitude: float
    longitude: float
    hours_id: int
    collectivite: int
    traits: Trait


def reindex(session: Session, service_ids: Sequence[int]) -> int:
    """Make again the entries of these services; return how many entries stand for them."""
    count = 0
    for start in range(0, len(service_ids), BATCH):
        batch = service_ids[start : start + BATCH]
        session.execute(delete(IndexEntry).where(IndexEntry.service_id.in_(batch)))
        entries = list(_entries(session, batch))
        if entries:
            session.execute(insert(IndexEntry), entries)
        count += len(entries)
    return count


def remove_from_index(session: Session, service_ids: Sequence[int]) -> None:
    """Forget the entries of services that are about to go."""
    for start in range(0, len(service_ids), BATCH):
        session.execute(delete(IndexEntry).where(IndexEntry.service_id.in_(service_ids[start : start + BATCH])))


def _entries(session: Session, ids: Sequence[int]) -> Iterator[dict[str, object]]:
    kinds = _grouped(session.execute(select(ServiceKind.service_id, ServiceKind.kind).where(ServiceKind.service_id.in_(ids))))
    areas = _grouped(
        session.execute(
            select(ServiceArea.service_id, ServiceArea.purpose, ServiceArea.kind, ServiceArea.code, ServiceArea.area).where(
                ServiceArea.service_id.in_(ids)
            )
        )
    )
    locations = _grouped(session.execute(_LOCATIONS.where(Location.service_id.in_(ids))))
    changed = set(session.scalars(select(TemporaryInfo.service_id).where(TemporaryInfo.service_id.in_(ids))))
    changed_structures = set(
        session.scalars(
            select(TemporaryInfo.structure_id).join(Service, Service.structure_id == TemporaryInfo.structure_id).where(Service.id.in_(ids))
        )
    )
    for service in session.execute(_SERVICES.where(Service.id.in_(ids))):
        has_changes = service.id in changed or service.structure_id in changed_structures
        yield from _of_service(
            service,
            kinds=[row.kind for row in kinds.get(service.id, ())],
            areas=areas.get(service.id, []),
            locations=locations.get(service.id, []),
            has_changes=has_changes,
        )


_SERVICES = select(
    Service.id, Service.structure_id, Service.publics, Service.audience, Service.modes_accueil, Service.modes_mobilisation,
    Service.mobilisable_par, Service.by_appointment, Service.frais, Service.animals, Service.step_free, Service.spoken_languages,
    Service.through_siao, Service.organisations_only, Service.is_default, Service.is_example,
    (Service.is_protected | Structure.is_protected).label("is_protected"),
    Service.hours_confirmed_at, Service.contact_confirmed_at, Service.conditions_confirmed_at, Service.date_maj,
).join(Structure).where(Service.merged_into_id.is_(None))  # fmt: skip

_LOCATIONS = select(
    Location.service_id, Location.id, Location.role, Location.latitude, Location.longitude, Location.hours_id, Location.code_insee
).order_by(Location.id)


def _grouped(rows: Iterable[AnyRow]) -> dict[int, list[AnyRow]]:
    groups: dict[int, list[AnyRow]] = {}
    for row in rows:
        groups.setdefault(row[0], []).append(row)
    return groups


def _of_service(
    service: AnyRow, *, kinds: Sequence[str], areas: Sequence[AnyRow], locations: Sequence[AnyRow], has_changes: bool
) -> Iterator[dict[str, object]]:
    eligibility = _numbers(areas, AreaPurpose.ELIGIBILITY, is_protected=service.is_protected)
    traits = _traits(service)
    if has_changes:
        traits |= Trait.CHANGES
    if len(eligibility) > 1 and service.is_protected:
        eligibility = ()
    elif len(eligibility) > 1:
        traits |= Trait.SEVERAL_AREAS
    spots = [*_places(service, locations), *_areas(service, areas, eligibility)]
    common = {
        "service_id": service.id,
        "publics": publics_bits(service.publics),
        "languages": sum(LANGUAGE_BITS.get(code, 0) for code in service.spoken_languages),
        "fresh": freshness(service),
        "area": eligibility[0] if eligibility else 0,
    }
    for theme in _themes(kinds):
        for spot in spots:
            yield {
                **common,
                "theme": theme,
                "cell": spot.cell,
                "location_id": spot.location_id,
                "latitude": spot.latitude,
                "longitude": spot.longitude,
                "hours_id": spot.hours_id,
                "collectivite": spot.collectivite,
                "traits": int(traits | spot.traits),
            }


def _themes(kinds: Sequence[str]) -> set[int]:
    themes = {EVERYTHING}
    for kind in kinds:
        themes.add(kind_theme(kind))
        themes.update(need_theme(need) for need in NEEDS_OF_KIND.get(kind, ()))
    return themes


def _places(service: AnyRow, locations: Sequence[AnyRow]) -> Iterator[_Spot]:
    for location in locations:
        point = public_point(location, is_protected=service.is_protected)
        if point is None:
            continue
        commune = public_commune(location, is_protected=service.is_protected)
        yield _Spot(
            cell=cell(point.latitude, point.longitude),
            location_id=location.id,
            latitude=point.latitude,
            longitude=point.longitude,
            hours_id=location.hours_id or 0,
            collectivite=-area_code("collectivite", commune.collectivite) if commune else 0,
            traits=Trait.STOP if location.role == LocationRole.STOP else Trait(0),
        )


def _numbers(areas: Sequence[AnyRow], purpose: AreaPurpose, *, is_protected: bool) -> tuple[int, ...]:
    return public_areas((row for row in areas if row.purpose == purpose), is_protected=is_protected)


def _areas(service: AnyRow, areas: Sequence[AnyRow], eligibility: Sequence[int]) -> Iterator[_Spot]:
    """Entries by area: where a mobile team goes; and, for what is given at a distance, where people must live."""
    for area in _numbers(areas, AreaPurpose.COVERAGE, is_protected=service.is_protected):
        yield _Spot(area, 0, 0.0, 0.0, 0, 0, Trait.MOBILE)
    if "a-distance" in service.modes_accueil:
        for area in eligibility or [area_code("pays", COUNTRY)]:
            yield _Spot(remote_cell(area), 0, 0.0, 0.0, 0, 0, Trait.REMOTE)


def publics_bits(publics: Sequence[str]) -> int:
    """Return the mask of publics by their codes; everyone when none is known."""
    bits = sum({PUBLIC_BITS[Public(code)] for code in publics if code in PUBLIC_BITS})
    return bits or PUBLIC_BITS[Public.EVERYONE]


def _traits(service: AnyRow) -> Trait:
    wanted = (
        (Trait.DROP_IN, Mobilisation.COME in service.modes_mobilisation and not service.by_appointment),
        (Trait.STEP_FREE, bool(service.step_free)),
        (Trait.ANIMALS, bool(service.animals)),
        (Trait.FREE_OF_CHARGE, service.frais == "gratuit"),
        (Trait.ORGANISATIONS_ONLY, service.organisations_only),
    )
    traits = Trait(0)
    for trait, holds in wanted:
        if holds:
            traits |= trait
    return traits


def freshness(service: Confirmation) -> int:
    """Return the day (proleptic ordinal) of the oldest confirmation, else of the last change upstream; 0 when nobody said."""
    confirmed = [service.hours_confirmed_at, service.contact_confirmed_at, service.conditions_confirmed_at]
    known: list[date | datetime] = [instant for instant in confirmed if instant is not None]
    if not known and service.date_maj is not None and not service.is_default:
        known = [service.date_maj]
    return min(instant.toordinal() for instant in known) if known else 0

"""The fields of a structure or a service that can be changed one by one, each read and written in one way."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Date
from sqlalchemy.orm import Session

from app.directory.columns import ADDRESS, OWN_COLUMNS, SERVICE_COLUMNS, STRUCTURE_COLUMNS
from app.directory.models import Location, Service, ServiceArea, ServiceKind, Structure
from app.directory.rules import AreaPurpose, LocationRole
from app.directory.services import hours
from app.territory.areas import area_code


class Field(NamedTuple):
    """One field: how to read it of a structure or service, how to write it."""

    read: Callable[[Any], Any]
    write: Callable[[Session, Any, Any], None]


def field_of(subject: Structure | Service, name: str) -> Field | None:
    """Return a field by its name: a column, or `kinds`, `place`, `hours`, `areas` of a service; None when there is none."""
    if isinstance(subject, Structure):
        return _COLUMNS_OF_STRUCTURE.get(name)
    return _FIELDS_OF_SERVICE.get(name)


def reading(value: Any) -> Any:
    """Return a value as JSON keeps it, so that two readings can be compared: dates as ISO text, tuples as lists."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: reading(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [reading(part) for part in value]
    return value


def snapshot(subject: Structure | Service) -> dict[str, Any]:
    """Return every field as JSON keeps it: what a version remembers, and what brings it back exactly."""
    fields = _COLUMNS_OF_STRUCTURE if isinstance(subject, Structure) else _FIELDS_OF_SERVICE
    return {name: reading(field.read(subject)) for name, field in fields.items()}


def _column(model: type[Structure | Service], name: str) -> Field:
    is_date = isinstance(model.__table__.columns[name].type, Date)

    def read(subject: Any) -> Any:
        return getattr(subject, name)

    def write(_session: Session, subject: Any, value: Any) -> None:
        setattr(subject, name, date.fromisoformat(value) if is_date and isinstance(value, str) else value)

    return Field(read, write)


def _read_kinds(service: Service) -> list[str]:
    return [kind.kind for kind in service.kinds]


def _write_kinds(_session: Session, service: Service, codes: list[str]) -> None:
    kept = {kind.kind: kind for kind in service.kinds}
    service.kinds = [kept.get(code) or ServiceKind(kind=code) for code in codes]
    for position, kind in enumerate(service.kinds):
        kind.position = position


def fixed_place(service: Service) -> Location | None:
    """Return the one place where a service is given, its stops aside; None when there is none."""
    return next((location for location in service.locations if location.role == LocationRole.FIXED), None)


def _read_place(service: Service) -> dict[str, Any] | None:
    place = fixed_place(service)
    return None if place is None else {name: getattr(place, name) for name in ADDRESS}


def _write_place(_session: Session, service: Service, address: dict[str, Any] | None) -> None:
    place = fixed_place(service)
    if address is None:
        if place is not None:
            service.locations.remove(place)
        return
    if place is None:
        place = Location(role=LocationRole.FIXED)
        service.locations.append(place)
    for name, value in address.items():
        setattr(place, name, value)


def _read_hours(service: Service) -> list[str]:
    place = fixed_place(service)
    return [place.hours.expression, place.hours.raw] if place is not None and place.hours is not None else ["", ""]


def _write_hours(session: Session, service: Service, said: list[str]) -> None:
    """Hours belong to the place: without one there is nothing to write."""
    place = fixed_place(service)
    if place is not None:
        place.hours = hours(session, said[0], raw=said[1]) if any(said) else None


def _read_areas(service: Service) -> list[list[str]]:
    return sorted([area.kind, area.code] for area in service.areas if area.purpose == AreaPurpose.ELIGIBILITY)


def _write_areas(_session: Session, service: Service, areas: list[list[str]]) -> None:
    kept = [area for area in service.areas if area.purpose != AreaPurpose.ELIGIBILITY or [area.kind, area.code] in areas]
    known = [[area.kind, area.code] for area in kept if area.purpose == AreaPurpose.ELIGIBILITY]
    added = [
        ServiceArea(purpose=AreaPurpose.ELIGIBILITY, kind=kind, code=code, area=area_code(kind, code))  # type: ignore[arg-type] # upstream's
        for kind, code in areas
        if [kind, code] not in known
    ]
    service.areas = [*kept, *added]


_COLUMNS_OF_STRUCTURE: Mapping[str, Field] = {name: _column(Structure, name) for name in STRUCTURE_COLUMNS}
_FIELDS_OF_SERVICE: Mapping[str, Field] = {
    **{name: _column(Service, name) for name in (*SERVICE_COLUMNS, *OWN_COLUMNS)},
    "kinds": Field(_read_kinds, _write_kinds),
    "place": Field(_read_place, _write_place),
    "hours": Field(_read_hours, _write_hours),
    "areas": Field(_read_areas, _write_areas),
}

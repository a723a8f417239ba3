"""The fields of a structure or a service that can be changed one by one, each read and written in one way."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Date
from sqlalchemy.orm import Session

from app.directory.columns import OWN_COLUMNS, OWN_OF_STRUCTURE, SERVICE_COLUMNS, STRUCTURE_COLUMNS
from app.directory.models import Service, ServiceKind, Structure
from app.directory.parts import (
    OF_UPSTREAM,
    fixed_place,
    read_hours,
    read_place,
    read_temporary,
    reading_areas,
    told_hours,
    write_hours,
    write_place,
    write_temporary,
    writing_areas,
)
from app.directory.rules import AreaPurpose
from app.directory.stops.sites import read_sites, write_sites

__all__ = ["Field", "agrees", "field_of", "fixed_place", "reading", "snapshot"]


class Field(NamedTuple):
    """One field: how to read it of a structure or service, how to write it."""

    read: Callable[[Any], Any]
    write: Callable[[Session, Any, Any], None]


def field_of(subject: Structure | Service, name: str) -> Field | None:
    """Return a field by its name; None when there is none.

    Besides the columns, what both announce (`temporary`), and of a service: `kinds` and which of them are `guessed`, `areas` where
    people must live, `coverage` of a team, the first fixed `place` and its `hours`, and `sites`: every place and stop, with
    their hours, and the days on which a stop is cancelled or moved.
    """
    return _of(subject).get(name)


def reading(value: Any) -> Any:
    """Return a value as JSON keeps it, so that two readings can be compared: dates as ISO text, tuples as lists."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: reading(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [reading(part) for part in value]
    return value


def agrees(name: str, said: Any, here: Any) -> bool:
    """Whether what somebody says of a field is what stands: hours of two items say nothing of the school holidays."""
    if name != "hours" or not said or not here:
        return bool(said == here)
    return said == here[:OF_UPSTREAM] if len(said) == OF_UPSTREAM else told_hours(said) == told_hours(here)


def snapshot(subject: Structure | Service) -> dict[str, Any]:
    """Return every field as JSON keeps it: what a version remembers, and what brings it back exactly."""
    return {name: reading(field.read(subject)) for name, field in _of(subject).items()}


def _of(subject: Structure | Service) -> Mapping[str, Field]:
    return _OF_STRUCTURE if isinstance(subject, Structure) else _OF_SERVICE


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
    service.kinds = [kept.get(code) or ServiceKind(kind=code, is_guessed=False) for code in codes]
    for position, kind in enumerate(service.kinds):
        kind.position = position


def _read_guessed(service: Service) -> list[str]:
    return [kind.kind for kind in service.kinds if kind.is_guessed]


def _write_guessed(_session: Session, service: Service, codes: list[str]) -> None:
    for kind in service.kinds:
        kind.is_guessed = kind.kind in codes


_OF_STRUCTURE: Mapping[str, Field] = {
    **{name: _column(Structure, name) for name in (*STRUCTURE_COLUMNS, *OWN_OF_STRUCTURE)},
    "temporary": Field(read_temporary, write_temporary),
}
_OF_SERVICE: Mapping[str, Field] = {
    **{name: _column(Service, name) for name in (*SERVICE_COLUMNS, *OWN_COLUMNS)},
    "kinds": Field(_read_kinds, _write_kinds),
    "guessed": Field(_read_guessed, _write_guessed),
    "place": Field(read_place, write_place),
    "hours": Field(read_hours, write_hours),
    "areas": Field(reading_areas(AreaPurpose.ELIGIBILITY), writing_areas(AreaPurpose.ELIGIBILITY)),
    "coverage": Field(reading_areas(AreaPurpose.COVERAGE), writing_areas(AreaPurpose.COVERAGE)),
    "sites": Field(read_sites, write_sites),
    "temporary": Field(read_temporary, write_temporary),
}
"""In the order in which a version is brought back: the whole of the places after their parts."""

"""What a structure or a service says in rows beside its own: its place and hours, areas, temporary information; read and written whole."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from app.directory.columns import ADDRESS
from app.directory.models import Hours, Location, Service, ServiceArea, Structure, TemporaryInfo
from app.directory.rules import AreaPurpose, LocationRole
from app.directory.services import hours
from app.territory.areas import area_code

OF_UPSTREAM = 2
"""Items of hours as upstream says them: the expression, or the text that could not be read."""
ANNOUNCED = ("kind", "starts", "ends", "expression", "message")
"""Columns of temporary information, whatever it is about."""


def fixed_place(service: Service) -> Location | None:
    """Return the one place where a service is given, its stops aside; None when there is none."""
    return next((location for location in service.locations if location.role == LocationRole.FIXED), None)


def read_place(service: Service) -> dict[str, Any] | None:
    """Return the address of the place, column by column; None when there is none."""
    place = fixed_place(service)
    return None if place is None else {name: getattr(place, name) for name in ADDRESS}


def write_place(_session: Session, service: Service, address: Mapping[str, Any] | None) -> None:
    """Write the address of the place, made if need be; None takes the place away."""
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


def told_hours(said: Sequence[str]) -> list[str]:
    """Return hours in their shortest form: `[expression, raw]`, and where there are some, the school holidays' and their zone."""
    return list(said) if len(said) > OF_UPSTREAM and said[OF_UPSTREAM] else list(said[:OF_UPSTREAM])


def read_hours(service: Service) -> list[str]:
    """Return the hours of the place, as `told_hours`; two empty texts when nobody knows them."""
    place = fixed_place(service)
    return told_hours(said_hours(place.hours)) if place is not None and place.hours is not None else ["", ""]


def write_hours(session: Session, service: Service, said: Sequence[str]) -> None:
    """Write the hours of the place; two items leave those of the school holidays as they are. Without a place there is nothing to write."""
    place = fixed_place(service)
    if place is None:
        return
    away = said[OF_UPSTREAM:] or (said_hours(place.hours)[OF_UPSTREAM:] if place.hours is not None else [])
    place.hours = hours_row(session, [*said[:OF_UPSTREAM], *away]) if any(said[:OF_UPSTREAM]) else None


def reading_areas(purpose: AreaPurpose) -> Callable[[Service], list[list[str]]]:
    """Return what reads the areas named for a purpose, as pairs of a kind and a code."""
    return lambda service: sorted([area.kind, area.code] for area in service.areas if area.purpose == purpose)


def writing_areas(purpose: AreaPurpose) -> Callable[[Session, Service, Sequence[Sequence[str]]], None]:
    """Return what writes the areas named for a purpose, those of the other left alone."""

    def write(_session: Session, service: Service, said: Sequence[Sequence[str]]) -> None:
        wanted = [list(pair) for pair in said]
        kept = [area for area in service.areas if area.purpose != purpose or [area.kind, area.code] in wanted]
        known = [[area.kind, area.code] for area in kept if area.purpose == purpose]
        added = [
            ServiceArea(purpose=purpose, kind=kind, code=code, area=area_code(kind, code))  # type: ignore[arg-type] # upstream's
            for kind, code in wanted
            if [kind, code] not in known
        ]
        service.areas = [*kept, *added]

    return write


def read_temporary(subject: Structure | Service) -> list[dict[str, Any]]:
    """Return what is announced of the subject itself, in the order of its days."""
    told = [
        {"kind": str(row.kind), "starts": row.starts, "ends": row.ends, "expression": row.expression, "message": row.message}
        for row in _announced(subject)
    ]
    return sorted(told, key=lambda info: (info["starts"], info["ends"], info["kind"], info["expression"], info["message"]))


def write_temporary(session: Session, subject: Structure | Service, said: Sequence[Mapping[str, Any]]) -> None:
    """Write what is announced of the subject: what stands already is left alone."""
    wanted = [{**info, "starts": day_of(info["starts"]), "ends": day_of(info["ends"])} for info in said]
    for row in _announced(subject):
        told = {name: getattr(row, name) for name in ANNOUNCED}
        if told in wanted:
            wanted.remove(told)
        else:
            session.delete(row)
    of = {"structure_id": subject.id} if isinstance(subject, Structure) else {"service_id": subject.id}
    session.add_all([TemporaryInfo(**of, **info) for info in wanted])
    session.flush()


def _announced(subject: Structure | Service) -> Sequence[TemporaryInfo]:
    session = object_session(subject)
    if session is None:
        return ()
    of = {"structure_id": subject.id} if isinstance(subject, Structure) else {"service_id": subject.id}
    return session.scalars(select(TemporaryInfo).filter_by(**of)).all()


def said_hours(row: Hours) -> list[str]:
    """Return hours whole: expression, what could not be read, school holidays, their zone."""
    return [row.expression, row.raw, row.school_holidays, row.zone]


def hours_row(session: Session, said: Sequence[str]) -> Hours:
    """Return the row of hours, made if need be; two items say nothing of the school holidays."""
    expression, raw, school_holidays, zone = [*said, "", "A"][:4] if len(said) == OF_UPSTREAM else said
    return hours(session, expression, school_holidays=school_holidays, zone=zone, raw=raw)


def day_of(day: date | str | None) -> date | None:
    """Return a day that may be as JSON keeps it."""
    return date.fromisoformat(day) if isinstance(day, str) else day

"""Reads of the directory."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, and_, func, select
from sqlalchemy.orm import Session, selectinload

from app.core.among import among, filled, room
from app.core.database import AnyRow
from app.core.errors import NotThere
from app.directory.models import DirectoryState, Location, Service, Structure

_CARD = select(
    Service.id, Service.nom, Service.description, Service.main_kind, Service.audience, Service.gender, Service.age_min, Service.age_max,
    Service.telephone, Service.is_default, Service.is_example, (Service.is_protected | Structure.is_protected).label("is_protected"),
    Service.hours_confirmed_at, Service.contact_confirmed_at, Service.conditions_confirmed_at, Service.date_maj,
    Structure.nom.label("structure"), Structure.telephone.label("structure_telephone"), Location.nom.label("location"), Location.adresse,
    Location.complement_adresse, Location.code_postal, Location.commune, Location.code_insee, Location.latitude, Location.longitude,
).join(Structure, Structure.id == Service.structure_id)  # fmt: skip


@lru_cache(maxsize=16)
def _cards(size: int) -> Select[*tuple[Any, ...]]:
    place = and_(Location.service_id == Service.id, among(Location.__table__.c.id, "location", size))
    return _CARD.outerjoin(Location, place).where(among(Service.__table__.c.id, "service", size))


def card_rows(connection: Connection, places: Sequence[tuple[int, int]]) -> Mapping[int, AnyRow]:
    """Return what cards show, by service: `places` are pairs (service, location), location 0 when there is none."""
    if not places:
        return {}
    size = room(len(places))
    services, locations = zip(*places, strict=True)
    parameters = {**filled("service", services, size), **filled("location", locations, size)}
    return {row.id: row for row in connection.execute(_cards(size), parameters)}


def service(session: Session, service_id: int) -> Service:
    """Return a service with all that its sheet shows; raise NotThere."""
    loads = (selectinload(Service.kinds), selectinload(Service.locations).joinedload(Location.hours), selectinload(Service.areas))
    found = session.get(Service, service_id, options=loads) if service_id < 2**31 else None
    if found is None or found.organisations_only:
        raise NotThere
    return found


def structure(session: Session, structure_id: int) -> Structure:
    """Return a structure with its services; raise NotThere."""
    found = session.get(Structure, structure_id, options=[selectinload(Structure.services)]) if structure_id < 2**31 else None
    if found is None:
        raise NotThere
    return found


def first_locations(connection: Connection, service_ids: Sequence[int]) -> Mapping[int, tuple[int, int]]:
    """Return, by service, its first location and that location's hours (0 when there are none)."""
    statement = (
        select(Location.service_id, Location.id, Location.hours_id).where(Location.service_id.in_(service_ids)).order_by(Location.id.desc())
    )
    return {row.service_id: (row.id, row.hours_id or 0) for row in connection.execute(statement)}


def version(session: Session) -> int:
    """Return the version of the directory; 0 while it is empty."""
    return session.scalar(select(DirectoryState.version)) or 0


def listed_ids(session: Session, model: type[Service | Structure], first: int, count: int) -> Sequence[int]:
    """Return `count` identifiers from the rank `first`, in their order: a page of the site map."""
    statement = select(model.id).order_by(model.id).offset(first).limit(count)
    if model is Service:
        statement = statement.where(Service.organisations_only.is_(False))
    return session.scalars(statement).all()


def counts(session: Session) -> tuple[int, int]:
    """Return how many structures and services there are."""
    structures = session.scalar(select(func.count()).select_from(Structure)) or 0
    return structures, session.scalar(select(func.count()).select_from(Service)) or 0

"""Reads of the directory."""

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Integer, Select, and_, case, func, select, text
from sqlalchemy.orm import Session, selectinload

from app.core.errors import NotThere
from app.core.prepared import rows
from app.directory.models import DirectoryState, Location, Service, Structure
from app.directory.rules import LocationRole


class CardRow(NamedTuple):
    """What a card shows of a service, its structure and one of its places, whose columns are None where there is none.

    Each value costs: the driver lets the interpreter go and takes locks for every one of them.
    """

    id: int
    nom: str
    description: str
    main_kind: str
    audience: str
    gender: str
    age_min: int | None
    age_max: int | None
    telephone: str
    """Its structure's where it has none."""
    is_default: bool
    is_example: bool
    is_protected: bool
    through_siao: bool
    structure: str
    location: str
    adresse: str
    complement_adresse: str
    code_postal: str
    commune: str
    code_insee: str
    latitude: float | None
    longitude: float | None
    receives_orientations: bool
    response_band: str

    @property
    def has_place(self) -> bool:
        """Whether it is given at a place."""
        return self.adresse is not None


_card_of = partial(tuple.__new__, CardRow)
"""What `CardRow._make` does, in half its time."""
_service, _structure, _location = Service.__table__.c, Structure.__table__.c, Location.__table__.c
"""Columns of the tables rather than attributes of the rows: read as they are, without the work of the ORM."""
_CARD = select(
    _service.id, _service.nom, _service.description, _service.main_kind, _service.audience, _service.gender, _service.age_min,
    _service.age_max, case((_service.telephone != "", _service.telephone), else_=_structure.telephone).label("telephone"),
    _service.is_default, _service.is_example, (_service.is_protected | _structure.is_protected).label("is_protected"),
    _service.through_siao, _structure.nom.label("structure"), _location.nom.label("location"), _location.adresse,
    _location.complement_adresse, _location.code_postal, _location.commune, _location.code_insee, _location.latitude,
    _location.longitude, _service.receives_orientations, _service.response_band,
)  # fmt: skip
"""In the order of `CardRow`."""
NO_PAIR = (0, 0)
"""That no row answers."""
STEP = 5
"""A page shows up to 20 cards, and up to 5 that are given at a distance: few sizes of statements, and little that is asked in vain."""


@lru_cache(maxsize=16)
def _cards(size: int) -> Select[*tuple[Any, ...]]:
    """From the pairs that are asked, each row is found by its number: SQLite would try each of a list of places with each service."""
    names = _pair_names(size)
    pairs = ", ".join(f"(:{service}, :{location})" for service, location in zip(names[::2], names[1::2], strict=True))
    asked = text(f"VALUES {pairs}").columns(column1=Integer, column2=Integer).subquery("asked")
    services = _CARD.join_from(asked, Service.__table__, _service.id == asked.c.column1)
    structures = services.join(Structure.__table__, _structure.id == _service.structure_id)
    return structures.outerjoin(Location.__table__, and_(_location.id == asked.c.column2, _location.service_id == _service.id))


@lru_cache(maxsize=16)
def _pair_names(size: int) -> tuple[str, ...]:
    return tuple(f"{what}{number}" for number in range(size) for what in ("service", "location"))


def card_rows(connection: Connection, places: Sequence[tuple[int, int]]) -> Mapping[int, CardRow]:
    """Return what cards show, by service: `places` are pairs (service, location), location 0 when there is none."""
    if not places:
        return {}
    size = -(-len(places) // STEP) * STEP
    asked = chain.from_iterable((*places, *[NO_PAIR] * (size - len(places))))
    found = rows(connection, _cards(size), dict(zip(_pair_names(size), asked, strict=True)))
    return {row.id: row for row in map(_card_of, found)}


def service(session: Session, service_id: int) -> Service:
    """Return a service with all that its sheet shows; raise NotThere."""
    loads = (selectinload(Service.kinds), selectinload(Service.locations).joinedload(Location.hours), selectinload(Service.areas))
    found = session.get(Service, service_id, options=loads) if service_id < 2**31 else None
    if found is None or found.organisations_only:
        raise NotThere
    return found


def structure(session: Session, structure_id: int) -> Structure:
    """Return a structure with its services; raise NotThere."""
    services = selectinload(Structure.services)
    loads = (services.selectinload(Service.areas), services.selectinload(Service.kinds))
    found = session.get(Structure, structure_id, options=loads) if structure_id < 2**31 else None
    if found is None:
        raise NotThere
    return found


def first_locations(connection: Connection, service_ids: Sequence[int]) -> Mapping[int, tuple[int, int]]:
    """Return, by service, its first location and that location's hours (0 when there are none)."""
    statement = (
        select(Location.service_id, Location.id, Location.hours_id).where(Location.service_id.in_(service_ids)).order_by(Location.id.desc())
    )
    return {row.service_id: (row.id, row.hours_id or 0) for row in connection.execute(statement)}


def stops_among(connection: Connection, location_ids: Sequence[int]) -> frozenset[int]:
    """Return which of these locations are stops."""
    if not location_ids:
        return frozenset()
    return frozenset(connection.scalars(select(Location.id).where(Location.id.in_(location_ids), Location.role == LocationRole.STOP)))


def version(session: Session) -> int:
    """Return the version of the directory; 0 while it is empty."""
    return session.scalar(select(DirectoryState.version)) or 0


def has_source(session: Session, source: str) -> bool:
    """Whether some structure comes from a source."""
    return session.scalar(select(Structure.id).where(Structure.source == source).limit(1)) is not None


def listed_ids(session: Session, model: type[Service | Structure], first: int, count: int) -> Sequence[int]:
    """Return `count` identifiers from the rank `first`, in their order: a page of the site map."""
    statement = select(model.id).where(*_stands(model)).order_by(model.id).offset(first).limit(count)
    if model is Service:
        statement = statement.where(Service.organisations_only.is_(False))
    return session.scalars(statement).all()


def counts(session: Session) -> tuple[int, int]:
    """Return how many structures and services there are, less those that turned out to be others or ended."""
    structures = session.scalar(select(func.count()).select_from(Structure).where(*_stands(Structure))) or 0
    return structures, session.scalar(select(func.count()).select_from(Service).where(*_stands(Service))) or 0


def _stands(model: type[Service | Structure]) -> tuple[ColumnElement[bool], ...]:
    """What is listed: neither another one, nor ended."""
    return model.merged_into_id.is_(None), model.ended_on.is_(None)

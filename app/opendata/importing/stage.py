"""Entries of new services, kept aside until they go into the index together, in its own order: several times quicker than one by one.

What is on the stage when a run is cut off is lost with it; `without_entries` finds these services again.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import exists, select, text
from sqlalchemy.orm import Session

from app.directory.columns import ADDRESS, SERVICE_COLUMNS
from app.directory.models import IndexEntry, Service
from app.directory.projection import EntryRow, Parts, entries
from app.directory.rules import AreaPurpose, LocationRole
from app.opendata.importing.writing import Written, area_number

_NAMES = ", ".join(column.name for column in IndexEntry.__table__.columns)
_INDEX = (
    f"INSERT INTO search_entry ({_NAMES}) SELECT {_NAMES} FROM staged_entry "  # noqa: S608 - names of the model
    "WHERE service_id IN (SELECT id FROM service WHERE NOT is_protected AND id BETWEEN :first AND :last) "
    "AND service_id NOT IN (SELECT service_id FROM search_entry WHERE service_id BETWEEN :first AND :last) "
    "ORDER BY theme, cell, service_id, location_id"
)
"""Without what was published or taken away since it was put on the stage; or became protected: it was published without its point."""


class _Said(NamedTuple):
    """What upstream says of a service, and the index is made from."""

    id: int
    is_protected: bool
    publics: list[str]
    spoken_languages: list[str]
    thematiques: list[str]
    modes_accueil: list[str]
    modes_mobilisation: list[str]
    frais: str | None
    date_maj: date | None


_said = itemgetter(*map(SERVICE_COLUMNS.index, _Said._fields[2:]))


class _AsWritten(_Said):
    """A service as the index reads it, with what no upstream says of one."""

    __slots__ = ()
    by_appointment = organisations_only = is_default = False
    animals = step_free = None
    hours_confirmed_at = contact_confirmed_at = conditions_confirmed_at = vanished_at = None


class _Place(NamedTuple):
    """A place as the index reads it."""

    id: int
    hours_id: int
    code_insee: str
    latitude: float | None
    longitude: float | None
    role: LocationRole = LocationRole.FIXED


_located = itemgetter(*map(ADDRESS.index, _Place._fields[2:5]))


class _Area(NamedTuple):
    """An area as the index reads it."""

    purpose: AreaPurpose
    kind: str
    code: str
    area: int


class Stage:
    """A table of the session's own connection, gone with it."""

    def __init__(self, session: Session) -> None:
        """Begin with none."""
        self._session = session

    def make(self) -> None:
        """Make the stage, in a transaction of its own: one that is undone later leaves it."""
        self._session.execute(text("DROP TABLE IF EXISTS staged_entry"))
        self._session.execute(text(f"CREATE TEMPORARY TABLE staged_entry AS SELECT {_NAMES} FROM search_entry WHERE 1 = 0"))  # noqa: S608

    def add(self, services: Iterable[Written]) -> None:
        """Put the entries of services on the stage."""
        connection = self._session.connection()
        rows = [entry for service in services for entry in _entries(service)]
        if rows:
            marks = ", ".join(["?" if connection.dialect.paramstyle == "qmark" else "%s"] * len(rows[0]))
            connection.exec_driver_sql(f"INSERT INTO staged_entry VALUES ({marks})", rows)  # noqa: S608 - marks alone

    def empty(self) -> None:
        """Put what is on the stage into the index."""
        first, last = self._session.execute(text("SELECT min(service_id), max(service_id) FROM staged_entry")).one()
        if first is not None:
            self._session.execute(text(_INDEX), {"first": first, "last": last})
        self._session.execute(text("DROP TABLE staged_entry"))


def _entries(written: Written) -> Iterator[EntryRow]:
    """The entries of a service as it was written, with nothing read again."""
    record = written.record
    places = [] if record.place is None else [_Place(written.location_id, written.hours_id, *_located(record.place))]
    areas = [_area(kind, code) for kind, code in record.areas]
    return entries(_AsWritten(written.number, record.is_protected, *_said(record.values)), Parts(record.kinds, areas, places))


@lru_cache(maxsize=8192)
def _area(kind: str, code: str) -> _Area:
    return _Area(AreaPurpose.ELIGIBILITY, kind, code, area_number(kind, code))


def without_entries(session: Session, dataset: str) -> Sequence[int]:
    """Return the services of an import that no search can find: those whose entries were lost with a run that was cut off."""
    is_found = exists().where(IndexEntry.service_id == Service.id)
    return session.scalars(select(Service.id).where(Service.dataset == dataset, Service.merged_into_id.is_(None), ~is_found)).all()

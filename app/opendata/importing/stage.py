"""Entries of new services, kept aside until they go into the index together, in its own order: several times quicker than one by one.

What is on the stage when a run is cut off is lost with it; `without_entries` finds these services again.
"""

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from types import SimpleNamespace

from sqlalchemy import exists, select, text
from sqlalchemy.orm import Session

from app.directory.columns import ADDRESS, SERVICE_COLUMNS
from app.directory.models import IndexEntry, Service
from app.directory.projection import EntryRow, Parts, entries
from app.directory.rules import AreaPurpose, LocationRole
from app.opendata.importing.records import ServiceRecord
from app.opendata.importing.writing import Written
from app.territory.areas import area_code

_NAMES = ", ".join(column.name for column in IndexEntry.__table__.columns)
_TOUCHED = (
    "DELETE FROM staged_entry WHERE service_id IN (SELECT service_id FROM search_entry WHERE service_id BETWEEN :first AND :last)",
    "DELETE FROM staged_entry WHERE service_id NOT IN (SELECT id FROM service WHERE id BETWEEN :first AND :last)",
    "DELETE FROM staged_entry WHERE service_id IN (SELECT id FROM service WHERE is_protected AND id BETWEEN :first AND :last)",
)
"""What was published or taken away since it was put on the stage; what became protected: it was published without its point."""


_READ = ("publics", "spoken_languages", "thematiques", "modes_accueil", "modes_mobilisation", "frais", "date_maj")
"""Columns that the index is made from, of those that upstream says."""
_read = itemgetter(*map(SERVICE_COLUMNS.index, _READ))


class _Unsaid:
    """What no upstream says of a service."""

    __slots__ = ()
    by_appointment = organisations_only = is_default = False
    animals = step_free = None
    hours_confirmed_at = contact_confirmed_at = conditions_confirmed_at = vanished_at = None


class _AsWritten(_Unsaid):
    """A service as the index reads it."""

    __slots__ = ("id", "is_protected", *_READ)

    def __init__(self, number: int, record: ServiceRecord) -> None:
        self.id, self.is_protected = number, record.is_protected
        (
            self.publics, self.spoken_languages, self.thematiques, self.modes_accueil, self.modes_mobilisation, self.frais, self.date_maj,
        ) = _read(record.values)  # fmt: skip


class Stage:
    """A table of the session's own connection, gone with it."""

    def __init__(self, session: Session) -> None:
        """Make the stage when it is first needed."""
        self._session = session
        self._is_made = False

    def add(self, services: Iterable[Written]) -> None:
        """Put the entries of services on the stage."""
        connection = self._session.connection()
        if not self._is_made:
            connection.execute(text(f"CREATE TEMPORARY TABLE staged_entry AS SELECT {_NAMES} FROM search_entry WHERE 1 = 0"))  # noqa: S608
            self._is_made = True
        rows = [entry for service in services for entry in _entries(service)]
        if rows:
            marks = ", ".join(["?" if connection.dialect.paramstyle == "qmark" else "%s"] * len(rows[0]))
            connection.exec_driver_sql(f"INSERT INTO staged_entry VALUES ({marks})", rows)  # noqa: S608 - marks alone

    def empty(self) -> None:
        """Put what is on the stage into the index."""
        if not self._is_made:
            return
        first, last = self._session.execute(text("SELECT min(service_id), max(service_id) FROM staged_entry")).one()
        for statement in _TOUCHED if first is not None else ():
            self._session.execute(text(statement), {"first": first, "last": last})
        ordered = f"SELECT {_NAMES} FROM staged_entry ORDER BY theme, cell, service_id, location_id"  # noqa: S608 - names of the model
        self._session.execute(text(f"INSERT INTO search_entry ({_NAMES}) {ordered}"))
        self._session.execute(text("DROP TABLE staged_entry"))
        self._is_made = False


def _entries(written: Written) -> Iterator[EntryRow]:
    """The entries of a service as it was written, with nothing read again."""
    record = written.record
    places = []
    if record.place is not None:
        address = dict(zip(ADDRESS, record.place, strict=True))
        places.append(SimpleNamespace(id=written.location_id, hours_id=written.hours_id, role=LocationRole.FIXED, **address))
    areas = [
        SimpleNamespace(purpose=AreaPurpose.ELIGIBILITY, kind=kind, code=code, area=area_code(kind, code))  # type: ignore[arg-type] # cleaned
        for kind, code in record.areas
    ]
    return entries(_AsWritten(written.number, record), Parts(record.kinds, areas, places))


def without_entries(session: Session, dataset: str) -> Sequence[int]:
    """Return the services of an import that no search can find: those whose entries were lost with a run that was cut off."""
    is_found = exists().where(IndexEntry.service_id == Service.id)
    return session.scalars(select(Service.id).where(Service.dataset == dataset, Service.merged_into_id.is_(None), ~is_found)).all()

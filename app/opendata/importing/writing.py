"""Writing records that the directory does not have yet, many at once."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, Table, select
from sqlalchemy.orm import Session

from app.core.among import among, filled, room
from app.core.bulk import form, reserve
from app.core.prepared import rows as read
from app.directory.columns import ADDRESS, SERVICE_COLUMNS, STRUCTURE_COLUMNS
from app.directory.kinds import THROUGH_SIAO
from app.directory.models import Hours, Location, Service, ServiceArea, ServiceKind, Structure
from app.directory.rules import AreaPurpose
from app.directory.services import folded_words
from app.opendata.importing.records import ServiceRecord, StructureRecord
from app.territory.areas import area_code

_STRUCTURE_NAMES = ("id", "source", "source_id", "dataset", "digest", *STRUCTURE_COLUMNS)
_SERVICE_NAMES = (
    "id", "structure_id", "source", "source_id", "dataset", "digest", "folded", "main_kind", "through_siao", "is_protected",
    *SERVICE_COLUMNS,
)  # fmt: skip
_LOCATION_NAMES = ("id", "service_id", "hours_id", *ADDRESS)
_NOM, _DESCRIPTION = SERVICE_COLUMNS.index("nom"), SERVICE_COLUMNS.index("description")
_KIND_NAMES = ("service_id", "kind", "position", "is_guessed")
_AREA_NAMES = ("id", "service_id", "purpose", "kind", "code", "area")


def table(model: type) -> Table:
    """Return the table of a model."""
    found: Table = model.__table__  # type: ignore[attr-defined] # every model has one
    return found


@lru_cache(maxsize=8192)
def area_number(kind: str, code: str) -> int:
    """Return the number of an area of a record: cleaned, it has the form of its kind."""
    return area_code(kind, code)  # type: ignore[arg-type] # cleaned


class HoursBook:
    """Numbers of the rows of `hours` (expression, raw text), each written once."""

    def __init__(self, session: Session) -> None:
        """Start with none known."""
        self._session = session
        self._numbers: dict[tuple[str, str], int] = {}
        self.forget()

    def learn(self, said: Iterable[tuple[str, str]]) -> None:
        """Find the numbers of hours, those that nobody said before written."""
        unknown = sorted(set(said).difference(self._numbers))
        if not unknown:
            return
        connection = self._session.connection()
        found = _found(connection, {text for text, _ in unknown}, {raw for _, raw in unknown})
        missing = [hours for hours in unknown if hours not in found]
        rows = [(number, *hours) for number, hours in zip(reserve(connection, table(Hours), len(missing)), missing, strict=True)]
        form(table(Hours), ("id", "expression", "raw"), connection.dialect).write(connection, rows)
        self._numbers.update(found)
        self._numbers.update({(expression, raw): number for number, expression, raw in rows})

    def number(self, hours: tuple[str, str]) -> int:
        """Return the number of hours that were learnt; 0 when nothing is said."""
        return self._numbers[hours]

    def forget(self) -> None:
        """Forget the numbers of a transaction that was undone."""
        self._numbers = {("", ""): 0}


def _found(connection: Connection, expressions: Collection[str], raws: Collection[str]) -> Mapping[tuple[str, str], int]:
    sizes = room(len(expressions)), room(len(raws))
    values = {**filled("expression", expressions, sizes[0]), **filled("raw", raws, sizes[1])}
    return {(expression, raw): number for expression, raw, number in read(connection, _hours(*sizes), values)}


@lru_cache(maxsize=64)
def _hours(expressions: int, raws: int) -> Select[*tuple[Any, ...]]:
    row = table(Hours).c
    wanted = row.school_holidays == "", row.zone == "A", among(row.expression, "expression", expressions), among(row.raw, "raw", raws)
    return select(row.expression, row.raw, row.id).where(*wanted)


def write_structures(connection: Connection, dataset: str, records: Sequence[StructureRecord]) -> Sequence[int]:
    """Write new structures; return their numbers."""
    numbers = reserve(connection, table(Structure), len(records))
    rows = [
        (number, record.source, record.source_id, dataset, record.digest, *record.values)
        for number, record in zip(numbers, records, strict=True)
    ]
    form(table(Structure), _STRUCTURE_NAMES, connection.dialect).write(connection, rows)
    return numbers


class Owner(NamedTuple):
    """The structure of a service: the one that upstream says, or the one that it turned out to be."""

    number: int
    nom: str


class Written(NamedTuple):
    """A service that was written, with the numbers it has."""

    number: int
    location_id: int
    """0 when it has no place."""
    hours_id: int
    """0 when they are not known."""
    record: ServiceRecord


def write_services(
    connection: Connection, dataset: str, records: Sequence[tuple[ServiceRecord, Owner]], hours: HoursBook
) -> Sequence[Written]:
    """Write new services, each with its structure. Their entries in the index are not written."""
    numbers = reserve(connection, table(Service), len(records))
    services = [
        (
            number, owner.number, record.source, record.source_id, dataset, record.digest,
            folded_words(record.values[_NOM], owner.nom, record.values[_DESCRIPTION]),
            record.kinds[0] if record.kinds else "", not THROUGH_SIAO.isdisjoint(record.kinds), record.is_protected, *record.values,
        )
        for number, (record, owner) in zip(numbers, records, strict=True)
    ]  # fmt: skip
    form(table(Service), _SERVICE_NAMES, connection.dialect).write(connection, services)
    written = _placed(connection, numbers, [record for record, _ in records], hours)
    _write_kinds(connection, written)
    _write_areas(connection, written)
    _write_places(connection, written)
    return written


def _placed(connection: Connection, numbers: Sequence[int], records: Sequence[ServiceRecord], hours: HoursBook) -> Sequence[Written]:
    hours.learn(record.hours for record in records if record.place is not None)
    location_ids = iter(reserve(connection, table(Location), sum(record.place is not None for record in records)))
    return [
        Written(number, 0, 0, record) if record.place is None else Written(number, next(location_ids), hours.number(record.hours), record)
        for number, record in zip(numbers, records, strict=True)
    ]


def _write_kinds(connection: Connection, written: Sequence[Written]) -> None:
    rows = [(one.number, kind, position, one.record.is_guessed) for one in written for position, kind in enumerate(one.record.kinds)]
    form(table(ServiceKind), _KIND_NAMES, connection.dialect).write(connection, rows)


def _write_areas(connection: Connection, written: Sequence[Written]) -> None:
    areas = [(one.number, kind, code) for one in written for kind, code in one.record.areas]
    rows = [
        (area_id, number, AreaPurpose.ELIGIBILITY.value, kind, code, area_number(kind, code))
        for area_id, (number, kind, code) in zip(reserve(connection, table(ServiceArea), len(areas)), areas, strict=True)
    ]
    form(table(ServiceArea), _AREA_NAMES, connection.dialect).write(connection, rows)


def _write_places(connection: Connection, written: Sequence[Written]) -> None:
    rows = [(one.location_id, one.number, one.hours_id or None, *one.record.place) for one in written if one.record.place is not None]
    form(table(Location), _LOCATION_NAMES, connection.dialect).write(connection, rows)

"""The desk that takes records in: what is new is written, what upstream says differently is followed, the rest is left alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.unit_of_work import unit_of_work
from app.directory.models import Service, Structure
from app.directory.services import publish, raise_version
from app.opendata.importing.following import follow_services, follow_structures, forget_absence
from app.opendata.importing.known import Identity, Model, NewSources, hiding, known, parents
from app.opendata.importing.records import SERVICES, STRUCTURES, Chunk, ServiceRecord, StructureRecord
from app.opendata.importing.seen import Seen
from app.opendata.importing.stage import Stage
from app.opendata.importing.writing import HoursBook, Owner, write_services, write_structures
from app.opendata.rules import Level

MODELS: Mapping[str, Model] = {STRUCTURES: Structure, SERVICES: Service}
SOME = 500
"""Identifiers in one statement."""
Told = TypeVar("Told", StructureRecord, ServiceRecord)


class _Sorted(NamedTuple):
    """Records by what is to be done with them."""

    new: list[int]
    """Positions."""
    changed: dict[int, int]
    """Number in the directory → position."""
    returned: list[int]
    """Numbers."""


@dataclass(slots=True)
class Tally:
    """What came of the records of one file."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    returned: int = 0
    vanished: int = 0
    conflicts: int = 0
    remarks: dict[str, int] = field(default_factory=dict)
    """By level."""


class Desk:
    """Takes in the chunks of one import, each in a transaction of its own. A dry run counts and writes nothing."""

    def __init__(self, session: Session, dataset: str, now: datetime, *, is_dry: bool = False) -> None:
        """`session` keeps one connection for the whole import: the stage belongs to it."""
        self.seen: Mapping[Model, Seen] = {Structure: Seen(), Service: Seen()}
        self.tallies = {STRUCTURES: Tally(), SERVICES: Tally()}
        self._refused: Mapping[Model, set[str]] = {Structure: set(), Service: set()}
        self._session = session
        self._dataset = dataset
        self._now = now
        self._is_dry = is_dry
        self._hours = HoursBook(session)
        self._stage = Stage(session)
        self._new_sources = NewSources()
        if not is_dry:
            with unit_of_work(session):
                self._stage.make()

    def take(self, chunk: Chunk) -> None:
        """Take in a chunk, whole or not at all."""
        tally = self.tallies[chunk.file]
        for remark in chunk.remarks:
            tally.remarks[remark.level] = tally.remarks.get(remark.level, 0) + 1
            if remark.level is Level.REFUSED and remark.identifier:
                self._refused[MODELS[chunk.file]].add(remark.identifier)
        structures = [record for record in chunk.records if isinstance(record, StructureRecord)]
        services = [record for record in chunk.records if isinstance(record, ServiceRecord)]
        try:
            with unit_of_work(self._session):
                if structures:
                    self._take_structures(structures, tally)
                if services:
                    self._take_services(services, tally)
        except BaseException:
            self._hours.forget()
            raise

    def finish(self) -> None:
        """Put what was kept aside into the index."""
        if not self._is_dry:
            with unit_of_work(self._session):
                self._stage.empty()

    def see_refused(self) -> None:
        """Take lines that were refused for what they are: said upstream, badly. They have not vanished."""
        for model, identifiers in self._refused.items():
            listed = sorted(identifiers)
            for start in range(0, len(listed), SOME):
                numbers = select(model.id).where(model.dataset == self._dataset, model.source_id.in_(listed[start : start + SOME]))
                self.seen[model].update(self._session.scalars(numbers).all())

    def _take_structures(self, records: Sequence[StructureRecord], tally: Tally) -> None:
        work = self._sorted(Structure, records, tally)
        if self._is_dry or not any(work):
            return
        raise_version(self._session)
        numbers = write_structures(self._session.connection(), self._dataset, [records[position] for position in work.new])
        self.seen[Structure].update(numbers)
        if work.changed:
            changed = {number: records[position] for number, position in work.changed.items()}
            tally.conflicts += follow_structures(self._session, self._dataset, changed, self._now)
        if work.returned:
            forget_absence(self._session, Structure, work.returned)

    def _take_services(self, records: Sequence[ServiceRecord], tally: Tally) -> None:
        work = self._sorted(Service, records, tally)
        if self._is_dry or not any(work):
            return
        raise_version(self._session)
        told = [records[position] for position in (*work.new, *work.changed.values())]
        owners = parents(self._session.connection(), self._dataset, told)
        self._write(owners, [records[position] for position in work.new])
        if work.changed:
            changed = {number: (records[position], owners[_parent(records[position])].number) for number, position in work.changed.items()}
            tally.conflicts += follow_services(self._session, self._dataset, changed, self._now)
        if work.returned:
            forget_absence(self._session, Service, work.returned)

    def _write(self, owners: Mapping[Identity, Owner], records: Sequence[ServiceRecord]) -> None:
        """New services. Where a structure hides one of its places, its services are published one by one, as the directory does."""
        placed = [(record, owners[_parent(record)]) for record in records]
        connection = self._session.connection()
        hidden = {owner.number for record, owner in placed if record.is_protected}
        hidden |= hiding(connection, {owner.number for _, owner in placed})
        written = write_services(connection, self._dataset, placed, self._hours)
        self.seen[Service].update([one.number for one in written])
        self._stage.add(one for one, (_, owner) in zip(written, placed, strict=True) if owner.number not in hidden)
        if hidden:
            publish(self._session, self._session.query(Service).filter(Service.structure_id.in_(hidden)).all())

    def _sorted(self, model: Model, records: Sequence[Told], tally: Tally) -> _Sorted:
        connection = self._session.connection()
        asked = self._new_sources.others(connection, model, (record.source for record in records))
        there = known(connection, model, (record for record in records if record.source in asked))
        self.seen[model].update([row.number for row in there.values()])
        work = _Sorted([], {}, [])
        for position, record in enumerate(records):
            row = there.get((record.source, record.source_id))
            if row is None:
                work.new.append(position)
            elif row.digest != record.digest:
                work.changed[row.number] = position
            elif row.has_vanished:
                work.returned.append(row.number)
        tally.added += len(work.new)
        tally.changed += len(work.changed)
        tally.returned += len(work.returned)
        tally.unchanged += len(records) - len(work.new) - len(work.changed) - len(work.returned)
        return work


def _parent(record: ServiceRecord) -> Identity:
    return record.source, record.parent

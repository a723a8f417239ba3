"""Reads of the orientations."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Organisation
from app.core.errors import NotThere
from app.core.numbers import LARGEST
from app.directory.models import Keeping, Service, Structure
from app.orientations.models import Orientation


@dataclass(frozen=True, slots=True)
class Case:
    """An orientation with what permissions and pages must know around it."""

    orientation: Orientation
    service: Service | None
    structure: Structure | None
    organisation: Organisation | None
    keepers: frozenset[int]

    @property
    def departement(self) -> str:
        """Whose coordinators see its states and dates."""
        return self.orientation.departement

    @property
    def sending(self) -> int | None:
        """The organisation that orients."""
        return self.orientation.organisation_id

    @property
    def is_received(self) -> bool:
        """Whether the target has it: it was sent, and through us."""
        return self.orientation.sent_at is not None and not self.orientation.is_direct


def case(session: Session, number: int) -> Case:
    """Return an orientation by its number; raise NotThere."""
    found = session.get(Orientation, number) if number < LARGEST else None
    if found is None:
        raise NotThere
    return case_of(session, found)


def case_of(session: Session, orientation: Orientation) -> Case:
    """Return an orientation with what surrounds it."""
    service = session.get(Service, orientation.service_id) if orientation.service_id else None
    structure = session.get(Structure, orientation.structure_id) if orientation.structure_id else None
    organisation = session.get(Organisation, orientation.organisation_id) if orientation.organisation_id else None
    return Case(orientation, service, structure, organisation, keepers_of(session, orientation.structure_id))


def keepers_of(session: Session, structure: int | None) -> frozenset[int]:
    """Return the organisations that keep the listing of a structure, those refused apart: who receives for it."""
    if structure is None:
        return frozenset()
    kept = (
        select(Keeping.organisation_id)
        .join(Organisation, Organisation.id == Keeping.organisation_id)
        .where(Keeping.structure_id == structure, Organisation.refused_at.is_(None))
    )
    return frozenset(session.scalars(kept))


def children(session: Session, orientation: Orientation) -> Collection[Orientation]:
    """Return the orientations that this one was followed by."""
    return session.scalars(select(Orientation).where(Orientation.parent_id == orientation.id).order_by(Orientation.id)).all()

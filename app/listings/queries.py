"""Reads of the listings."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotThere
from app.directory.models import Service, Structure
from app.listings.models import Keeping
from app.territory.gazetteer import gazetteer

LARGEST = 2**31
"""Numbers of rows are below it: what is above is no row, and no database needs to be asked."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A structure with what permissions must know of it; `service` when one of its services is meant."""

    structure: Structure
    departement: str
    keepers: frozenset[int]
    service: Service | None = None

    @property
    def subject(self) -> Structure | Service:
        """What is changed: the service when one is meant."""
        return self.service or self.structure


def listing(session: Session, structure_id: int) -> Listing:
    """Return the listing of a structure; raise NotThere, for one that turned out to be another too."""
    structure = session.get(Structure, structure_id) if structure_id < LARGEST else None
    if structure is None or structure.merged_into_id is not None:
        raise NotThere
    return _listing(session, structure)


def listing_of_service(session: Session, service_id: int) -> Listing:
    """Return the listing that a service is part of, and the service; raise NotThere."""
    service = session.get(Service, service_id) if service_id < LARGEST else None
    if service is None or service.merged_into_id is not None:
        raise NotThere
    return _listing(session, service.structure, service)


def _listing(session: Session, structure: Structure, service: Service | None = None) -> Listing:
    keepers = session.scalars(select(Keeping.organisation_id).where(Keeping.structure_id == structure.id))
    return Listing(structure, departement_of(structure), frozenset(keepers), service)


def departement_of(structure: Structure) -> str:
    """Return the number of the département of a structure, or of its services' first place; empty when nobody knows."""
    places = [structure.code_insee, *(place.code_insee for service in structure.services for place in service.locations)]
    communes = (gazetteer().commune(code) for code in places if code)
    return next((commune.departement for commune in communes if commune is not None), "")


def kept_structures(session: Session, organisations: Sequence[int]) -> Sequence[Structure]:
    """Return the structures that some organisations keep, by name."""
    kept = select(Keeping.structure_id).where(Keeping.organisation_id.in_(organisations))
    return session.scalars(
        select(Structure).where(Structure.id.in_(kept), Structure.merged_into_id.is_(None)).order_by(Structure.nom)
    ).all()

"""Reads of the listings."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account, Membership
from app.accounts.rules import MemberRole
from app.core.errors import NotThere
from app.core.numbers import LARGEST
from app.core.tokens import digest
from app.directory.hidden_addresses import hidden_addresses
from app.directory.kinds import SENSITIVE
from app.directory.models import Keeping, Service, Structure
from app.directory.redaction import FullAddress, public_name
from app.listings.models import Ticket
from app.listings.rules import TicketSort, TicketState
from app.territory.gazetteer import gazetteer


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

    @property
    def path(self) -> str:
        """Where its public sheet is."""
        return f"/services/{self.service.id}" if self.service else f"/structures/{self.structure.id}"

    @property
    def is_protected(self) -> bool:
        """Whether its sheet hides where it is."""
        if self.service is not None:
            return self.service.is_protected or self.structure.is_protected
        return self.structure.is_protected or any(service.is_protected for service in self.structure.services)

    @property
    def is_sensitive(self) -> bool:
        """Whether being seen reading about it can be dangerous: its pages have a quick exit."""
        services = [self.service] if self.service else self.structure.services
        return any(kind.kind in SENSITIVE for service in services for kind in service.kinds)


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


def public_listing(session: Session, sheet: str, number: int) -> Listing:
    """Return the listing of a public sheet, `services` or `structures`; raise NotThere where the sheet does, or leads elsewhere."""
    if sheet == "structures":
        return listing(session, number)
    about = listing_of_service(session, number)
    if about.service is not None and about.service.organisations_only:
        raise NotThere
    return about


def _listing(session: Session, structure: Structure, service: Service | None = None) -> Listing:
    keepers = session.scalars(select(Keeping.organisation_id).where(Keeping.structure_id == structure.id))
    return Listing(structure, departement_of(structure), frozenset(keepers), service)


def listing_of_ticket(session: Session, ticket: Ticket) -> Listing:
    """Return the listing that a ticket is about; what was merged since, as what it turned out to be."""
    structure = session.get_one(Structure, ticket.structure_id)
    service = session.get_one(Service, ticket.service_id) if ticket.service_id else None
    if service is not None:
        service = session.get_one(Service, service.merged_into_id) if service.merged_into_id else service
        return _listing(session, service.structure, service)
    return _listing(session, session.get_one(Structure, structure.merged_into_id) if structure.merged_into_id else structure)


def followed(session: Session, secret: str) -> Ticket:
    """Return the ticket that a secret link follows; raise NotThere."""
    ticket = session.scalar(select(Ticket).where(Ticket.secret_digest == digest(secret)))
    if ticket is None:
        raise NotThere
    return ticket


def ticket_numbered(session: Session, number: int, *sorts: TicketSort) -> Ticket:
    """Return a ticket of one of these sorts, open or not; raise NotThere."""
    ticket = session.get(Ticket, number) if number < LARGEST else None
    if ticket is None or ticket.sort not in sorts:
        raise NotThere
    return ticket


def owners(session: Session, organisations: Collection[int]) -> Sequence[Account]:
    """Return the accounts that answer for some organisations and may be written to."""
    owning = select(Membership.account_id).where(Membership.organisation_id.in_(organisations), Membership.role == MemberRole.OWNER)
    writable = (Account.email.is_not(None), Account.disabled_at.is_(None), Account.closed_at.is_(None))
    return session.scalars(select(Account).where(Account.id.in_(owning), *writable).order_by(Account.id)).all()


def open_claim(session: Session, account: int, organisation: int, structure: int) -> Ticket | None:
    """Return what somebody asked already, and nobody decided yet: to keep a listing for an organisation."""
    return session.scalar(
        select(Ticket)
        .filter_by(sort=TicketSort.CLAIM, state=TicketState.OPEN, account_id=account, organisation_id=organisation, structure_id=structure)
        .order_by(Ticket.id)
        .limit(1)
    )


def hidden_in(session: Session, about: Listing) -> Sequence[FullAddress] | None:
    """Return the addresses that the texts of a listing must not tell to the public; None when nothing is protected."""
    if not about.is_protected:
        return None
    return hidden_addresses(session.connection(), [about.structure.id]).get(about.structure.id, ())


def public_name_of(session: Session, about: Listing) -> str:
    """Return the name of a listing as its sheet tells it; empty when it may not be told at all."""
    return public_name(about.subject.nom, hidden_in(session, about))


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

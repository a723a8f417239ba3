"""Opening tickets and answering them. Nothing here commits."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.errors import DomainError
from app.core.tokens import digest, new_token
from app.directory.fields import field_of, reading
from app.directory.rules import ClaimWay
from app.listings import ticket_mails
from app.listings.models import Ticket
from app.listings.queries import Listing, listing_of_ticket, public_name_of
from app.listings.rules import TicketSort, TicketState
from app.mail.services import post


class AlreadyAnswered(DomainError):
    """Somebody decided before."""


def open_ticket(  # noqa: PLR0913 - what a ticket may be made of
    session: Session,
    *,
    sort: TicketSort,
    listing: Listing,
    message: str = "",
    contact: str = "",
    language: str = "fr",
    subject: str = "",
    proposed: Mapping[str, Any] | None = None,
    account: int | None = None,
    organisation: int | None = None,
    way: ClaimWay | None = None,
) -> tuple[Ticket, str]:
    """Keep something that somebody sent about a listing, until it is answered; return it and the secret of the link that follows it.

    `proposed`: names of `directory.fields` → values; what these fields say now is kept with them. `contact`: an e-mail, when an answer
    is wanted. The secret is given here once, and kept as a digest.
    """
    secret = new_token()
    values = reading(proposed or {})
    ticket = Ticket(
        sort=sort,
        structure_id=listing.structure.id,
        service_id=listing.service.id if listing.service else None,
        departement=listing.departement,
        created_at=utc_now(),
        language=language,
        subject=subject,
        message=message or None,
        contact=contact or None,
        proposed=values,
        base=said_now(listing, values),
        account_id=account,
        organisation_id=organisation,
        way=way,
        secret_digest=digest(secret),
        state=TicketState.OPEN,
    )
    session.add(ticket)
    session.flush()
    return ticket, secret


def said_now(listing: Listing, names: Mapping[str, Any]) -> dict[str, Any]:
    """Return what these fields of a listing say at present, as JSON keeps it; names that are no fields are passed over."""
    fields = {name: field_of(listing.subject, name) for name in names}
    return {name: reading(field.read(listing.subject)) for name, field in fields.items() if field is not None}


def answer(  # noqa: PLR0913 - each is a part of an answer
    session: Session, ticket: Ticket, *, state: TicketState, text: str, by: str, base_url: str
) -> None:
    """Close a ticket with words for who sent it, and post these to them when they left an e-mail; raise AlreadyAnswered.

    `by`: a role, never a name. `base_url`: of the site, for the link to the listing.
    """
    if ticket.state != TicketState.OPEN:
        raise AlreadyAnswered
    ticket.state, ticket.answer = state, text
    ticket.answered_at, ticket.answered_by = utc_now(), by
    session.flush()
    if ticket.contact:
        about = listing_of_ticket(session, ticket)
        letter = ticket_mails.answered(ticket, public_name_of(session, about), base_url + about.path)
        post(session, ticket.contact, letter)

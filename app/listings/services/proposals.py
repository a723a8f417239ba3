"""Corrections that anybody proposes: what may be, on what, and what is taken of one. Nothing here commits."""

import json
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from app.core.errors import DomainError
from app.core.text import fold
from app.core.tokens import digest
from app.directory.columns import ADDRESS
from app.directory.display.phones import phone
from app.directory.duplicates.contacts import is_same_street, street
from app.directory.editing import edit, held
from app.directory.fields import fixed_place
from app.directory.history import Author
from app.directory.mailboxes import EMAIL
from app.directory.models import Location, Service, Structure
from app.directory.redaction import public_text
from app.directory.rules import Origin
from app.listings import ticket_mails
from app.listings.models import Ticket
from app.listings.queries import Listing, hidden_in, listing_of_ticket, owners, public_name_of
from app.listings.rules import TicketSort, TicketState
from app.listings.services.tickets import AlreadyAnswered, answer, open_ticket, said_now
from app.mail.services import post
from app.territory.gazetteer import gazetteer
from app.territory.rules import Commune

PLACE = ("adresse", "code_postal", "commune")
"""What is asked of an address."""
MESSAGE = "message"
"""The words of a proposal, decided like a field: hours are said in words."""


class ChangedSince(DomainError):
    """The listing is no longer as it was when it was compared."""


class Part(NamedTuple):
    """What is decided together: a field, or the columns of an address."""

    name: str
    fields: tuple[str, ...]


class Decision(NamedTuple):
    """What somebody decides of a proposal, and of what they saw."""

    accepted: Collection[str]
    """Names of parts; `message` when its words were taken into account."""
    seen: str
    """`mark_of` what they compared."""
    text: str
    """For who sent it; empty: a sentence by itself."""
    by: str
    """A role."""
    account: int | None


def public_values(session: Session, about: Listing) -> dict[str, str]:
    """Return what may be corrected of a listing, as its public sheet says it: nothing that the sheet does not show is here."""
    tell = partial(public_text, hidden=hidden_in(session, about))
    structure, service = about.structure, about.service
    values = {"courriel": _email(service.courriel if service and service.courriel else structure.courriel)}
    if service is None or not service.through_siao:
        number = phone(service.telephone if service and service.telephone else structure.telephone)
        values["telephone"] = number.display.replace("\u00a0", " ") if number else ""
    if not about.is_protected:
        if service is None:
            values["site_web"] = structure.site_web if structure.site_web.startswith(("https://", "http://")) else ""
        if (address := _address(about)) is not None:
            values |= {name: getattr(address, name) for name in PLACE}
    if service is not None:
        values["conditions_acces"] = tell(service.conditions_acces)
    values["description"] = tell(about.subject.description)
    return values


def changes_of(about: Listing, shown: Mapping[str, str], said: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields that somebody says otherwise than they were shown, as `directory.fields` write them; others are nothing."""
    changed = {name: said[name] for name in shown if name in said and not is_same_text(said[name], shown[name])}
    fields: dict[str, Any] = {name: value for name, value in changed.items() if name not in PLACE}
    address = _address(about)
    if address is None or changed.keys().isdisjoint(PLACE):
        return fields
    place = _moved(address, {name: changed.get(name, getattr(address, name)) for name in PLACE})
    return fields | (place if about.service is None else {"place": place})


def is_same_text(one: str, other: str) -> bool:
    """Whether two texts say the same: spaces and ends of lines apart."""
    return one.split() == other.split()


def commune_of(name: str, postcode: str) -> Commune | None:
    """Return the commune of this name that has this postcode; None when we know none."""
    return next((one for one in gazetteer().communes.values() if postcode in one.codes_postaux and fold(one.nom) == fold(name)), None)


def propose(  # noqa: PLR0913 - what a proposal is made of
    session: Session, about: Listing, changes: Mapping[str, Any], *, message: str, contact: str, language: str, base_url: str
) -> tuple[Ticket, str]:
    """Keep a proposal until it is decided, and tell the owners of the listing; return it and the secret of the link that follows it."""
    sort = TicketSort.PROPOSAL
    ticket, secret = open_ticket(session, sort=sort, listing=about, proposed=changes, message=message, contact=contact, language=language)
    name = public_name_of(session, about)
    for owner in owners(session, about.keepers):
        if owner.email:
            post(session, owner.email, ticket_mails.proposed(owner.language, name, base_url + path_of(ticket)))
    return ticket, secret


def path_of(ticket: Ticket) -> str:
    """Return where a proposal is decided."""
    return f"/mes-fiches/{ticket.structure_id}/propositions/{ticket.id}"


def parts_of(ticket: Ticket) -> Sequence[Part]:
    """Return what of a proposal is accepted or refused one by one."""
    columns = tuple(name for name in ticket.proposed if name in ADDRESS)
    alone = [Part(name, (name,)) for name in ticket.proposed if name not in ADDRESS]
    words = [Part(MESSAGE, ())] if ticket.message and ticket.sort == TicketSort.PROPOSAL else []
    return [*([Part("place", columns)] if columns else []), *alone, *words]


def values_of(ticket: Ticket, now: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the fields would say if all were accepted: an announced closure is added to what has been announced since."""
    values = dict(ticket.proposed)
    if "temporary" in values:
        added = [one for one in values["temporary"] if one not in ticket.base.get("temporary", ()) and one not in now["temporary"]]
        values["temporary"] = [*now["temporary"], *added]
    return values


def mark_of(about: Listing, ticket: Ticket) -> str:
    """Return a mark of what is compared: another one once a field that is proposed says something else."""
    return digest(json.dumps([ticket.version, said_now(about, ticket.proposed)], sort_keys=True, ensure_ascii=False))


def decide(session: Session, ticket_id: int, decision: Decision, *, base_url: str) -> Ticket:
    """Take what is accepted of a proposal into the listing, and answer who sent it; raise AlreadyAnswered, ChangedSince."""
    about = listing_of_ticket(session, session.get_one(Ticket, ticket_id))
    if about.service is None:
        held(session, Structure, about.structure.id)
    else:
        held(session, Service, about.service.id)
    ticket = session.get_one(Ticket, ticket_id)
    if ticket.state != TicketState.OPEN:
        raise AlreadyAnswered
    if mark_of(about, ticket) != decision.seen:
        raise ChangedSince
    parts = parts_of(ticket)
    taken = [part for part in parts if part.name in decision.accepted]
    values = values_of(ticket, said_now(about, ticket.proposed))
    if changes := {field: values[field] for part in taken for field in part.fields}:
        edit(session, about.subject, changes, Author(Origin.PROPOSAL, "proposition", decision.account))
    state = state_of(len(taken), len(parts))
    text = decision.text or ticket_mails.decided(ticket.language, state)
    answer(session, ticket, state=state, text=text, by=decision.by, base_url=base_url)
    return ticket


def state_of(taken: int, parts: int) -> TicketState:
    """Return what becomes of a proposal, by how many of its parts were taken."""
    if not taken:
        return TicketState.REFUSED
    return TicketState.ACCEPTED if taken == parts else TicketState.PARTLY


def _address(about: Listing) -> Structure | Location | None:
    """Where the address that may be corrected stands; None for who goes to people, or stops here and there."""
    return about.structure if about.service is None else fixed_place(about.service)


def _moved(before: Structure | Location, said: Mapping[str, str]) -> dict[str, Any]:
    """Every column of the address that is proposed: the point stays where the street does."""
    one, other = street(before.adresse), street(said["adresse"])
    commune = commune_of(said["commune"], said["code_postal"])
    code = commune.code if commune else before.code_insee
    stays = code == before.code_insee and one is not None and other is not None and is_same_street(one, other)
    return {
        "adresse": said["adresse"],
        "complement_adresse": before.complement_adresse,
        "code_postal": said["code_postal"],
        "commune": said["commune"],
        "code_insee": code,
        "latitude": before.latitude if stays else None,
        "longitude": before.longitude if stays else None,
    }


def _email(text: str) -> str:
    return text if EMAIL.fullmatch(text) else ""

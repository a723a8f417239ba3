"""What moderators decide. Each decision holds once; who comes second is told. Nothing here commits."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.accounts.models import Organisation
from app.core.clock import today, utc_now
from app.core.errors import DomainError, NotThere
from app.directory import editing
from app.directory.duplicates import merging
from app.directory.history import Author
from app.directory.models import DuplicatePair, LocalEdit, Structure
from app.directory.rules import Origin, PairState
from app.directory.services import publish
from app.listings import moderation_mails
from app.listings.models import Correspondent, Ticket
from app.listings.queries import Listing, listing_of_ticket, owners
from app.listings.rules import Part, TicketState
from app.listings.services import claims
from app.listings.services.claims import Site
from app.listings.services.tickets import AlreadyAnswered, answer
from app.mail.services import post

MODERATION = "moderation"
"""The role under which decisions are told."""


class AlreadyDecided(DomainError):
    """Somebody decided before, or what was shown is no longer what there is."""


class Verdict(StrEnum):
    """What may be decided of a report, or of a claim."""

    CORRECTED = "corrige"
    GONE = "disparu"
    UNCHANGED = "rien-a-changer"
    GRANT = "accorder"
    REFUSE = "refuser"


OF_REPORT = (Verdict.CORRECTED, Verdict.GONE, Verdict.UNCHANGED)
OF_CLAIM = (Verdict.GRANT, Verdict.REFUSE)


def decide_ticket(  # noqa: PLR0913 - who decides what, on what they saw
    session: Session, number: int, version: int, verdict: Verdict, text: str, *, site: Site, account: int | None = None
) -> None:
    """Close a report or a claim with words for who sent it; raise AlreadyAnswered when it is no longer as it was shown."""
    ticket = session.get_one(Ticket, number, populate_existing=True)
    if ticket.state != TicketState.OPEN or ticket.version != version:
        raise AlreadyAnswered
    match verdict:
        case Verdict.GRANT:
            claims.grant(session, ticket, by=MODERATION, site=site, text=text)
        case Verdict.REFUSE:
            claims.refuse(session, ticket, by=MODERATION, site=site, text=text)
        case _:
            if verdict is Verdict.GONE:
                end(session, listing_of_ticket(session, ticket), account)
            state = TicketState.REFUSED if verdict is Verdict.UNCHANGED else TicketState.ACCEPTED
            answer(session, ticket, state=state, text=text, by=MODERATION, base_url=site.base_url)


def end(session: Session, about: Listing, account: int | None) -> None:
    """Say that a service exists no more, or a structure with all its services: their sheets tell it, no search finds them."""
    services = [about.service] if about.service else list(about.structure.services)
    for row in (*services, *(() if about.service else (about.structure,))):
        editing.edit(session, row, {"ended_on": today()}, Author(Origin.MODERATOR, MODERATION, account))


def confirm(session: Session, structure: Structure, parts: Collection[Part]) -> None:
    """Write that somebody called, and that these parts are true; who was silent is asked again from the start."""
    now = utc_now()
    for service in structure.services:
        for part in parts if service.merged_into_id is None else ():
            setattr(service, f"{part}_confirmed_at", now)
            setattr(service, f"{part}_confirmed_by", MODERATION)
    hear(session, structure.id)
    publish(session, structure.services)


def hear(session: Session, structure_id: int) -> None:
    """Count the correspondents of a listing as heard: they were called."""
    silent = update(Correspondent).where(Correspondent.structure_id == structure_id)
    session.execute(silent.values(unanswered=0), execution_options={"synchronize_session": False})


def settle(session: Session, number: int, seen: datetime, *, takes_upstream: bool, account: int | None) -> None:
    """Decide a difference; raise AlreadyDecided when it was, or when upstream has proposed something else since it was shown."""
    conflict = session.get(LocalEdit, number, populate_existing=True, with_for_update=True)
    if conflict is None or proposed_at(conflict) != seen:
        raise AlreadyDecided
    editing.decide(session, conflict, takes_upstream=takes_upstream, author=Author(Origin.MODERATOR, MODERATION, account))
    session.flush()


def proposed_at(conflict: LocalEdit) -> datetime | None:
    """Return when upstream said something else, without its time zone, which SQLite does not keep."""
    return conflict.proposed_at.replace(tzinfo=None) if conflict.proposed_at else None


def merge(session: Session, number: int, *, keep: int) -> None:
    """Make one of the two structures of a pair; raise AlreadyDecided, or what `merging.merge` refuses."""
    merging.merge(session, _proposed(session, number), keep=keep)


def dismiss(session: Session, number: int) -> None:
    """Say that the two structures of a pair are two; raise AlreadyDecided."""
    merging.dismiss(session, _proposed(session, number))


def unmerge(session: Session, number: int) -> None:
    """Take a merge back; raise what `merging.unmerge` refuses."""
    merging.unmerge(session, _held(session, number))


def verify(session: Session, number: int, *, base_url: str) -> None:
    """Write that an organisation is who it says, and tell its owners; raise AlreadyDecided."""
    organisation = _undecided(session, number, "verified_at")
    for owner in owners(session, [number]):
        url = f"{base_url}/organisations/{number}"
        post(session, owner.email or "", moderation_mails.verified(owner.language, organisation.name, url))


def refuse(session: Session, number: int, reason: str) -> None:
    """Write that an organisation is not accepted, and tell its owners why; raise AlreadyDecided."""
    organisation = _undecided(session, number, "refused_at")
    for owner in owners(session, [number]):
        post(session, owner.email or "", moderation_mails.refused(owner.language, organisation.name, reason))


def _proposed(session: Session, number: int) -> DuplicatePair:
    pair = _held(session, number)
    if pair.state != PairState.PROPOSED:
        raise AlreadyDecided
    return pair


def _held(session: Session, number: int) -> DuplicatePair:
    """A pair, kept from others until the end of the transaction where the database can."""
    statement = select(DuplicatePair).where(DuplicatePair.id == number).with_for_update()
    pair = session.scalar(statement.execution_options(populate_existing=True))
    if pair is None:
        raise NotThere
    return pair


def _undecided(session: Session, number: int, column: str) -> Organisation:
    """An organisation that nobody decided on, now decided: of two who decide at once, the second changes no row."""
    waits = update(Organisation).where(Organisation.id == number, Organisation.verified_at.is_(None), Organisation.refused_at.is_(None))
    changed = session.execute(waits.values({column: utc_now()}), execution_options={"synchronize_session": False})
    if not changed.rowcount:  # type: ignore[attr-defined]
        raise AlreadyDecided
    return session.get_one(Organisation, number, populate_existing=True)

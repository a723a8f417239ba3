"""Claims: an organisation asks to keep a listing, proves it or waits for a moderator, gives it back. Nothing here commits.

What counts as proof, and why a SIRET alone does not, is in docs/decisions/0017-claims.md.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts.models import Account, Membership, Organisation
from app.accounts.rules import MemberRole
from app.accounts.services import organisations
from app.core.clock import utc_now
from app.core.errors import DomainError, NotThere
from app.core.tokens import is_same, keyed_digest, new_code
from app.directory.editing import held
from app.directory.mailboxes import EMAIL
from app.directory.models import Keeping, Revision, Service, Structure
from app.directory.rules import ClaimWay, Origin
from app.listings import ticket_mails
from app.listings.models import Correspondent, Ticket
from app.listings.queries import Listing, listing, listing_of_ticket, open_claim, owners, public_name_of
from app.listings.rules import TicketSort, TicketState
from app.listings.services.corresponding import agree
from app.listings.services.tickets import AlreadyAnswered, answer, open_ticket
from app.mail.services import post

CODE_VALID_FOR = timedelta(days=1)
CODE_TRIES = 5
SAME_SIRET = "meme-siret"
"""`Ticket.subject` of a claim for moderators whose organisation says the SIRET of the structure."""
PROOF = "preuve"
"""Who answers a claim that proves itself."""
PURPOSE = "claim-code"


class AlreadyKept(DomainError):
    """The organisation keeps this listing."""


class WrongCode(DomainError):
    """The code is not the one that was sent; it may be tried again."""


class CodeSpent(DomainError):
    """The code is worth nothing any more: too old, or tried too often. The claim waits for a moderator."""


class Site(NamedTuple):
    """What letters and digests need of the installation."""

    base_url: str
    key: str


class Wish(NamedTuple):
    """Who asks, for which of their organisations, how they would prove it, and with which words."""

    account: int
    organisation: int
    way: ClaimWay
    email: str = ""
    """Where the code goes: one of `known_emails`."""
    message: str = ""


def known_emails(session: Session, about: Listing) -> Sequence[str]:
    """Return the e-mails that prove a claim: those of the structure and its services, but what a proposal brought."""
    structure = about.structure
    services = [service for service in structure.services if service.merged_into_id is None]
    subjects: list[Structure | Service] = [structure, *services]
    return list(
        dict.fromkeys(
            subject.courriel.lower()
            for subject in subjects
            if EMAIL.fullmatch(subject.courriel) and subject.courriel not in _brought_by_proposals(session, subject)
        )
    )


def is_proven_by_siret(organisation: Organisation, about: Listing) -> bool:
    """Whether the organisation is verified and has the SIRET of the structure. The number alone is public, and proves nothing."""
    return organisation.verified_at is not None and has_same_siret(organisation, about)


def has_same_siret(organisation: Organisation, about: Listing) -> bool:
    """Whether the organisation says the SIRET of the structure."""
    return bool(organisation.siret) and organisation.siret == about.structure.siret


def new_organisation(session: Session, account: int, name: str, siret: str, departement: str) -> int:
    """Add an organisation that nobody verified yet, owned by who claims for it; return its number."""
    made = Organisation(name=name, siret=siret or None, departement=departement, created_at=utc_now())
    return organisations.create(session, made, account).id


def ask(session: Session, structure: int, wish: Wish, site: Site) -> Ticket:
    """Ask to keep the listing of a structure; return the claim, the same one when it waits already.

    By a verified SIRET, it is granted at once; by e-mail, a code leaves; otherwise, and where somebody keeps it already, a moderator
    decides. Raise NotThere for an organisation that the account does not own, AlreadyKept.
    """
    held(session, Structure, structure)
    about = listing(session, structure)
    organisation = _owned(session, wish)
    if organisation.id in about.keepers:
        raise AlreadyKept
    claim = open_claim(session, wish.account, organisation.id, structure) or _open(session, about, wish, site)
    claim.way, claim.message = _way(session, organisation, about, wish), wish.message or claim.message
    claim.subject = SAME_SIRET if has_same_siret(organisation, about) else ""
    claim.code_digest = None
    if claim.way is ClaimWay.EMAIL:
        _send_code(session, claim, wish.email, site)
    session.flush()
    if claim.way is ClaimWay.SIRET:
        grant(session, claim, by=PROOF, site=site)
    return claim


def try_code(session: Session, claim: Ticket, code: str, site: Site) -> None:
    """Take one try at the code of a claim, and grant it; raise WrongCode or CodeSpent, the try being counted: to be committed too."""
    if claim.state != TicketState.OPEN:
        raise AlreadyAnswered
    is_alive = claim.way == ClaimWay.EMAIL and claim.code_digest is not None and claim.code_tries < CODE_TRIES
    if not is_alive or claim.code_sent_at is None or utc_now() - claim.code_sent_at > CODE_VALID_FOR:
        _leave_to_moderators(session, claim)
        raise CodeSpent
    claim.code_tries += 1
    session.flush()
    if not is_same(_digest(site, claim, code), claim.code_digest or ""):
        if claim.code_tries >= CODE_TRIES:
            _leave_to_moderators(session, claim)
            raise CodeSpent
        raise WrongCode
    grant(session, claim, by=PROOF, site=site)


def grant(session: Session, ticket: Ticket, *, by: str, site: Site, text: str = "") -> None:
    """Let the organisation of a claim keep the listing, its claimant be asked about it, and answer them; raise AlreadyAnswered.

    `by`: the role of who decided, or the proof.
    """
    session.flush()
    held(session, Structure, ticket.structure_id)
    about = listing_of_ticket(session, ticket)
    organisation = session.get_one(Organisation, ticket.organisation_id)
    if ticket.state != TicketState.OPEN or organisation.refused_at is not None:
        raise AlreadyAnswered
    if organisation.id not in about.keepers:
        way = ticket.way or ClaimWay.MODERATOR
        session.add(Keeping(organisation_id=organisation.id, structure_id=about.structure.id, way=way, since=utc_now()))
    if organisation.verified_at is None and (not organisation.siret or has_same_siret(organisation, about)):
        organisation.verified_at = utc_now()
    account = session.get(Account, ticket.account_id) if ticket.account_id else None
    if account is not None and account.email:
        agree(session, about.structure, account.email, account.language, account.id, key=site.key)
    ticket.code_digest = None
    words = text or ticket_mails.claim_decided(ticket.language, is_granted=True)
    answer(session, ticket, state=TicketState.ACCEPTED, text=words, by=by, base_url=site.base_url)


def refuse(session: Session, ticket: Ticket, *, by: str, site: Site, text: str = "") -> None:
    """Refuse a claim and answer who asked; raise AlreadyAnswered."""
    ticket.code_digest = None
    words = text or ticket_mails.claim_decided(ticket.language, is_granted=False)
    answer(session, ticket, state=TicketState.REFUSED, text=words, by=by, base_url=site.base_url)


def release(session: Session, about: Listing, account: int) -> None:
    """Give a listing back, for every organisation that the account owns; its members are asked about it no more."""
    owned = select(Membership.organisation_id).filter_by(account_id=account, role=MemberRole.OWNER)
    given = set(session.scalars(owned)) & about.keepers
    keeping = delete(Keeping).where(Keeping.structure_id == about.structure.id, Keeping.organisation_id.in_(given))
    session.execute(keeping, execution_options={"synchronize_session": False})
    gone = select(Membership.account_id).where(Membership.organisation_id.in_(given))
    left = select(Membership.account_id).where(Membership.organisation_id.in_(about.keepers - given))
    asked = delete(Correspondent).where(
        Correspondent.structure_id == about.structure.id, Correspondent.account_id.in_(gone), Correspondent.account_id.not_in(left)
    )
    session.execute(asked, execution_options={"synchronize_session": False})


def _owned(session: Session, wish: Wish) -> Organisation:
    """The organisation of a wish, which its account owns and which was not refused."""
    owning = {"account_id": wish.account, "organisation_id": wish.organisation, "role": MemberRole.OWNER}
    member = session.scalar(select(Membership).filter_by(**owning))
    if member is None or member.organisation.refused_at is not None:
        raise NotThere
    return member.organisation


def _open(session: Session, about: Listing, wish: Wish, site: Site) -> Ticket:
    account = session.get_one(Account, wish.account)
    claim, _secret = open_ticket(
        session,
        sort=TicketSort.CLAIM,
        listing=about,
        contact=account.email or "",
        language=account.language,
        account=account.id,
        organisation=wish.organisation,
    )
    _tell_keepers(session, about, site)
    return claim


def _way(session: Session, organisation: Organisation, about: Listing, wish: Wish) -> ClaimWay:
    """How a wish is decided: what was asked for where it can be, otherwise by a moderator."""
    if about.keepers:
        return ClaimWay.MODERATOR
    if wish.way is ClaimWay.SIRET and is_proven_by_siret(organisation, about):
        return ClaimWay.SIRET
    if wish.way is ClaimWay.EMAIL and wish.email in known_emails(session, about):
        return ClaimWay.EMAIL
    return ClaimWay.MODERATOR


def _send_code(session: Session, claim: Ticket, email: str, site: Site) -> None:
    code = new_code()
    claim.code_digest, claim.code_tries, claim.code_sent_at = _digest(site, claim, code), 0, utc_now()
    post(session, email, ticket_mails.claim_code(claim.language, code))


def _digest(site: Site, claim: Ticket, code: str) -> str:
    return keyed_digest(site.key, PURPOSE, f"{claim.id}:{code}")


def _leave_to_moderators(session: Session, claim: Ticket) -> None:
    claim.way, claim.code_digest = ClaimWay.MODERATOR, None
    session.flush()


def _tell_keepers(session: Session, about: Listing, site: Site) -> None:
    url = f"{site.base_url}/mes-fiches/{about.structure.id}"
    for owner in owners(session, about.keepers):
        if owner.email:
            post(session, owner.email, ticket_mails.also_claimed(owner.language, public_name_of(session, about), url))


def _brought_by_proposals(session: Session, subject: Structure | Service) -> set[str]:
    """E-mails that a proposal wrote, whoever accepted it: anybody may propose their own."""
    column = Revision.structure_id if isinstance(subject, Structure) else Revision.service_id
    found = session.execute(select(Revision.values, Revision.changed).where(column == subject.id, Revision.origin == Origin.PROPOSAL))
    return {row.values["courriel"] for row in found if "courriel" in row.changed}

"""Things that wait for a moderator."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy.orm import Session

from app.accounts.models import Organisation
from app.core.clock import utc_now
from app.core.tokens import digest
from app.core.unit_of_work import unit_of_work
from app.directory.models import DuplicatePair, Keeping, LocalEdit, Service
from app.directory.rules import ClaimWay
from app.listings.models import Correspondent, Question, Ticket
from app.listings.queries import listing_of_service
from app.listings.rules import Occasion, TicketSort, Trouble
from app.listings.services.tickets import open_ticket
from tests.support.forms import post_form


def moderator(signed_in_as, client, *departements: str, second_factor: bool = True):
    """Sign a moderator of these départements in; of everywhere when there is none."""
    roles = [("moderateur", code) for code in departements or ("",)]
    return signed_in_as(client, email="moderation@exemple.fr", roles=roles, second_factor=second_factor)


def decide(client, path: str, data: Mapping[str, object]):
    """Fill the form of a page that decides; that of its menu, which signs out, stands before it."""
    return post_form(client, path, data, action=path)


def sent(session: Session, service: Service, sort: TicketSort = TicketSort.REPORT, *, days_ago: float = 1, **said) -> Ticket:
    """Somebody sends something about a service."""
    if sort is TicketSort.REPORT:
        said.setdefault("subject", Trouble.HOURS)
    if sort is TicketSort.CLAIM:
        said.setdefault("way", ClaimWay.MODERATOR)
    with unit_of_work(session):
        ticket, _secret = open_ticket(session, sort=sort, listing=listing_of_service(session, service.id), **said)
        ticket.created_at = utc_now() - timedelta(days=days_ago)
    return ticket


def pair_of(session: Session, one: Service, other: Service) -> DuplicatePair:
    """Two structures look alike."""
    first, second = sorted((one.structure_id, other.structure_id))
    return _added(session, DuplicatePair(first_id=first, second_id=second, score=0.9, reasons=["name", "phone"]))


def difference_of(session: Session, service: Service, *, days_ago: float = 1, says: str = "Autre nom") -> LocalEdit:
    """The source says another name than the one that was written here."""
    now = utc_now()
    return _added(
        session,
        LocalEdit(
            service_id=service.id,
            field="nom",
            upstream="Ancien nom",
            proposed=says,
            proposed_at=now - timedelta(days=days_ago),
            edited_at=now - timedelta(days=30),
            edited_by="structure",
        ),
    )


def kept_for_long(session: Session, service: Service, *, days_ago: float = 500) -> Keeping:
    """A verified organisation keeps the listing of a service, and said nothing since."""
    at = utc_now() - timedelta(days=days_ago)
    organisation = _added(session, Organisation(name="Organisation qui tient", departement="38", created_at=at, verified_at=at))
    return _added(session, Keeping(organisation_id=organisation.id, structure_id=service.structure_id, way="siret", since=at))


def silent(session: Session, service: Service, *, days_ago: float = 60) -> Correspondent:
    """Somebody agreed to be asked, and answers no more."""
    at = utc_now() - timedelta(days=days_ago)
    asked = Correspondent(structure_id=service.structure_id, email="silence@exemple.fr", email_digest="d", agreed_at=at, unanswered=3)
    found = _added(session, asked)
    question = Question(
        correspondent_id=found.id,
        recipient_digest="d",
        occasion=Occasion.AGE,
        parts=["hours"],
        token_digest=digest("of a question"),
        message_id="m",
        asked_at=at,
        expires_at=at,
    )
    _added(session, question)
    return found


def to_verify(
    session: Session, *, name: str = "Association nouvelle", departement: str = "38", days_ago: float = 1, **said
) -> Organisation:
    """An organisation that nobody verified."""
    at = utc_now() - timedelta(days=days_ago)
    return _added(session, Organisation(name=name, departement=departement, created_at=at, **said))


def _added(session: Session, row):
    session.expire_on_commit = False
    with unit_of_work(session):
        session.add(row)
    return row

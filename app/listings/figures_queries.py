"""Counts that say what a listing brings."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.directory.models import Service, ServiceOrientations, UnansweredSearch
from app.listings.models import ListingViews, Ticket
from app.listings.rules import TicketSort, TicketState


def views_by_week(session: Session, structure_id: int, weeks: Sequence[str]) -> Mapping[str, int]:
    """Return how many times a structure's sheets were read in each of these ISO weeks; absent: never."""
    statement = select(ListingViews.week, ListingViews.count.label("views")).where(
        ListingViews.structure_id == structure_id, ListingViews.week.in_(weeks), ListingViews.count > 0
    )
    return {row.week: row.views for row in session.execute(statement)}


def orientations_by_week(session: Session, structure_id: int, weeks: Sequence[str]) -> Mapping[str, tuple[int, int, int]]:
    """Return how many orientations towards a structure's services were sent, answered, met, by the ISO week of the sending."""
    sums = (func.sum(getattr(ServiceOrientations, name)).label(name) for name in ("sent", "answered", "met"))
    statement = (
        select(ServiceOrientations.week, *sums)
        .join(Service, Service.id == ServiceOrientations.service_id)
        .where(Service.structure_id == structure_id, ServiceOrientations.week.in_(weeks))
        .group_by(ServiceOrientations.week)
    )
    return {row.week: (int(row.sent), int(row.answered), int(row.met)) for row in session.execute(statement)}


def unanswered_near(session: Session, communes: Collection[str], weeks: Sequence[str]) -> Mapping[str, int]:
    """Return how many searches found nothing in these communes and weeks, by what was asked."""
    if not communes:
        return {}
    total = func.sum(UnansweredSearch.count).label("total")
    statement = (
        select(UnansweredSearch.subject, total)
        .where(UnansweredSearch.commune.in_(sorted(communes)), UnansweredSearch.week.in_(weeks))
        .group_by(UnansweredSearch.subject)
    )
    return {row.subject: int(row.total) for row in session.execute(statement)}


def proposals(session: Session, structure_id: int) -> tuple[int, int]:
    """Return how many proposals a listing received, and how many were answered."""
    proposal = (Ticket.structure_id == structure_id, Ticket.sort == TicketSort.PROPOSAL)
    received = session.scalar(select(func.count()).select_from(Ticket).where(*proposal)) or 0
    waiting = session.scalar(select(func.count()).select_from(Ticket).where(*proposal, Ticket.state == TicketState.OPEN)) or 0
    return received, received - waiting

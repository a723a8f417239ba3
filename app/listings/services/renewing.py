"""Links that follow one another: a new one by mail when the old one is over, the other listings of who is answering. Commits nothing."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.core.clock import today
from app.core.errors import NotThere
from app.listings.asking_calendar import worth_asking
from app.listings.asking_queries import Candidate, last_asked, others, question
from app.listings.models import Correspondent, Question
from app.listings.queries import listing, public_name_of
from app.listings.rules import Occasion, Part
from app.listings.services.answering import is_alive
from app.listings.services.asking import ask, may_be_written_to, open_question
from app.listings.services.corresponding import resume


class Ending(NamedTuple):
    """Why a link is over, and what may be done."""

    is_stopped: bool
    """Its correspondent asked for no more mail."""
    may_write: bool
    """Whether a mail may leave: none did within a month."""
    last: datetime | None
    """When the last one left."""


class Other(NamedTuple):
    """Another listing of who is answering."""

    structure: int
    name: str
    """As the public reads it; empty when it may not be told."""


def ending(session: Session, token: str) -> Ending:
    """Return why a link is over; raise NotThere for one that never was."""
    found = question(session, token).correspondent
    return Ending(found.stopped_at is not None, may_be_written_to(session, found), last_asked(session, found.email_digest))


def renew(session: Session, token: str, base_url: str) -> bool:
    """Give a new link, by mail, to who holds one that is over; whether a mail leaves: never two within a month.

    Who had asked for no more mail agrees again by asking; a link that is young enough then lives again.
    """
    asked = question(session, token)
    if asked.correspondent.stopped_at is not None:
        resume(session, asked.correspondent)
        session.refresh(asked.correspondent)
    if is_alive(asked):
        return False
    return ask(session, asked.correspondent_id, Occasion(asked.occasion), [Part(part) for part in asked.parts], base_url) is not None


def others_to_ask(session: Session, asked: Question) -> Sequence[Other]:
    """Return the other listings of the same person that have something to confirm, oldest correspondence first."""
    return [Other(found.structure, _name(session, found.structure)) for found, parts in _worth(session, asked, today()) if parts]


def ask_also(session: Session, asked: Question, structure: int) -> str:
    """Open the question of another listing of the same person; return the secret of its link. Raise NotThere."""
    for found, parts in _worth(session, asked, today()):
        if found.structure == structure and parts:
            correspondent = session.get_one(Correspondent, found.number)
            return open_question(session, correspondent, Occasion(asked.occasion), parts).token
    raise NotThere


def _worth(session: Session, asked: Question, day: date) -> Sequence[tuple[Candidate, Sequence[Part]]]:
    return [(found, worth_asking(found.standing, day)) for found in others(session, asked.correspondent)]


def _name(session: Session, structure: int) -> str:
    return public_name_of(session, listing(session, structure))

"""What becomes of an answer by mail. Nothing here commits."""

from datetime import date
from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.once import act_once
from app.core.tokens import digest
from app.directory.models import Revision, Service
from app.listings.asking_queries import question_of_mails
from app.listings.asking_screens import services_of
from app.listings.models import Question
from app.listings.reading_answers import Said, read_answer
from app.listings.reading_mail import Received
from app.listings.rules import Part
from app.listings.services.answering import Answer, confirm, heard, is_alive, listing_of, send, structure_of
from app.listings.services.corresponding import stop


class Outcome(Enum):
    """What was done with a message."""

    AUTOMATIC = "automatic"
    UNKNOWN = "unknown"
    EMPTY = "empty"
    CONFIRMED = "confirmed"
    CLOSURE = "closure"
    STOPPED = "stopped"
    REPORTED = "reported"


def receive(session: Session, message: Received, today: date) -> Outcome:
    """Take one message; raise AlreadySent when it was taken before. An answer is known by the mail that it names, never by its sender.

    A yes confirms what the mail showed: not a service that was changed since, nor anything once the link is too old; people then read it.
    """
    if message.is_automatic:
        return Outcome.AUTOMATIC
    asked = question_of_mails(session, message.answers_to) if message.answers_to else None
    if asked is None:
        return Outcome.UNKNOWN
    read = read_answer(message.text, today)
    if read.said is Said.NOTHING:
        return Outcome.EMPTY
    act_once(session, f"mail {digest(message.identifier)}", "mail")
    if read.said is Said.STOP:
        stop(session, asked.correspondent)
        return Outcome.STOPPED
    if read.said is Said.YES and is_alive(asked) and _confirm_all(session, asked):
        return Outcome.CONFIRMED
    closed = (read.starts, read.ends) if read.starts and read.ends else None
    send(session, asked, listing_of(session, asked), message.text, closed)
    heard(session, asked, is_whole=True)
    return Outcome.CLOSURE if closed else Outcome.REPORTED


def _confirm_all(session: Session, asked: Question) -> bool:
    """Confirm every part asked of the services that still say what the mail said; whether there was any, and no other."""
    found = services_of(structure_of(session, asked))
    if not found or any(_was_changed(session, service, asked) for service in found):
        return False
    numbers = [service.id for service in found]
    confirm(session, numbers, [Part(part) for part in asked.parts])
    asked.answers = {**asked.answers, **{f"{number}:{part}": Answer.YES.value for number in numbers for part in asked.parts}}
    heard(session, asked, is_whole=True)
    return True


def _was_changed(session: Session, service: Service, asked: Question) -> bool:
    """Whether somebody changed the service, or its structure, since the mail."""
    of_it = (Revision.service_id == service.id) | (Revision.structure_id == service.structure_id)
    return session.scalar(select(Revision.id).where(of_it, Revision.at > asked.asked_at).limit(1)) is not None

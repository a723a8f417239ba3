"""Answering a question: a part confirmed, or said not to be true. Nothing here commits."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.errors import DomainError
from app.core.language import Translator
from app.directory import services
from app.directory.editing import held
from app.directory.fields import field_of
from app.directory.models import Service, Structure
from app.directory.opening.rules import ChangeKind
from app.listings.asking_queries import question
from app.listings.asking_screens import Screen, screens, services_of
from app.listings.models import Correspondent, Question, Ticket
from app.listings.queries import Listing, listing, listing_of_service
from app.listings.rules import Part, TicketSort, Trouble
from app.listings.services.tickets import open_ticket

BY = "association"
"""The role of who confirms, as the columns keep it."""
_TROUBLES = {Part.HOURS: Trouble.HOURS, Part.CONTACT: Trouble.PHONE, Part.CONDITIONS: Trouble.CONDITIONS}


class Answer(StrEnum):
    """What is answered to « Toujours vrai ? », as `Question.answers` keeps it."""

    YES = "oui"
    NO = "non"
    """Something has changed: kept once it is written what."""
    LATER = "plus-tard"
    """What nobody knows stays so."""


_STARTED = ":a-dire"
"""What follows the key of a part that was said to have changed, until it is written what has."""


class LinkIsOver(DomainError):
    """The link is too old, or its correspondent asked for no more mail."""


class ChangedMeanwhile(DomainError):
    """The listing does not say any more what was read when the answer was given."""


def live_question(session: Session, token: str) -> Question:
    """Return the question of a link that may be answered; raise NotThere, LinkIsOver."""
    found = question(session, token)
    if not is_alive(found):
        raise LinkIsOver
    return found


def is_alive(asked: Question) -> bool:
    """Whether the link of a question may still be used."""
    return asked.expires_at > utc_now() and asked.correspondent.stopped_at is None


def structure_of(session: Session, asked: Question) -> Structure:
    """Return the structure that a question is about, or the one that it turned out to be."""
    found = session.get_one(Structure, asked.correspondent.structure_id)
    return found if found.merged_into_id is None else session.get_one(Structure, found.merged_into_id)


def shown(session: Session, asked: Question, t: Translator) -> tuple[Screen, ...]:
    """Return what a question asks, as the public reads it now."""
    return screens(session, structure_of(session, asked), asked.parts, t)


def answer(session: Session, token: str, mark: str, said: Answer, t: Translator) -> tuple[Question, int]:
    """Keep an answer to what was read, and confirm it or not; return the question and the place of the screen, from 1 on.

    Raise NotThere, LinkIsOver; ChangedMeanwhile when the listing does not say it any more. Said twice, it is said once.
    """
    asked = live_question(session, token)
    _hold(session, structure_of(session, asked))
    found = shown(session, asked, t)
    place = next((place for place, screen in enumerate(found) if screen.mark == mark), None)
    if place is None:
        raise ChangedMeanwhile
    screen = found[place]
    if said is Answer.NO:
        asked.answers = {**asked.answers, **{f"{key}{_STARTED}": said.value for key in screen.keys}}
        heard(session, asked, is_whole=False)
        return asked, place + 1
    if said is Answer.YES:
        confirm(session, screen.services, [screen.part])
    _keep(session, asked, screen, said, found)
    return asked, place + 1


def is_started(given: Mapping[str, str], screen: Screen) -> bool:
    """Whether a part was said to have changed, and nobody has written yet what has."""
    return any(f"{key}{_STARTED}" in given for key in screen.keys)


def _keep(session: Session, asked: Question, screen: Screen, said: Answer, found: Sequence[Screen]) -> None:
    """Keep an answer that is whole."""
    started = {f"{key}{_STARTED}" for key in screen.keys}
    others = {key: value for key, value in asked.answers.items() if key not in started}
    asked.answers = {**others, **dict.fromkeys(screen.keys, said.value)}
    heard(session, asked, is_whole=all(key in asked.answers for one in found for key in one.keys))


def confirm(session: Session, numbers: Sequence[int], parts: Iterable[Part]) -> None:
    """Say that parts of some services are true today, by the word of who gives them."""
    now = utc_now()
    _write(session, numbers, {name: value for part in parts for name, value in _trust(part, now, BY).items()})


def heard(session: Session, asked: Question, *, is_whole: bool) -> None:
    """Note that somebody answered: nobody of the listing, nor the e-mail elsewhere, is silent; the question is done when it is whole."""
    if is_whole and asked.answered_at is None:
        asked.answered_at = utc_now()
    correspondent = asked.correspondent
    same = or_(Correspondent.email_digest == correspondent.email_digest, Correspondent.structure_id == correspondent.structure_id)
    session.execute(update(Correspondent).where(same).values(unanswered=0).execution_options(synchronize_session=False))
    session.flush()


def tell(session: Session, asked: Question, place: int, found: Sequence[Screen], message: str, closed: tuple[date, date] | None) -> Ticket:  # noqa: PLR0913, PLR0917 - the form of one of the screens
    """Keep that the screen at a place, from 1 on, is not true any more, and what is, for somebody to decide.

    A closure when days are given, else a report.
    """
    screen = found[place - 1]
    about = listing_of_service(session, screen.services[0]) if len(screen.services) == 1 else listing_of(session, asked)
    if closed and not message:
        confirm(session, screen.services, [screen.part])  # the ordinary hours stand; a closure is added to them
    elif screen.sentences:
        _doubt(session, screen.services, screen.part)
    _keep(session, asked, screen, Answer.NO, found)
    return send(session, asked, about, message, closed, subject=_TROUBLES[screen.part])


def send(  # noqa: PLR0913 - who, about what, and what they say
    session: Session, asked: Question, about: Listing, message: str, closed: tuple[date, date] | None, *, subject: Trouble = Trouble.OTHER
) -> Ticket:
    """Open a ticket in the name of a correspondent, who gets its answer by mail."""
    correspondent = asked.correspondent
    proposed = {"temporary": [*_announced(about), _closure(*closed)]} if closed else {}
    ticket, _secret = open_ticket(
        session,
        sort=TicketSort.CLOSURE if closed else TicketSort.REPORT,
        listing=about,
        message=message,
        contact=correspondent.email,
        language=correspondent.language,
        subject=Trouble.HOURS if closed else subject,
        proposed=proposed,
    )
    return ticket


def listing_of(session: Session, asked: Question) -> Listing:
    """Return the listing that a question is about."""
    return listing(session, structure_of(session, asked).id)


def _announced(about: Listing) -> list[object]:
    field = field_of(about.subject, "temporary")
    return list(field.read(about.subject)) if field else []


def _closure(starts: date, ends: date) -> dict[str, object]:
    return {"kind": ChangeKind.CLOSURE.value, "starts": starts, "ends": ends, "expression": "", "message": ""}


def _hold(session: Session, structure: Structure) -> None:
    """Let nobody change the services meanwhile: what is confirmed is what is read here."""
    for number in sorted(service.id for service in services_of(structure)):
        held(session, Service, number)


def _doubt(session: Session, numbers: Sequence[int], part: Part) -> None:
    """Say that nobody vouches any more for a part that its own people call untrue."""
    _write(session, numbers, _trust(part, None, None))


def _trust(part: Part, at: datetime | None, by: str | None) -> dict[str, object]:
    return {f"{part}_confirmed_at": at, f"{part}_confirmed_by": by}


def _write(session: Session, numbers: Sequence[int], values: dict[str, object]) -> None:
    """Write columns of trust: they are no words of the listing, and rise no version that somebody who edits would stumble on."""
    session.execute(update(Service).where(Service.id.in_(numbers)).values(values).execution_options(synchronize_session="fetch"))
    written = session.scalars(select(Service).where(Service.id.in_(numbers))).all()
    _leave_defaults(written)
    services.publish(session, written)


def _leave_defaults(written: Iterable[Service]) -> None:
    """What its own people confirmed whole is no default any more."""
    for service in written:
        if service.is_default and all(getattr(service, f"{part}_confirmed_at") for part in Part):
            service.is_default = False
            service.structure.is_default = any(one.is_default for one in service.structure.services)

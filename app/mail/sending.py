"""The sweep that sends the outbox.

Mails are claimed one by one, so that any number of workers may send at once, and a worker that is killed holds back one mail and no
other. Between the moment when the other server took a mail and our commit, nothing can be certain: it may go out again, under the same
`Message-ID`.
"""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta

from jinja2 import Environment
from sqlalchemy import ColumnElement, case, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.config import Config
from app.core.clock import utc_now
from app.core.unit_of_work import again, unit_of_work
from app.jobs.sweeping import Sweeping
from app.mail.carriers import Carrier, NotCarried, carrier_of
from app.mail.composing import Envelope, Post
from app.mail.letters import unpack
from app.mail.models import OutgoingMail
from app.mail.queries import INTERRUPTED, is_due, next_due
from app.web.logs import logger

DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720, 1440))
"""After each try that failed; the one after the last of them gives up."""
EMPTIED: Mapping[str, None] = {"recipient": None, "letter": None, "claimed_at": None}
"""What remains of the words of a mail, and of whom it was for, once it is done with."""
UNMADE = "message"
"""The trouble of a mail whose message cannot be made."""
NOBODY_SENDS = "reperes@localhost"
"""Who mails come from where none leaves."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A mail that is ours to send."""

    number: int
    at: datetime
    tries: int
    """This one included."""
    purpose: str


def sweep_outbox(config: Config, templates: Mapping[str, Environment]) -> Sweeping:
    """Return the sweep that sends what is due, through one connection, until nothing is or the other side is out; it counts what left."""
    post = Post(config.smtp.sender if config.smtp else NOBODY_SENDS, templates)

    def sweep(session: Session, _now: datetime) -> int:
        sent = 0
        with closing(carrier_of(config)) as carrier:
            while claim := _claim(session):
                try:
                    _send(session, claim, post, carrier)
                except NotCarried as refusal:
                    _put_off(session, claim, refusal)
                    if refusal.is_out:
                        break
                else:
                    sent += 1
        return sent

    return sweep


def _claim(session: Session) -> Claim | None:
    """Take one mail that is due; None when there is none. A try is counted before it is made: what kills workers ends too."""
    return again(session, _take)


def _take(session: Session) -> Claim | None:
    at = utc_now()
    was_left = case((OutgoingMail.claimed_at.is_not(None), INTERRUPTED), else_=OutgoingMail.trouble)
    values = {"claimed_at": at, "tries": OutgoingMail.tries + 1, "trouble": was_left}
    columns = (OutgoingMail.tries, OutgoingMail.purpose)
    while (number := next_due(session, at)) is not None:
        taken = update(OutgoingMail).where(OutgoingMail.id == number, is_due(at)).values(values).returning(*columns)
        row = session.execute(taken, execution_options={"synchronize_session": False}).one_or_none()
        if row is not None:
            return Claim(number, at, row.tries, row.purpose)
    return None


def _send(session: Session, claim: Claim, post: Post, carrier: Carrier) -> None:
    """Send a mail that is ours, and say so in its row; raise NotCarried."""
    if claim.tries > len(DELAYS) + 1:
        raise NotCarried(INTERRUPTED, is_final=True)
    carrier.carry(_envelope(session, claim, post))
    _write(session, claim, sent_at=utc_now(), **EMPTIED)
    logger().info("mail sent", mail=claim.number, purpose=claim.purpose, tries=claim.tries)


def _envelope(session: Session, claim: Claim, post: Post) -> Envelope:
    """The message of a row. What cannot be read or made stops neither the others nor its own next tries: a key may come back."""
    columns = (OutgoingMail.recipient, OutgoingMail.letter, OutgoingMail.message_id, OutgoingMail.created_at)
    try:
        with unit_of_work(session):
            recipient, letter, message_id, written_at = session.execute(select(*columns).where(OutgoingMail.id == claim.number)).one()
        to = recipient or ""
        envelope = Envelope(claim.number, to, post.message(unpack(letter or ""), to, message_id, written_at))
    except SQLAlchemyError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the other mails must leave
        logger().error("mail cannot be made", mail=claim.number, purpose=claim.purpose, error=type(error).__name__)
        raise NotCarried(UNMADE) from None
    return envelope


def _put_off(session: Session, claim: Claim, refusal: NotCarried) -> None:
    """Remember why a mail did not leave, and when to try again; or give it up. Nothing is said of a mail that another took over."""
    now = utc_now()
    told = {"mail": claim.number, "purpose": claim.purpose, "tries": claim.tries, "trouble": refusal.trouble}
    is_ours = OutgoingMail.claimed_at == claim.at
    if refusal.is_final or claim.tries > len(DELAYS):
        _write(session, claim, is_ours, gave_up_at=now, trouble=refusal.trouble, **EMPTIED)
        logger().warning("mail given up", **told)
        return
    _write(session, claim, is_ours, next_try_at=now + DELAYS[claim.tries - 1], trouble=refusal.trouble, claimed_at=None)
    logger().warning("mail put off", **told)


def _write(session: Session, claim: Claim, *conditions: ColumnElement[bool], **values: object) -> None:
    written = update(OutgoingMail).where(OutgoingMail.id == claim.number, *conditions).values(values)
    again(session, lambda session: session.execute(written, execution_options={"synchronize_session": False}))

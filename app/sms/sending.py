"""The sweep that sends the outbox.

Messages are claimed one by one, as mails are. Between the moment when the gateway took a message and our commit, nothing can be certain:
it may be handed over again, under the same identifier, which the gateway knows it by.
"""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, case, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.config import Config
from app.core.clock import utc_now
from app.core.unit_of_work import again, unit_of_work
from app.jobs.sweeping import Sweeping
from app.sms.carriers import Carrier, NotCarried, ShortMessage, carrier_of
from app.sms.models import OutgoingSms
from app.sms.queries import INTERRUPTED, is_due, next_due
from app.web.logs import logger

DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 480))
"""After each try that failed; the one after the last of them gives up."""
WORTH_SENDING = timedelta(days=1)
"""A code or a reminder that comes later misleads: it is given up."""
EMPTIED: Mapping[str, None] = {"recipient": None, "text": None, "claimed_at": None}
"""What remains of the words of a message, and of whom it was for, once it is done with."""
UNREADABLE, TOO_LATE = "unreadable", "late"
"""Troubles of ours: the words cannot be read (a key may come back), their time is over."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A message that is ours to send."""

    number: int
    at: datetime
    tries: int
    """This one included."""
    purpose: str
    written_at: datetime


def sweep_sms(config: Config) -> Sweeping:
    """Return the sweep that sends what is due until nothing is or the gateway is out; it counts what left."""

    def sweep(session: Session, _now: datetime) -> int:
        sent = 0
        with closing(carrier_of(config)) as carrier:
            while claim := again(session, _take):
                try:
                    _send(session, claim, carrier)
                except NotCarried as refusal:
                    _put_off(session, claim, refusal)
                    if refusal.is_out:
                        break
                else:
                    sent += 1
        return sent

    return sweep


def _take(session: Session) -> Claim | None:
    """Take one message that is due; None when there is none. A try is counted before it is made: what kills workers ends too."""
    at = utc_now()
    was_left = case((OutgoingSms.claimed_at.is_not(None), INTERRUPTED), else_=OutgoingSms.trouble)
    values = {"claimed_at": at, "tries": OutgoingSms.tries + 1, "trouble": was_left}
    columns = (OutgoingSms.tries, OutgoingSms.purpose, OutgoingSms.created_at)
    while (number := next_due(session, at)) is not None:
        taken = update(OutgoingSms).where(OutgoingSms.id == number, is_due(at)).values(values).returning(*columns)
        row = session.execute(taken, execution_options={"synchronize_session": False}).one_or_none()
        if row is not None:
            return Claim(number, at, row.tries, row.purpose, row.created_at)
    return None


def _send(session: Session, claim: Claim, carrier: Carrier) -> None:
    """Send a message that is ours, and say so in its row; raise NotCarried."""
    if claim.at - claim.written_at > WORTH_SENDING:
        raise NotCarried(TOO_LATE, is_final=True)
    if claim.tries > len(DELAYS) + 1:
        raise NotCarried(INTERRUPTED, is_final=True)
    carrier.carry(_message(session, claim))
    _write(session, claim, sent_at=utc_now(), **EMPTIED)
    logger().info("sms sent", sms=claim.number, purpose=claim.purpose, tries=claim.tries)


def _message(session: Session, claim: Claim) -> ShortMessage:
    """The message of a row. What cannot be read stops neither the others nor its own next tries: a key may come back."""
    columns = (OutgoingSms.recipient, OutgoingSms.text, OutgoingSms.message_id)
    try:
        with unit_of_work(session):
            to, text, message_id = session.execute(select(*columns).where(OutgoingSms.id == claim.number)).one()
    except SQLAlchemyError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the other messages must leave
        logger().error("sms cannot be read", sms=claim.number, purpose=claim.purpose, error=type(error).__name__)
        raise NotCarried(UNREADABLE) from None
    return ShortMessage(claim.number, to or "", text or "", message_id)


def _put_off(session: Session, claim: Claim, refusal: NotCarried) -> None:
    """Remember why a message did not leave, and when to try again; or give it up. Nothing is said of one that another took over."""
    now = utc_now()
    told = {"sms": claim.number, "purpose": claim.purpose, "tries": claim.tries, "trouble": refusal.trouble}
    is_ours = OutgoingSms.claimed_at == claim.at
    if refusal.is_final or claim.tries > len(DELAYS):
        _write(session, claim, is_ours, gave_up_at=now, trouble=refusal.trouble, **EMPTIED)
        logger().warning("sms given up", **told)
        return
    _write(session, claim, is_ours, next_try_at=now + DELAYS[claim.tries - 1], trouble=refusal.trouble, claimed_at=None)
    logger().warning("sms put off", **told)


def _write(session: Session, claim: Claim, *conditions: ColumnElement[bool], **values: object) -> None:
    written = update(OutgoingSms).where(OutgoingSms.id == claim.number, *conditions).values(values)
    again(session, lambda session: session.execute(written, execution_options={"synchronize_session": False}))

"""The sweep that sends an outbox.

Messages are claimed one by one, so that any number of workers may send at once, and a worker that is killed holds back one message and no
other. Between the moment when the other side took a message and our commit, nothing can be certain: it may go out again, under the same
`message_id`.
"""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, case, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.unit_of_work import again, unit_of_work
from app.jobs.outbox.carrying import Carrier, NotCarried
from app.jobs.outbox.models import Outgoing
from app.jobs.outbox.queries import INTERRUPTED, is_due, next_due
from app.web.logs import logger

Row = TypeVar("Row", bound=Outgoing)
Message = TypeVar("Message")
TOO_LATE = "late"
"""The trouble of a message whose time is over."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A message that is ours to send."""

    number: int
    at: datetime
    tries: int
    """This one included."""
    purpose: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Outbox(Generic[Row, Message]):
    """An outbox and what is its own; `sweep` is a `Sweeping`."""

    name: str
    """What logs call a message: `mail`."""
    model: type[Row]
    emptied: Sequence[str]
    """Columns of which nothing remains once a message is done with: its words, and whom it was for."""
    delays: Sequence[timedelta]
    """After each try that failed; the one after the last of them gives up."""
    open_carrier: Callable[[], Carrier[Message]]
    make: Callable[[Row], Message]
    """What the carrier takes, made of a row."""
    unmade: tuple[str, str]
    """Of a message that cannot be read or made: what logs say, and its trouble."""
    worth_sending: timedelta | None = None
    """After that, a message misleads: it is given up."""

    def sweep(self, session: Session, _now: datetime) -> int:
        """Send what is due, through one carrier, until nothing is or the other side is out; return how many left."""
        sent = 0
        with closing(self.open_carrier()) as carrier:
            while claim := again(session, self._take):
                try:
                    self._send(session, claim, carrier)
                except NotCarried as refusal:
                    self._put_off(session, claim, refusal)
                    if refusal.is_out:
                        break
                else:
                    sent += 1
        return sent

    def _take(self, session: Session) -> Claim | None:
        """Claim one message that is due; None when there is none. A try is counted before it is made: what kills workers ends too."""
        at, model = utc_now(), self.model
        was_left = case((model.claimed_at.is_not(None), INTERRUPTED), else_=model.trouble)
        values = {"claimed_at": at, "tries": model.tries + 1, "trouble": was_left}
        while (number := next_due(model, session, at)) is not None:
            free = update(model).where(model.id == number, is_due(model, at))
            taken = free.values(values).returning(model.tries, model.purpose, model.created_at)
            row = session.execute(taken, execution_options={"synchronize_session": False}).one_or_none()
            if row is not None:
                return Claim(number, at, row.tries, row.purpose, row.created_at)
        return None

    def _send(self, session: Session, claim: Claim, carrier: Carrier[Message]) -> None:
        """Send a message that is ours, and say so in its row; raise NotCarried."""
        if self.worth_sending is not None and claim.at - claim.written_at > self.worth_sending:
            raise NotCarried(TOO_LATE, is_final=True)
        if claim.tries > len(self.delays) + 1:
            raise NotCarried(INTERRUPTED, is_final=True)
        carrier.carry(self._made(session, claim))
        self._end(session, claim, sent_at=utc_now())
        logger().info(f"{self.name} sent", **self._told(claim))

    def _made(self, session: Session, claim: Claim) -> Message:
        """Make the message of a row. What cannot be read or made stops neither the others nor its own next tries: a key may come back."""
        try:
            with unit_of_work(session):
                row = session.get_one(self.model, claim.number)
                session.expunge(row)  # it stays as it was read once the transaction is over
            return self.make(row)
        except SQLAlchemyError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the other messages must leave
            event, trouble = self.unmade
            logger().error(event, **{self.name: claim.number}, purpose=claim.purpose, error=type(error).__name__)
            raise NotCarried(trouble) from None

    def _put_off(self, session: Session, claim: Claim, refusal: NotCarried) -> None:
        """Remember why a message did not leave, and when to try again; or give it up. Nothing is said of one that another took over."""
        now, trouble = utc_now(), refusal.trouble
        is_ours = self.model.claimed_at == claim.at
        if refusal.is_final or claim.tries > len(self.delays):
            self._end(session, claim, is_ours, gave_up_at=now, trouble=trouble)
            logger().warning(f"{self.name} given up", **self._told(claim), trouble=trouble)
            return
        self._write(session, claim, is_ours, next_try_at=now + self.delays[claim.tries - 1], trouble=trouble, claimed_at=None)
        logger().warning(f"{self.name} put off", **self._told(claim), trouble=trouble)

    def _told(self, claim: Claim) -> dict[str, object]:
        return {self.name: claim.number, "purpose": claim.purpose, "tries": claim.tries}

    def _end(self, session: Session, claim: Claim, *conditions: ColumnElement[bool], **values: object) -> None:
        self._write(session, claim, *conditions, **values, **dict.fromkeys(self.emptied), claimed_at=None)

    def _write(self, session: Session, claim: Claim, *conditions: ColumnElement[bool], **values: object) -> None:
        written = update(self.model).where(self.model.id == claim.number, *conditions).values(values)
        again(session, lambda session: session.execute(written, execution_options={"synchronize_session": False}))

"""Forms that are sent twice (double click, Back, a network that came and went) and act once.

Each page with a form that creates something carries a nonce of its own; what it led to is remembered with it.
"""

from datetime import datetime, timedelta

from sqlalchemy import String, delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.core.clock import utc_now
from app.core.database import Base, Instant
from app.core.encryption import Sealed
from app.core.errors import DomainError
from app.core.tokens import digest

KEPT_FOR = timedelta(days=2)


class AlreadySent(DomainError):
    """The form was sent before."""

    def __init__(self, nonce: str) -> None:
        """Name the form."""
        super().__init__()
        self.nonce = nonce


class SentForm(Base):
    """A form that acted, and the path that its answer led to."""

    __tablename__ = "sent_form"

    nonce: Mapped[str] = mapped_column(String(64), primary_key=True)
    led_to: Mapped[str] = mapped_column(Sealed("sent_form.led_to"))
    """May hold the secret of a link that follows something."""
    at: Mapped[datetime] = mapped_column(Instant)


def act_once(session: Session, nonce: str, led_to: str) -> None:
    """Say, in the transaction of what a form did, that it was done, and where its answer leads; raise AlreadySent."""
    session.flush()
    session.add(SentForm(nonce=digest(nonce), led_to=led_to, at=utc_now()))
    try:
        session.flush()
    except IntegrityError:
        session.rollback()
        raise AlreadySent(nonce) from None


def answer_to(session: Session, nonce: str) -> str | None:
    """Return the path that a form led to when it was sent; None when it was not."""
    sent = session.get(SentForm, digest(nonce))
    return None if sent is None else sent.led_to


def forget(session: Session, now: datetime) -> int:
    """Forget the forms of the days before yesterday; return how many."""
    return session.execute(delete(SentForm).where(SentForm.at < now - KEPT_FOR)).rowcount  # type: ignore[attr-defined,no-any-return]

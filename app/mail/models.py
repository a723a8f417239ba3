"""The outbox."""

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, Instant
from app.core.encryption import Sealed


class OutgoingMail(Base):
    """One mail to one person. Its words are encrypted, and emptied once it is sent or given up."""

    __tablename__ = "outgoing_mail"
    __table_args__ = (Index(None, "sent_at", "gave_up_at", "next_try_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[str] = mapped_column(String(40))
    """What it is about, as a code: `sign-in`, `question`."""
    recipient: Mapped[str | None] = mapped_column(Sealed("outgoing_mail.recipient"))
    subject: Mapped[str] = mapped_column(Text)
    letter: Mapped[str | None] = mapped_column(Sealed("outgoing_mail.letter"))
    """As `letters.pack` writes it."""
    language: Mapped[str] = mapped_column(String(10), default="fr")
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    """The same at each try: whoever gets it twice sees it once."""
    created_at: Mapped[datetime] = mapped_column(Instant)
    next_try_at: Mapped[datetime] = mapped_column(Instant)
    tries: Mapped[int] = mapped_column(default=0)
    claimed_at: Mapped[datetime | None] = mapped_column(Instant)
    """While a worker tries to send it."""
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    gave_up_at: Mapped[datetime | None] = mapped_column(Instant)
    trouble: Mapped[str] = mapped_column(String(60), default="")
    """Why the last try that failed did, as a code without any address: `smtp-550`, `timeout`. Stays once the mail is sent."""

"""The outbox of short messages."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, Instant
from app.core.encryption import Sealed


class OutgoingSms(Base):
    """One message to one telephone. Its words and number are sealed, and emptied once it is sent or given up."""

    __tablename__ = "outgoing_sms"
    __table_args__ = (Index(None, "sent_at", "gave_up_at", "next_try_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[str] = mapped_column(String(40))
    """What it is about, as a code."""
    recipient: Mapped[str | None] = mapped_column(Sealed("outgoing_sms.recipient"))
    text: Mapped[str | None] = mapped_column(Sealed("outgoing_sms.text"))
    message_id: Mapped[str] = mapped_column(String(60), unique=True)
    """The same at each try: a gateway that knows it sends once."""
    created_at: Mapped[datetime] = mapped_column(Instant)
    next_try_at: Mapped[datetime] = mapped_column(Instant)
    tries: Mapped[int] = mapped_column(default=0)
    claimed_at: Mapped[datetime | None] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    gave_up_at: Mapped[datetime | None] = mapped_column(Instant)
    trouble: Mapped[str] = mapped_column(String(60), default="")

"""What the rows of every outbox hold."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from app.core.database import Base, Instant


class Outgoing(Base):
    """One message to one person. Its words, and whom it is for, are columns of each outbox: sealed, emptied once it is sent or given up."""

    __abstract__ = True

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Index, ...]:  # noqa: N805 - SQLAlchemy gives the class
        """By which what is due is found."""
        return (Index(None, "sent_at", "gave_up_at", "next_try_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[str] = mapped_column(String(40))
    """What it is about, as a code: `sign-in`, `question`."""
    created_at: Mapped[datetime] = mapped_column(Instant)
    next_try_at: Mapped[datetime] = mapped_column(Instant)
    tries: Mapped[int] = mapped_column(default=0)
    claimed_at: Mapped[datetime | None] = mapped_column(Instant)
    """While a worker tries to send it."""
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    gave_up_at: Mapped[datetime | None] = mapped_column(Instant)
    trouble: Mapped[str] = mapped_column(String(60), default="")
    """Why the last try that failed did, as a code without any address: `smtp-550`, `timeout`. Stays once it is sent."""

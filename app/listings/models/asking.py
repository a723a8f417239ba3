"""Who is asked whether a listing is still true, and what was asked."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.database import Base, Instant, one_of
from app.core.encryption import Sealed
from app.listings.rules import Occasion


class Correspondent(Base):
    """An e-mail that agreed to be asked about a listing: who claimed it, or who opted in."""

    __tablename__ = "correspondent"
    __table_args__ = (UniqueConstraint("structure_id", "email_digest"), Index(None, "email_digest"))

    id: Mapped[int] = mapped_column(primary_key=True)
    structure_id: Mapped[int] = mapped_column(ForeignKey("structure.id", ondelete="CASCADE"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    """Set when the e-mail is that of an account: it leaves with it."""
    email: Mapped[str] = mapped_column(Sealed("correspondent.email"))
    email_digest: Mapped[str] = mapped_column(String(64))
    """Keyed: the same e-mail is the same recipient."""
    language: Mapped[str] = mapped_column(String(10), default="fr")
    agreed_at: Mapped[datetime] = mapped_column(Instant)
    stopped_at: Mapped[datetime | None] = mapped_column(Instant)
    """When they asked not to be written to any more."""
    unanswered: Mapped[int] = mapped_column(default=0)
    """Questions in a row without answer."""


class Question(Base):
    """One mail that asks whether parts of a listing are still true, and its link."""

    __tablename__ = "question"
    __table_args__ = (
        Index(None, "correspondent_id", "asked_at"),
        Index(None, "recipient_digest", "asked_at"),
        CheckConstraint(one_of("occasion", Occasion), name="known_occasion"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    correspondent_id: Mapped[int] = mapped_column(ForeignKey("correspondent.id", ondelete="CASCADE"))
    recipient_digest: Mapped[str] = mapped_column(String(64))
    occasion: Mapped[str] = mapped_column(String(20))
    parts: Mapped[list[str]] = mapped_column(JSON)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    """Of its mail: an answer names it."""
    asked_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    answers: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    """`<service>:<part>` → `oui`, `non` or `change`."""

    correspondent: Mapped[Correspondent] = relationship()

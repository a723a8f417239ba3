"""What waits for a decision."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, Instant, one_of
from app.core.encryption import Sealed
from app.directory.rules import ClaimWay
from app.listings.rules import TicketSort, TicketState


class Ticket(Base):
    """One thing that somebody sent about a listing, until it is answered. Who sent it follows it by a secret link."""

    __tablename__ = "ticket"
    __table_args__ = (
        Index(None, "state", "departement", "created_at"),
        Index(None, "structure_id"),
        Index(None, "service_id"),
        CheckConstraint(one_of("sort", TicketSort), name="known_sort"),
        CheckConstraint(one_of("state", TicketState), name="known_state"),
        CheckConstraint(f"way IS NULL OR {one_of('way', ClaimWay)}", name="known_way"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sort: Mapped[str] = mapped_column(String(20))
    structure_id: Mapped[int] = mapped_column(ForeignKey("structure.id", ondelete="CASCADE"))
    service_id: Mapped[int | None] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"))
    departement: Mapped[str] = mapped_column(String(3))
    """Whose moderators answer."""
    created_at: Mapped[datetime] = mapped_column(Instant)
    language: Mapped[str] = mapped_column(String(10), default="fr")
    """In which the answer is written."""
    subject: Mapped[str] = mapped_column(String(40), default="")
    """Of a report: what is not right (`Trouble`)."""
    message: Mapped[str | None] = mapped_column(Sealed("ticket.message"))
    contact: Mapped[str | None] = mapped_column(Sealed("ticket.contact"))
    """E-mail of who wants an answer; emptied with the message once the answer is old."""
    proposed: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """Of a proposal or a closure: names of `directory.fields` → values."""
    base: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """What these fields said when it was sent."""
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    """Of a claim: who asks, for whom,"""
    way: Mapped[str | None] = mapped_column(String(20))
    """and how they would prove it."""
    code_digest: Mapped[str | None] = mapped_column(String(64))
    """Of the code sent to the e-mail that the directory knew."""
    code_sent_at: Mapped[datetime | None] = mapped_column(Instant)
    code_tries: Mapped[int] = mapped_column(default=0)
    secret_digest: Mapped[str] = mapped_column(String(64), unique=True)
    """Of the link by which it is followed."""
    state: Mapped[str] = mapped_column(String(20), default=TicketState.OPEN)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    answered_by: Mapped[str] = mapped_column(String(40), default="")
    """A role, never a name."""
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own form

"""What happened, in codes: every transition, never changed; every reminder, once; every team that was asked."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.append_only import protect
from app.core.database import Base, Instant, one_of
from app.outreach.rules import Action, Actor, Reason, State

MAY_DELETE = dict.fromkeys(
    ("sqlite", "postgresql"), "EXISTS (SELECT 1 FROM outreach_request r WHERE r.id = OLD.request_id AND r.is_example)"
)
"""Examples are fictional: they leave with the demonstration."""


class OutreachStep(Base):
    """One transition: who, in whose name, when, why. Codes and numbers only; the database refuses to change it."""

    __tablename__ = "outreach_step"
    __table_args__ = (
        Index(None, "request_id", "id"),
        CheckConstraint(one_of("action", Action), name="known_action"),
        CheckConstraint(one_of("source", State), name="known_source"),
        CheckConstraint(one_of("target", State), name="known_target"),
        CheckConstraint(one_of("actor", Actor), name="known_actor"),
        CheckConstraint(f"reason IS NULL OR {one_of('reason', Reason)}", name="known_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("outreach_request.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    action: Mapped[str] = mapped_column(String(30))
    source: Mapped[str] = mapped_column(String(20))
    target: Mapped[str] = mapped_column(String(20))
    actor: Mapped[str] = mapped_column(String(20))
    account_id: Mapped[int | None]
    """Who, where somebody was signed in; not a reference: the line outlives the account."""
    organisation_id: Mapped[int | None]
    """In whose name."""
    team_id: Mapped[int | None]
    """The team that had it then."""
    sector_id: Mapped[int | None]
    """The sector that it was in then."""
    reason: Mapped[str | None] = mapped_column(String(30))


class OutreachReminder(Base):
    """A deadline that was dealt with, for one value of its anchor."""

    __tablename__ = "outreach_reminder"
    __table_args__ = (UniqueConstraint("request_id", "name", "anchor_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("outreach_request.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(30))
    anchor_at: Mapped[datetime] = mapped_column(Instant)
    done_at: Mapped[datetime] = mapped_column(Instant)


class OutreachAssignment(Base):
    """A team that was asked; `ended_at` once it has the request no more: who is asked next is none of these since the last sorting."""

    __tablename__ = "outreach_assignment"
    __table_args__ = (Index(None, "request_id", "id"), Index(None, "team_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("outreach_request.id", ondelete="CASCADE"))
    team_id: Mapped[int] = mapped_column(ForeignKey("outreach_team.id", ondelete="CASCADE"))
    sector_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)


protect(OutreachStep.__table__, MAY_DELETE)  # type: ignore[arg-type] # a table, as declared

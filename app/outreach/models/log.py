"""What happened, in codes: every transition, never changed; every reminder, once; every team that was asked."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.append_only import protect
from app.core.database import Base, Instant
from app.core.workflow.log import ReminderColumns, StepColumns, known_codes
from app.outreach.rules import Action, Actor, Reason, State

MAY_DELETE = dict.fromkeys(
    ("sqlite", "postgresql"), "EXISTS (SELECT 1 FROM outreach_request r WHERE r.id = OLD.request_id AND r.is_example)"
)
"""Examples are fictional: they leave with the demonstration."""


class OutreachStep(StepColumns, Base):
    """One transition of a request; the database refuses to change it."""

    __tablename__ = "outreach_step"
    __table_args__ = (Index(None, "request_id", "id"), *known_codes(Action, tuple(State), Actor, Reason))

    request_id: Mapped[int] = mapped_column(ForeignKey("outreach_request.id"))
    team_id: Mapped[int | None]
    """The team that had it then."""
    sector_id: Mapped[int | None]
    """The sector that it was in then."""


class OutreachReminder(ReminderColumns, Base):
    """A deadline of a request."""

    __tablename__ = "outreach_reminder"
    __table_args__ = (UniqueConstraint("request_id", "name", "anchor_at"),)

    request_id: Mapped[int] = mapped_column(ForeignKey("outreach_request.id", ondelete="CASCADE"))


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

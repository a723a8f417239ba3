"""What happened, in codes: every transition, never changed; every reminder, once."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.append_only import protect
from app.core.database import Base, Instant, one_of
from app.orientations.rules import Action, Actor, Reason, State

MAY_DELETE = dict.fromkeys(
    ("sqlite", "postgresql"), "EXISTS (SELECT 1 FROM orientation WHERE orientation.id = OLD.orientation_id AND orientation.is_example)"
)
"""Examples are fictional: they leave with the demonstration."""


class OrientationStep(Base):
    """One transition: who, in whose name, when, why. Codes and numbers only; the database refuses to change it."""

    __tablename__ = "orientation_step"
    __table_args__ = (
        Index(None, "orientation_id", "id"),
        CheckConstraint(one_of("action", Action), name="known_action"),
        CheckConstraint(one_of("source", State), name="known_source"),
        CheckConstraint(one_of("target", State), name="known_target"),
        CheckConstraint(one_of("actor", Actor), name="known_actor"),
        CheckConstraint(f"reason IS NULL OR {one_of('reason', Reason)}", name="known_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    orientation_id: Mapped[int] = mapped_column(ForeignKey("orientation.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    action: Mapped[str] = mapped_column(String(30))
    source: Mapped[str] = mapped_column(String(20))
    target: Mapped[str] = mapped_column(String(20))
    actor: Mapped[str] = mapped_column(String(20))
    account_id: Mapped[int | None]
    """Who, where somebody was signed in; not a reference: the line outlives the account."""
    organisation_id: Mapped[int | None]
    """In whose name."""
    link_id: Mapped[int | None]
    """By which link, where nobody was signed in."""
    is_reported: Mapped[bool] = mapped_column(default=False)
    """Whether the sender wrote down an answer that came otherwise."""
    reason: Mapped[str | None] = mapped_column(String(30))


class OrientationReminder(Base):
    """A deadline that was dealt with, for one value of its anchor."""

    __tablename__ = "orientation_reminder"
    __table_args__ = (UniqueConstraint("orientation_id", "name", "anchor_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    orientation_id: Mapped[int] = mapped_column(ForeignKey("orientation.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(30))
    anchor_at: Mapped[datetime] = mapped_column(Instant)
    done_at: Mapped[datetime] = mapped_column(Instant)


protect(OrientationStep.__table__, MAY_DELETE)  # type: ignore[arg-type] # a table, as declared

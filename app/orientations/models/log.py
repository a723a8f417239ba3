"""What happened, in codes: every transition, never changed; every reminder, once."""

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.append_only import protect
from app.core.database import Base
from app.core.workflow.log import ReminderColumns, StepColumns, known_codes
from app.orientations.rules import Action, Actor, Reason, State

MAY_DELETE = dict.fromkeys(
    ("sqlite", "postgresql"), "EXISTS (SELECT 1 FROM orientation WHERE orientation.id = OLD.orientation_id AND orientation.is_example)"
)
"""Examples are fictional: they leave with the demonstration."""


class OrientationStep(StepColumns, Base):
    """One transition of an orientation; the database refuses to change it."""

    __tablename__ = "orientation_step"
    __table_args__ = (Index(None, "orientation_id", "id"), *known_codes(Action, tuple(State), Actor, Reason))

    orientation_id: Mapped[int] = mapped_column(ForeignKey("orientation.id"))
    link_id: Mapped[int | None]
    """By which link, where nobody was signed in."""
    is_reported: Mapped[bool] = mapped_column(default=False)
    """Whether the sender wrote down an answer that came otherwise."""


class OrientationReminder(ReminderColumns, Base):
    """A deadline of an orientation."""

    __tablename__ = "orientation_reminder"
    __table_args__ = (UniqueConstraint("orientation_id", "name", "anchor_at"),)

    orientation_id: Mapped[int] = mapped_column(ForeignKey("orientation.id", ondelete="CASCADE"))


protect(OrientationStep.__table__, MAY_DELETE)  # type: ignore[arg-type] # a table, as declared

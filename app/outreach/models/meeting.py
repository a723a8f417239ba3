"""What happened out there: attempts, meetings, services that the person was helped to reach."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, Instant, one_of
from app.core.encryption import OfRow, SealedOfRow, sealed_text
from app.outreach.rules import Result


class OutreachAttempt(Base):
    """Somebody went. `mark` is given by the device that noted it: sent twice, it is one attempt."""

    __tablename__ = "outreach_attempt"
    __table_args__ = (
        Index(None, "request_id", "at"),
        Index(None, "round_id"),
        CheckConstraint(one_of("result", Result), name="known_result"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("outreach_request.id", ondelete="CASCADE"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("outreach_team.id", ondelete="SET NULL"), index=True)
    round_id: Mapped[int | None] = mapped_column(ForeignKey("outreach_round.id", ondelete="SET NULL"))
    account_id: Mapped[int | None]
    mark: Mapped[str] = mapped_column(String(64), unique=True)
    """A digest of what the device gave."""
    at: Mapped[datetime] = mapped_column(Instant)
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    result: Mapped[str] = mapped_column(String(20))
    is_late: Mapped[bool] = mapped_column(default=False)
    """Whether the request had moved on meanwhile: kept as a fact, it moved nothing."""


class OutreachMeeting(Base):
    """The person was seen again; `mark` as for attempts."""

    __tablename__ = "outreach_meeting"
    __table_args__ = (Index(None, "request_id", "at"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    """Drawn."""
    request_id: Mapped[int] = mapped_column(ForeignKey("outreach_request.id", ondelete="CASCADE"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("outreach_team.id", ondelete="SET NULL"), index=True)
    account_id: Mapped[int | None]
    mark: Mapped[str] = mapped_column(String(64), unique=True)
    at: Mapped[datetime] = mapped_column(Instant)
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    sealed_note: Mapped[OfRow | None] = mapped_column("note", SealedOfRow("outreach_meeting.note"))

    note = sealed_text["OutreachMeeting"]("sealed_note", "id")


class OutreachOrientation(Base):
    """An orientation that came of a request; whether somebody of the team goes along."""

    __tablename__ = "outreach_orientation"

    request_id: Mapped[int] = mapped_column(ForeignKey("outreach_request.id", ondelete="CASCADE"), primary_key=True)
    orientation_id: Mapped[int] = mapped_column(ForeignKey("orientation.id", ondelete="CASCADE"), primary_key=True, index=True)
    is_accompanied: Mapped[bool] = mapped_column(default=False)

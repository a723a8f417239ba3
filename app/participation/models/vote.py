"""A vote in a room, shown live: nothing of it is personal, and nothing but counts is kept. It is no survey."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, Instant


class RoomVote(Base):
    """One question asked to a room."""

    __tablename__ = "room_vote"
    __table_args__ = (Index(None, "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(20), unique=True)
    """What people type on their telephone: short, signs that no two people read differently."""
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    question: Mapped[dict[str, str]] = mapped_column(JSON)
    choices: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """Of each its code, and its label by languages."""
    opened_at: Mapped[datetime] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    is_example: Mapped[bool] = mapped_column(default=False)


class RoomVoteCount(Base):
    """How many chose this: by telephone, and by raised hands, which whoever leads the room counts."""

    __tablename__ = "room_vote_count"
    __table_args__ = (CheckConstraint("phones >= 0 AND hands >= 0", name="counts"),)

    vote_id: Mapped[int] = mapped_column(ForeignKey("room_vote.id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    phones: Mapped[int] = mapped_column(default=0)
    hands: Mapped[int] = mapped_column(default=0)

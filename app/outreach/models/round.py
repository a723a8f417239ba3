"""Rounds: the team's day, its stops and hours, the requests placed on it."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.database import Base, Instant
from app.core.encryption import OfRow, SealedOfRow, sealed_text
from app.outreach.models.organisation import OutreachTeam


class OutreachRound(Base):
    """One outing of a team, on the day when it starts; `ends` before `starts` is the next morning (Paris)."""

    __tablename__ = "outreach_round"
    __table_args__ = (Index(None, "team_id", "day"), Index(None, "day"))

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("outreach_team.id", ondelete="CASCADE"))
    day: Mapped[date]
    starts: Mapped[time]
    ends: Mapped[time]
    name: Mapped[str] = mapped_column(String(120), default="")
    """Of the way it goes: « Centre et gare ». Nobody's name."""
    sealed_pair: Mapped[OfRow | None] = mapped_column("pair", SealedOfRow("outreach_round.pair"))
    """First names of those who go."""
    cancelled_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(default=1)
    is_example: Mapped[bool] = mapped_column(default=False)

    team: Mapped[OutreachTeam] = relationship()
    stops: Mapped[list["OutreachRoundStop"]] = relationship(cascade="all, delete-orphan", order_by="OutreachRoundStop.position")
    passages: Mapped[list["OutreachPassage"]] = relationship(
        cascade="all, delete-orphan", order_by="OutreachPassage.planned_at", back_populates="round"
    )

    pair = sealed_text["OutreachRound"]("sealed_pair", "id")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own form


class OutreachRoundStop(Base):
    """Where the round halts, from when to when; `location_id` when it is a stop that the directory tells the public."""

    __tablename__ = "outreach_round_stop"
    __table_args__ = (Index(None, "round_id", "position"), Index(None, "location_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("outreach_round.id", ondelete="CASCADE"))
    position: Mapped[int]
    starts: Mapped[time]
    ends: Mapped[time | None]
    name: Mapped[str] = mapped_column(String(200))
    commune: Mapped[str] = mapped_column(String(5), default="")
    """INSEE code."""
    location_id: Mapped[int | None] = mapped_column(ForeignKey("location.id", ondelete="SET NULL"))


class OutreachPassage(Base):
    """A request placed on a round, about when; `removed_at` once it is not any more."""

    __tablename__ = "outreach_passage"
    __table_args__ = (
        UniqueConstraint("round_id", "request_id"),
        Index(None, "request_id"),
        CheckConstraint("removed_at IS NULL OR removed_at >= placed_at", name="in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("outreach_round.id", ondelete="CASCADE"))
    request_id: Mapped[int] = mapped_column(ForeignKey("outreach_request.id", ondelete="CASCADE"))
    stop_id: Mapped[int | None] = mapped_column(ForeignKey("outreach_round_stop.id", ondelete="SET NULL"), index=True)
    planned_at: Mapped[datetime] = mapped_column(Instant)
    placed_at: Mapped[datetime] = mapped_column(Instant)
    removed_at: Mapped[datetime | None] = mapped_column(Instant)

    round: Mapped[OutreachRound] = relationship(back_populates="passages")

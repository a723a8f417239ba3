"""Where rows come from, what was changed here since, what became of them upstream."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, DateTime, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, Instant, one_of
from app.directory.rules import PairState


class Provenance:
    """Columns of what an import brought; all null for what was written here."""

    dataset: Mapped[str | None] = mapped_column(String(40))
    """The import that keeps the row up to date: `data-inclusion`, or the name given to an association's table."""
    digest: Mapped[str | None] = mapped_column(String(32))
    """A mark of what upstream said last: the same mark, nothing to do."""
    vanished_at: Mapped[date | None]
    """The day since which upstream has not said it any more."""
    ended_on: Mapped[date | None]
    """The day on which it was said here that it exists no more: no search finds it, its page says so."""


class LocalEdit(Base):
    """One field that was changed here: an import leaves it alone, and shows what upstream proposes since."""

    __tablename__ = "local_edit"
    __table_args__ = (
        UniqueConstraint("structure_id", "field"),
        UniqueConstraint("service_id", "field"),
        CheckConstraint("(service_id IS NULL) <> (structure_id IS NULL)", name="one_subject"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    structure_id: Mapped[int | None] = mapped_column(ForeignKey("structure.id", ondelete="CASCADE"))
    service_id: Mapped[int | None] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"))
    field: Mapped[str] = mapped_column(String(40))
    upstream: Mapped[Any | None] = mapped_column(JSON)
    """What upstream said when the field was changed, or when the difference was last decided; dates as ISO text."""
    proposed: Mapped[Any | None] = mapped_column(JSON)
    proposed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """Set while upstream says something new that nobody decided: the conflict."""
    edited_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    edited_by: Mapped[str] = mapped_column(String(40))
    """A role, never a person's name."""


class ImportRun(Base):
    """One import: unfinished while it runs, or for ever if it was cut off."""

    __tablename__ = "import_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    dataset: Mapped[str] = mapped_column(String(40))
    started_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    finished_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    counts: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)


class DuplicatePair(Base):
    """Two structures that may be one. A person decides; what a merge changed stands in `undo`, so that it can be taken back."""

    __tablename__ = "duplicate_pair"
    __table_args__ = (
        UniqueConstraint("first_id", "second_id"),
        Index(None, "second_id"),
        CheckConstraint("first_id <= second_id", name="in_order"),
        CheckConstraint(one_of("state", PairState), name="known_state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    first_id: Mapped[int] = mapped_column(ForeignKey("structure.id", ondelete="CASCADE"))
    second_id: Mapped[int] = mapped_column(ForeignKey("structure.id", ondelete="CASCADE"))
    score: Mapped[float]
    """From 0 to 1."""
    reasons: Mapped[list[str]] = mapped_column(JSON, default=list)
    state: Mapped[str] = mapped_column(String(10), default=PairState.PROPOSED)
    proposed_at: Mapped[datetime | None] = mapped_column(Instant)
    """Null for pairs proposed before this was noted."""
    decided_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    undo: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class UnansweredSearch(Base):
    """How many searches found nothing, by what was asked, where and in which week: nothing of who asked."""

    __tablename__ = "unanswered_search"

    subject: Mapped[str] = mapped_column(String(60), primary_key=True)
    """Code of a kind, `besoin:` and the code of a need, or empty when words alone were asked."""
    commune: Mapped[str] = mapped_column(String(5), primary_key=True)
    """INSEE code; `D` and its number for a département."""
    week: Mapped[str] = mapped_column(String(8), primary_key=True)
    """ISO: `2026-W47`."""
    count: Mapped[int] = mapped_column(default=0)

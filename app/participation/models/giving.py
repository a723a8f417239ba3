"""« Vous avez dit, nous avons fait »: what was heard in a campaign, and what became of it."""

from datetime import date

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, one_of
from app.participation.rules import Decision


class Finding(Base):
    """One thing that people said, and what was decided of it. `heard`, `answer`: texts by languages."""

    __tablename__ = "finding"
    __table_args__ = (Index(None, "campaign_id", "place"), CheckConstraint(one_of("decision", Decision), name="known_decision"))

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id", ondelete="CASCADE"))
    place: Mapped[int]
    """Its rank on the page, from 1."""
    question: Mapped[str] = mapped_column(String(40), default="")
    """The key of the question that it comes from, if one."""
    heard: Mapped[dict[str, str]] = mapped_column(JSON)
    decision: Mapped[str] = mapped_column(String(10))
    answer: Mapped[dict[str, str]] = mapped_column(JSON)
    """What is done, or why not."""
    changed_on: Mapped[date]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own form

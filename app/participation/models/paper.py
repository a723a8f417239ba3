"""Sheets of paper being typed, twice; gone once both agree and the answers are in the inbox."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base
from app.core.encryption import OfRow, SealedOfRow, sealed_text

FIRST, SECOND = 1, 2


class PaperEntry(Base):
    """One sheet as one person typed it. `sheet`: the number that they wrote on it, to find it again among the others."""

    __tablename__ = "paper_entry"
    __table_args__ = (
        UniqueConstraint("campaign_id", "sheet", "turn"),
        Index(None, "entered_on"),
        CheckConstraint(f"turn IN ({FIRST}, {SECOND})", name="first_or_second"),
        CheckConstraint("sheet >= 1", name="a_number"),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id", ondelete="CASCADE"))
    version_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_version.id"))
    sheet: Mapped[int]
    turn: Mapped[int]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    """Who typed it: the second time, better somebody else."""
    entered_on: Mapped[date]
    sealed_body: Mapped[OfRow] = mapped_column("body", SealedOfRow("paper_entry.body"))
    """JSON: the answers, and the language of the sheet."""

    body = sealed_text["PaperEntry"]("sealed_body", "id")

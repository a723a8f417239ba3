"""The person's agreement to share. The database refuses what tells who she is without it, and its withdrawal while that still stands."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.database import Base, Instant, one_of
from app.orientations.models.orientation import Orientation
from app.orientations.rules import Actor, AgreementWay


class AgreementWording(Base):
    """A text that was read to somebody, kept as it was: version, language, and the digest that agreements name."""

    __tablename__ = "agreement_wording"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of the text, hexadecimal."""
    version: Mapped[str] = mapped_column(String(10))
    language: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)
    first_read_at: Mapped[datetime] = mapped_column(Instant)


class Agreement(Base):
    """That the person agreed, how, to what words, and whether she still does."""

    __tablename__ = "agreement"
    __table_args__ = (
        UniqueConstraint("orientation_id", "is_given"),
        CheckConstraint(one_of("way", AgreementWay), name="known_way"),
        CheckConstraint(f"withdrawn_by IS NULL OR {one_of('withdrawn_by', Actor)}", name="known_actor"),
        CheckConstraint("(withdrawn_at IS NULL) = is_given", name="given_until_withdrawn"),
    )

    orientation_id: Mapped[int] = mapped_column(ForeignKey("orientation.id", ondelete="CASCADE"), primary_key=True)
    is_given: Mapped[bool] = mapped_column(default=True)
    given_at: Mapped[datetime] = mapped_column(Instant)
    way: Mapped[str] = mapped_column(String(20))
    wording: Mapped[str] = mapped_column(ForeignKey("agreement_wording.digest"), index=True)
    categories: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Who may see what: codes."""
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_by: Mapped[str | None] = mapped_column(String(20))

    orientation: Mapped[Orientation] = relationship(back_populates="agreement")
    words: Mapped[AgreementWording] = relationship()

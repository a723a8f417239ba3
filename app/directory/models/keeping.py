"""Who keeps which listing: organisations that answer for what the directory says of a structure, and receive for it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, Instant, one_of
from app.directory.rules import ClaimWay


class Keeping(Base):
    """An organisation keeps a listing."""

    __tablename__ = "keeping"
    __table_args__ = (
        UniqueConstraint("organisation_id", "structure_id"),
        Index(None, "structure_id"),
        CheckConstraint(one_of("way", ClaimWay), name="known_way"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    structure_id: Mapped[int] = mapped_column(ForeignKey("structure.id", ondelete="CASCADE"))
    way: Mapped[str] = mapped_column(String(20))
    """How it was proven."""
    since: Mapped[datetime] = mapped_column(Instant)

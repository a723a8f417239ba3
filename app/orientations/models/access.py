"""Secret links: by which a target answers without an account, and a person opens her page."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, Instant, one_of
from app.orientations.rules import LinkPurpose


class OrientationLink(Base):
    """One link: one orientation, one purpose. That of a target shows nothing of the person until a code is given."""

    __tablename__ = "orientation_link"
    __table_args__ = (Index(None, "orientation_id", "purpose"), CheckConstraint(one_of("purpose", LinkPurpose), name="known_purpose"))

    id: Mapped[int] = mapped_column(primary_key=True)
    orientation_id: Mapped[int] = mapped_column(ForeignKey("orientation.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(20))
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
    code_digest: Mapped[str | None] = mapped_column(String(64))
    """Keyed: of the code sent to the known address of the structure."""
    code_expires_at: Mapped[datetime | None] = mapped_column(Instant)
    code_tries: Mapped[int] = mapped_column(default=0)
    identified_at: Mapped[datetime | None] = mapped_column(Instant)
    """When the code was last given."""

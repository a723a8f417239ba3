"""How often a listing was read: counts by week, of no person."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base


class ListingViews(Base):
    """How many times the sheets of a structure's services were read in a week."""

    __tablename__ = "listing_views"

    structure_id: Mapped[int] = mapped_column(ForeignKey("structure.id", ondelete="CASCADE"), primary_key=True)
    week: Mapped[str] = mapped_column(String(8), primary_key=True)
    """ISO: `2026-W47`."""
    count: Mapped[int] = mapped_column(default=0)

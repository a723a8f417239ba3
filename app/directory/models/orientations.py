"""What orientations teach of a service, counted by week, of no person. The directory owns it; orientations write it."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base


class ServiceOrientations(Base):
    """How many people were oriented towards a service in a week, were answered, were met."""

    __tablename__ = "service_orientations"

    service_id: Mapped[int] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), primary_key=True)
    week: Mapped[str] = mapped_column(String(8), primary_key=True)
    """ISO: `2026-W47`, of the sending."""
    sent: Mapped[int] = mapped_column(default=0)
    answered: Mapped[int] = mapped_column(default=0)
    met: Mapped[int] = mapped_column(default=0)

"""When each sweep last ran."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, Instant


class SweepRun(Base):
    """The last run of a sweep: one row a sweep, which whoever runs it claims."""

    __tablename__ = "sweep_run"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    started_at: Mapped[datetime | None] = mapped_column(Instant)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
    swept: Mapped[int] = mapped_column(default=0)
    """What it did, last time that it did something."""
    trouble: Mapped[str] = mapped_column(String(100), default="")
    """Name of the error of the last run; empty when it went well."""

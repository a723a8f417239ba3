"""Who said it, and when: for hours, contact and conditions apart."""

from datetime import datetime

from sqlalchemy import DateTime, String
from sqlalchemy.orm import Mapped, mapped_column


class Confirmed:
    """Date and role of the last confirmation of each part; null when nobody confirmed it."""

    hours_confirmed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    hours_confirmed_by: Mapped[str | None] = mapped_column(String(40))
    contact_confirmed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    contact_confirmed_by: Mapped[str | None] = mapped_column(String(40))
    conditions_confirmed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    conditions_confirmed_by: Mapped[str | None] = mapped_column(String(40))

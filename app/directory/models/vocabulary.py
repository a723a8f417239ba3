"""Words that moderators added to those of the search."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, Instant

LONGEST_SYNONYM = 60
"""Characters."""


class KindSynonym(Base):
    """What people of here say for a kind of help; it adds to the synonyms of the data."""

    __tablename__ = "kind_synonym"

    id: Mapped[int] = mapped_column(primary_key=True)
    phrase: Mapped[str] = mapped_column(String(4 * LONGEST_SYNONYM), unique=True)
    """Folded, in the singular: one phrase has one meaning. A ligature may become several letters."""
    text: Mapped[str] = mapped_column(String(LONGEST_SYNONYM))
    """As it was written."""
    kind: Mapped[str] = mapped_column(String(60))
    """Code."""
    added_at: Mapped[datetime] = mapped_column(Instant)
    added_by: Mapped[str] = mapped_column(String(40))
    """A role, never a name."""

"""How long each thing is kept: rules that the purge applies, that its dry run counts, and that the retention table of the docs tells."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.core.database import Base, Instant

Sweeping: TypeAlias = Callable[[Session, datetime], int]


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table: `name` is a code; `what`, `kept`, `since` and `why` are French sentences for the register."""

    name: str
    what: str
    kept: str
    since: str
    why: str
    count: Sweeping
    """How many rows are due at an instant; changes nothing."""
    purge: Sweeping
    """Purge them, return how many. Commits nothing."""


class Purged(Base):
    """The report of one rule on one day: what was purged, never what it said."""

    __tablename__ = "purged"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    rule: Mapped[str] = mapped_column(String(60))
    count: Mapped[int]

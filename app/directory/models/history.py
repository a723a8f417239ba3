"""Versions of structures and services: who changed what, when, from where; each comes back exactly."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, Instant, one_of
from app.directory.rules import Origin


class Revision(Base):
    """What a structure or a service says from one change to the next."""

    __tablename__ = "revision"
    __table_args__ = (
        Index(None, "structure_id", "id"),
        Index(None, "service_id", "id"),
        CheckConstraint("(service_id IS NULL) <> (structure_id IS NULL)", name="one_subject"),
        CheckConstraint(one_of("origin", Origin), name="known_origin"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    structure_id: Mapped[int | None] = mapped_column(ForeignKey("structure.id", ondelete="CASCADE"))
    service_id: Mapped[int | None] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(Instant)
    origin: Mapped[str] = mapped_column(String(20))
    by: Mapped[str] = mapped_column(String(40))
    """A role, never a name."""
    account_id: Mapped[int | None] = mapped_column(index=True)
    """Who it was, for those who answer for the listing; never on a public page, emptied with the account."""
    changed: Mapped[list[str]] = mapped_column(JSON)
    """Names of the fields that are not as in the version before."""
    values: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Every field of `directory.fields.snapshot`, as it stands from this version on."""

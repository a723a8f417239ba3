"""The texts that a network applies to many listings."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.database import Base, Instant


class ServiceTemplate(Base):
    """A text of a network for the services that it gives at many places: values of some fields."""

    __tablename__ = "service_template"
    __table_args__ = (Index(None, "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    fields: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """Names of `directory.fields` → values."""
    updated_at: Mapped[datetime] = mapped_column(Instant)

    uses: Mapped[list["TemplateUse"]] = relationship(cascade="all, delete-orphan")


class TemplateUse(Base):
    """A service that follows a template."""

    __tablename__ = "template_use"
    __table_args__ = (UniqueConstraint("template_id", "service_id"), Index(None, "service_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    template_id: Mapped[int] = mapped_column(ForeignKey("service_template.id", ondelete="CASCADE"))
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"))
    applied_at: Mapped[datetime | None] = mapped_column(Instant)

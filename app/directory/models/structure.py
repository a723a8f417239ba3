"""Structures: the organisations that receive people."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.database import Base
from app.directory.models.provenance import Provenance
from app.directory.models.trust import Confirmed

if TYPE_CHECKING:
    from app.directory.models.service import Service


class Structure(Confirmed, Provenance, Base):
    """One organisation at its address. `source` and `source_id` say where the row comes from (v1 `source`, `id`)."""

    __tablename__ = "structure"
    __table_args__ = (UniqueConstraint("source", "source_id"), Index(None, "siret"))

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(60))
    source_id: Mapped[str] = mapped_column(String(120))
    nom: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text, default="")
    siret: Mapped[str | None] = mapped_column(String(14))
    date_maj: Mapped[date | None]
    lien_source: Mapped[str | None] = mapped_column(Text)
    adresse: Mapped[str] = mapped_column(Text, default="")
    complement_adresse: Mapped[str] = mapped_column(Text, default="")
    code_postal: Mapped[str] = mapped_column(String(5), default="")
    commune: Mapped[str] = mapped_column(Text, default="")
    code_insee: Mapped[str] = mapped_column(String(5), default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    telephone: Mapped[str] = mapped_column(Text, default="")
    courriel: Mapped[str] = mapped_column(Text, default="")
    site_web: Mapped[str] = mapped_column(Text, default="")
    accessibilite_lieu: Mapped[str | None] = mapped_column(Text)
    reseaux_porteurs: Mapped[list[str]] = mapped_column(JSON, default=list)
    is_protected: Mapped[bool] = mapped_column(default=False)
    """The address must not be known: only the département is ever shown."""
    is_example: Mapped[bool] = mapped_column(default=False)
    is_default: Mapped[bool] = mapped_column(default=False)
    """An embedded default (town hall) that nobody confirmed yet: never counted in coverage, never mailed."""
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("structure.id", ondelete="SET NULL"), index=True)
    """The structure that this one turned out to be; its page leads there."""
    version: Mapped[int] = mapped_column(default=1)

    services: Mapped[list["Service"]] = relationship(back_populates="structure", order_by="Service.id", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own form

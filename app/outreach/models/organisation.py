"""Who goes, and where: sectors with their coordination, teams."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Organisation
from app.core.database import Base, Instant


class OutreachSector(Base):
    """A territory whose requests one organisation sorts: communes, EPCI, social authorities."""

    __tablename__ = "outreach_sector"
    __table_args__ = (Index(None, "departement"), Index(None, "organisation_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    departement: Mapped[str] = mapped_column(String(3))
    """Whose coordinators set it up."""
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="SET NULL"))
    """Whose members sort its requests: they see where people are."""
    created_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    is_example: Mapped[bool] = mapped_column(default=False)

    organisation: Mapped[Organisation | None] = relationship()
    areas: Mapped[list["OutreachSectorArea"]] = relationship(cascade="all, delete-orphan", order_by="OutreachSectorArea.id")
    teams: Mapped[list["OutreachTeamSector"]] = relationship(
        cascade="all, delete-orphan", order_by="OutreachTeamSector.rank", back_populates="sector"
    )


class OutreachSectorArea(Base):
    """A part of a sector: a commune, an EPCI, a social authority, a département."""

    __tablename__ = "outreach_sector_area"
    __table_args__ = (UniqueConstraint("sector_id", "kind", "code"), Index(None, "area"))

    id: Mapped[int] = mapped_column(primary_key=True)
    sector_id: Mapped[int] = mapped_column(ForeignKey("outreach_sector.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(14))
    """As `service_area.kind`."""
    code: Mapped[str] = mapped_column(String(10))
    area: Mapped[int] = mapped_column(Integer)
    """The number of `territory.areas` for (kind, code)."""


class OutreachTeam(Base):
    """A mobile team: the members of its organisation act for it."""

    __tablename__ = "outreach_team"
    __table_args__ = (Index(None, "organisation_id"), Index(None, "departement"))

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    departement: Mapped[str] = mapped_column(String(3))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="SET NULL"))
    telephone: Mapped[str] = mapped_column(String(40), default="")
    """For the coordination; never public."""
    created_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    is_example: Mapped[bool] = mapped_column(default=False)

    organisation: Mapped[Organisation | None] = relationship()
    sectors: Mapped[list["OutreachTeamSector"]] = relationship(cascade="all, delete-orphan", back_populates="team")


class OutreachTeamSector(Base):
    """A team goes out in a sector; `rank` says who is asked after whom."""

    __tablename__ = "outreach_team_sector"
    __table_args__ = (Index(None, "sector_id", "rank"),)

    team_id: Mapped[int] = mapped_column(ForeignKey("outreach_team.id", ondelete="CASCADE"), primary_key=True)
    sector_id: Mapped[int] = mapped_column(ForeignKey("outreach_sector.id", ondelete="CASCADE"), primary_key=True)
    rank: Mapped[int] = mapped_column(default=1)

    team: Mapped[OutreachTeam] = relationship(back_populates="sectors")
    sector: Mapped[OutreachSector] = relationship(back_populates="teams")

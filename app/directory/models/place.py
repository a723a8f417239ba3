"""Where and when: places and stops, areas, hours, temporary information."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.database import Base, one_of
from app.directory.opening.rules import ChangeKind
from app.directory.rules import AreaPurpose, LocationRole


class Hours(Base):
    """Hours shared by all the places that keep them: OSM `opening_hours`, those of the school holidays, the zone of these, or raw text."""

    __tablename__ = "hours"
    __table_args__ = (UniqueConstraint("expression", "school_holidays", "zone", "raw"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    expression: Mapped[str] = mapped_column(String(500), default="")
    school_holidays: Mapped[str] = mapped_column(String(500), default="")
    zone: Mapped[str] = mapped_column(String(1), default="A")
    raw: Mapped[str] = mapped_column(String(1000), default="")
    """What was given and could not be read: shown as it is."""


class Location(Base):
    """A fixed place of a service, or a stop of an itinerant one with its period; or where a stop is, on the day on which it is moved."""

    __tablename__ = "location"
    __table_args__ = (
        Index(None, "service_id"),
        Index(None, "code_insee"),
        CheckConstraint(one_of("role", LocationRole), name="known_role"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="whole_point"),
        CheckConstraint("starts IS NULL OR ends IS NULL OR starts <= ends", name="dates_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"))
    role: Mapped[str] = mapped_column(String(10), default=LocationRole.FIXED)
    nom: Mapped[str] = mapped_column(Text, default="")
    adresse: Mapped[str] = mapped_column(Text, default="")
    complement_adresse: Mapped[str] = mapped_column(Text, default="")
    code_postal: Mapped[str] = mapped_column(String(5), default="")
    commune: Mapped[str] = mapped_column(Text, default="")
    code_insee: Mapped[str] = mapped_column(String(5), default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    hours_id: Mapped[int | None] = mapped_column(ForeignKey("hours.id"), index=True)
    starts: Mapped[date | None]
    ends: Mapped[date | None]
    instead_of_id: Mapped[int | None] = mapped_column(ForeignKey("location.id", ondelete="CASCADE"), index=True)
    """The stop for which this one stands, on its day; None for a place that is one of its own."""

    hours: Mapped[Hours | None] = relationship()
    instead_of: Mapped["Location | None"] = relationship(remote_side="Location.id")


class ServiceArea(Base):
    """An area by its v1-like type and code: where people must live (eligibility) or where the team goes (coverage)."""

    __tablename__ = "service_area"
    __table_args__ = (
        UniqueConstraint("service_id", "purpose", "kind", "code"),
        CheckConstraint(one_of("purpose", AreaPurpose), name="known_purpose"),
        Index(None, "service_id", "purpose", "area"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(12))
    kind: Mapped[str] = mapped_column(String(14))
    """`pays`, `region`, `departement`, `collectivite`, `epci`, `commune`."""
    code: Mapped[str] = mapped_column(String(10))
    area: Mapped[int] = mapped_column(Integer)
    """The number of `territory.areas` for (kind, code): what the search compares."""


class TemporaryInfo(Base):
    """A closure, other hours or a message, from a day to a day inclusive, for a structure, one service, or one of its places."""

    __tablename__ = "temporary_info"
    __table_args__ = (
        Index(None, "service_id"),
        Index(None, "structure_id"),
        Index(None, "location_id"),
        CheckConstraint(one_of("kind", ChangeKind), name="known_kind"),
        CheckConstraint(
            "CASE WHEN structure_id IS NULL THEN 0 ELSE 1 END + CASE WHEN service_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN location_id IS NULL THEN 0 ELSE 1 END = 1",
            name="one_subject",
        ),
        CheckConstraint("starts <= ends", name="dates_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    structure_id: Mapped[int | None] = mapped_column(ForeignKey("structure.id", ondelete="CASCADE"))
    service_id: Mapped[int | None] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"))
    location_id: Mapped[int | None] = mapped_column(ForeignKey("location.id", ondelete="CASCADE"))
    """A stop, of which it closes a day: the passage is cancelled or, where a place stands instead of it, moved."""
    kind: Mapped[str] = mapped_column(String(10))
    """`closure`, `hours` or `message`."""
    starts: Mapped[date]
    ends: Mapped[date]
    expression: Mapped[str] = mapped_column(String(500), default="")
    message: Mapped[str] = mapped_column(Text, default="")

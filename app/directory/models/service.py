"""Services: what a structure does for somebody."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, DateTime, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.database import Base, one_of
from app.directory.models.place import Location, ServiceArea
from app.directory.models.provenance import Provenance
from app.directory.models.structure import Structure
from app.directory.models.trust import Confirmed
from app.directory.rules import Audience


class Service(Confirmed, Provenance, Base):
    """One service of one structure; its places and stops are `locations`, its areas `areas`, its kinds `kinds`."""

    __tablename__ = "service"
    __table_args__ = (
        UniqueConstraint("source", "source_id"),
        Index(None, "structure_id"),
        CheckConstraint(one_of("audience", Audience), name="known_audience"),
        CheckConstraint(one_of("gender", ("", "femmes", "hommes")), name="known_gender"),
        CheckConstraint(one_of("family", ("", "familles", "isoles")), name="known_family"),
        CheckConstraint("age_min IS NULL OR age_max IS NULL OR age_min <= age_max", name="ages_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    structure_id: Mapped[int] = mapped_column(ForeignKey("structure.id", ondelete="CASCADE"))
    source: Mapped[str] = mapped_column(String(60))
    source_id: Mapped[str] = mapped_column(String(120))
    nom: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text, default="")
    lien_source: Mapped[str | None] = mapped_column(Text)
    date_maj: Mapped[date | None]
    type: Mapped[str | None] = mapped_column(String(30))
    thematiques: Mapped[list[str]] = mapped_column(JSON, default=list)
    frais: Mapped[str | None] = mapped_column(String(20))
    frais_precisions: Mapped[str] = mapped_column(Text, default="")
    publics: Mapped[list[str]] = mapped_column(JSON, default=list)
    publics_precisions: Mapped[str] = mapped_column(Text, default="")
    conditions_acces: Mapped[str] = mapped_column(Text, default="")
    telephone: Mapped[str] = mapped_column(Text, default="")
    courriel: Mapped[str] = mapped_column(Text, default="")
    modes_accueil: Mapped[list[str]] = mapped_column(JSON, default=list)
    contact_nom_prenom: Mapped[str] = mapped_column(Text, default="")
    """For professionals only; never shown on a public page."""
    lien_mobilisation: Mapped[str] = mapped_column(Text, default="")
    modes_mobilisation: Mapped[list[str]] = mapped_column(JSON, default=list)
    mobilisable_par: Mapped[list[str]] = mapped_column(JSON, default=list)
    mobilisation_precisions: Mapped[str] = mapped_column(Text, default="")
    volume_horaire_hebdomadaire: Mapped[float | None]
    nombre_semaines: Mapped[int | None]

    main_kind: Mapped[str] = mapped_column(String(60), default="")
    """The first of `kinds`, told on cards."""
    folded: Mapped[str] = mapped_column(Text, default="")
    """Name, structure's name and description as `core.text.fold` writes them: what words are looked for in."""
    audience: Mapped[str] = mapped_column(String(20), default=Audience.PREFERENTIAL)
    age_min: Mapped[int | None]
    age_max: Mapped[int | None]
    gender: Mapped[str] = mapped_column(String(10), default="")
    """`femmes`, `hommes`, or empty when anyone is received."""
    family: Mapped[str] = mapped_column(String(20), default="")
    """`familles`, `isoles`, or empty."""
    animals: Mapped[bool | None]
    step_free: Mapped[bool | None]
    spoken_languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    documents: Mapped[list[str]] = mapped_column(JSON, default=list)
    what_happens: Mapped[str] = mapped_column(Text, default="")
    by_appointment: Mapped[bool] = mapped_column(default=False)
    through_siao: Mapped[bool] = mapped_column(default=False)
    organisations_only: Mapped[bool] = mapped_column(default=False)
    places_left: Mapped[str | None] = mapped_column(String(20))
    places_left_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    receives_orientations: Mapped[bool] = mapped_column(default=False)
    """Whether those who keep it, or a moderator who asked them, said that orientations may be sent to it."""
    response_band: Mapped[str] = mapped_column(String(20), default="")
    """How long it usually takes to answer an orientation, as a code; empty while too few are known. Written by orientations."""
    is_protected: Mapped[bool] = mapped_column(default=False)
    is_example: Mapped[bool] = mapped_column(default=False)
    is_default: Mapped[bool] = mapped_column(default=False)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("service.id", ondelete="SET NULL"), index=True)
    """The service that this one turned out to be: no search finds it, its page leads there."""
    version: Mapped[int] = mapped_column(default=1)

    structure: Mapped[Structure] = relationship(back_populates="services")
    kinds: Mapped[list["ServiceKind"]] = relationship(cascade="all, delete-orphan", order_by="ServiceKind.position")
    locations: Mapped[list[Location]] = relationship(cascade="all, delete-orphan", order_by=Location.id)
    areas: Mapped[list[ServiceArea]] = relationship(cascade="all, delete-orphan", order_by=ServiceArea.id)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own form


class ServiceKind(Base):
    """A kind (dispositif) of a service; `is_guessed` when an import deduced it."""

    __tablename__ = "service_kind"
    __table_args__ = (Index(None, "kind"),)

    service_id: Mapped[int] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(60), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)
    is_guessed: Mapped[bool] = mapped_column(default=False)

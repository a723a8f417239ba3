"""An orientation: where it is, since when, between whom. Nothing in it tells who the person is."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.database import Base, Instant, one_of
from app.core.encryption import OfRow, SealedOfRow, sealed_text
from app.orientations.rules import Outcome, Reason, State, Told

if TYPE_CHECKING:
    from app.orientations.models.agreement import Agreement
    from app.orientations.models.log import OrientationStep
    from app.orientations.models.person import OrientationPerson


def _none_or(column: str, codes: type[Reason] | type[Outcome] | type[Told]) -> str:
    return f"{column} IS NULL OR {one_of(column, codes)}"


class Orientation(Base):
    """One attempt towards one service. Another attempt for the same need is a child (`parent_id`); the need is that of the `root_id`."""

    __tablename__ = "orientation"
    __table_args__ = (
        Index(None, "organisation_id", "state", "last_action_at"),
        Index(None, "structure_id", "state", "last_action_at"),
        Index(None, "departement", "state"),
        Index(None, "service_id", "sent_at"),
        Index(None, "next_due_at"),
        Index(None, "closed_at", "purged_at"),
        Index(None, "root_id"),
        CheckConstraint(one_of("state", State), name="known_state"),
        CheckConstraint(_none_or("reason", Reason), name="known_reason"),
        CheckConstraint(_none_or("outcome", Outcome), name="known_outcome"),
        CheckConstraint(_none_or("told_contact", Told), name="known_told_contact"),
        CheckConstraint(_none_or("told_help", Told), name="known_told_help"),
        CheckConstraint(_none_or("told_need", Told), name="known_told_need"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(20), default=State.DRAFT)
    version: Mapped[int] = mapped_column(default=1)

    service_id: Mapped[int | None] = mapped_column(ForeignKey("service.id", ondelete="SET NULL"))
    structure_id: Mapped[int | None] = mapped_column(ForeignKey("structure.id", ondelete="SET NULL"))
    kind: Mapped[str] = mapped_column(String(60))
    """The need, as the code of a kind of help."""
    commune: Mapped[str] = mapped_column(String(5), default="")
    """INSEE code around which help is looked for: where the search was, else that of the service."""
    departement: Mapped[str] = mapped_column(String(3))
    """Whose coordinators see it."""
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="SET NULL"))
    sender_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("orientation.id", ondelete="SET NULL"), index=True)
    root_id: Mapped[int | None] = mapped_column(ForeignKey("orientation.id", ondelete="SET NULL"))
    """The first of the chain; its own number for the first. Null until it has one."""
    is_direct: Mapped[bool] = mapped_column(default=False)
    """Towards a service that receives nothing through us: telephone and slip; the sender records what was answered."""
    conditions: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Conditions of the service that the sender ticked, as codes."""

    language: Mapped[str] = mapped_column(String(10), default="fr")
    """In which the person reads."""
    may_call: Mapped[bool] = mapped_column(default=False)
    may_write: Mapped[bool] = mapped_column(default=False)
    """SMS or e-mail."""
    may_leave_message: Mapped[bool] = mapped_column(default=False)
    may_print: Mapped[bool] = mapped_column(default=True)
    """Whether a slip of paper is safe."""
    sealed_code: Mapped[OfRow | None] = mapped_column("code", SealedOfRow("orientation.code"))
    code_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Keyed: of the code by which the person opens her page."""

    recorded_at: Mapped[datetime] = mapped_column(Instant)
    """When the need was first written down, in the whole chain."""
    first_sent_at: Mapped[datetime | None] = mapped_column(Instant)
    """t0 of the chain."""
    created_at: Mapped[datetime] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    """t0 of this attempt; anew when it is reopened by its sender."""
    state_since: Mapped[datetime] = mapped_column(Instant)
    last_action_at: Mapped[datetime] = mapped_column(Instant)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    """First answer of the target: to complete, waiting list, accepted, refused, met."""
    contact_at: Mapped[datetime | None] = mapped_column(Instant)
    """First contact: closes the clock."""
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    purged_at: Mapped[datetime | None] = mapped_column(Instant)
    next_due_at: Mapped[datetime | None] = mapped_column(Instant)
    """When the clock must look at it."""

    appointment_at: Mapped[datetime | None] = mapped_column(Instant)
    """Of the appointment, or the evening of the day before which the service calls (`calls_before`)."""
    calls_before: Mapped[date | None]
    sealed_place: Mapped[OfRow | None] = mapped_column("appointment_place", SealedOfRow("orientation.appointment_place"))
    """Of the appointment, where it is not the service's own address."""
    expected_on: Mapped[date | None]
    """Of the waiting list."""
    wait_confirmed_at: Mapped[datetime | None] = mapped_column(Instant)
    reason: Mapped[str | None] = mapped_column(String(30))
    outcome: Mapped[str | None] = mapped_column(String(20))
    told_contact: Mapped[str | None] = mapped_column(String(20))
    told_help: Mapped[str | None] = mapped_column(String(20))
    told_need: Mapped[str | None] = mapped_column(String(20))
    """What the person tells of the contact, the help, the need."""
    told_at: Mapped[datetime | None] = mapped_column(Instant)
    wants_call_at: Mapped[datetime | None] = mapped_column(Instant)
    """When the person asked to be called, until somebody says that it was done."""
    is_example: Mapped[bool] = mapped_column(default=False)

    person: Mapped["OrientationPerson | None"] = relationship(
        back_populates="orientation", primaryjoin="Orientation.id == foreign(OrientationPerson.orientation_id)", passive_deletes="all"
    )
    agreement: Mapped["Agreement | None"] = relationship(back_populates="orientation")
    steps: Mapped[list["OrientationStep"]] = relationship(order_by="OrientationStep.id", passive_deletes="all")

    code = sealed_text["Orientation"]("sealed_code", "id")
    appointment_place = sealed_text["Orientation"]("sealed_place", "id")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own form

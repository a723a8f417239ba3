"""A request that a team go towards somebody: where it is, since when, with whom. Nothing in it tells who or where exactly."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, Instant, one_of
from app.core.encryption import OfRow, SealedOfRow, sealed_text
from app.outreach.rules import Consent, Outcome, Reason, Requester, State, Urgency


class OutreachRequest(Base):
    """One request. Its place, its texts and who asked stand in tables of their own (`models.private`)."""

    __tablename__ = "outreach_request"
    __table_args__ = (
        Index(None, "sector_id", "state", "last_action_at"),
        Index(None, "team_id", "state", "last_action_at"),
        Index(None, "organisation_id", "state", "last_action_at"),
        Index(None, "departement", "state"),
        Index(None, "commune", "state"),
        Index(None, "next_due_at"),
        Index(None, "closed_at", "purged_at"),
        CheckConstraint(one_of("state", State), name="known_state"),
        CheckConstraint(one_of("asked_as", Requester), name="known_requester"),
        CheckConstraint(one_of("urgency", Urgency), name="known_urgency"),
        CheckConstraint(f"reason IS NULL OR {one_of('reason', Reason)}", name="known_reason"),
        CheckConstraint(f"outcome IS NULL OR {one_of('outcome', Outcome)}", name="known_outcome"),
        CheckConstraint(f"consent IS NULL OR {one_of('consent', Consent)}", name="known_consent"),
        CheckConstraint("people >= 1", name="somebody"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(20), default=State.REPORTED)
    version: Mapped[int] = mapped_column(default=1)

    asked_as: Mapped[str] = mapped_column(String(20))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="SET NULL"))
    """That asks, where somebody signed in for one does."""
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    commune: Mapped[str] = mapped_column(String(5))
    """INSEE code: all that is kept of the place in the end."""
    departement: Mapped[str] = mapped_column(String(3))
    """Whose coordinators see states and dates."""
    sector_id: Mapped[int | None] = mapped_column(ForeignKey("outreach_sector.id", ondelete="SET NULL"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("outreach_team.id", ondelete="SET NULL"))
    """The team that has it now, or had it last."""
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("outreach_request.id", ondelete="SET NULL"), index=True)
    """The request about the same person that goes on."""

    urgency: Mapped[str] = mapped_column(String(10), default=Urgency.NORMAL)
    people: Mapped[int] = mapped_column(default=1)
    has_children: Mapped[bool] = mapped_column(default=False)
    has_animals: Mapped[bool] = mapped_column(default=False)
    needs: Mapped[list[str]] = mapped_column(JSON, default=list)
    language: Mapped[str] = mapped_column(String(20), default="")
    """That the person speaks, as a code; empty when nobody knows."""
    seen_at: Mapped[datetime | None] = mapped_column(Instant)
    """When the person was last seen there."""
    reads_in: Mapped[str] = mapped_column(String(10), default="fr")
    """Language of the pages and letters of who asked without an account."""
    sealed_code: Mapped[OfRow | None] = mapped_column("code", SealedOfRow("outreach_request.code"))
    code_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Keyed: of the code by which who asked without an account follows it."""

    asked_at: Mapped[datetime] = mapped_column(Instant)
    state_since: Mapped[datetime] = mapped_column(Instant)
    last_action_at: Mapped[datetime] = mapped_column(Instant)
    assigned_at: Mapped[datetime | None] = mapped_column(Instant)
    planned_at: Mapped[datetime | None] = mapped_column(Instant)
    """When the team means to pass."""
    first_attempt_at: Mapped[datetime | None] = mapped_column(Instant)
    last_attempt_at: Mapped[datetime | None] = mapped_column(Instant)
    contact_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    blurred_at: Mapped[datetime | None] = mapped_column(Instant)
    """When the place was forgotten but for its commune."""
    purged_at: Mapped[datetime | None] = mapped_column(Instant)
    """When texts, pseudonym and who asked were forgotten; nothing is written about it any more."""
    next_due_at: Mapped[datetime | None] = mapped_column(Instant)
    """When the clock must look at it."""

    consent: Mapped[str | None] = mapped_column(String(20))
    """What the person said of being followed, once met."""
    reason: Mapped[str | None] = mapped_column(String(30))
    outcome: Mapped[str | None] = mapped_column(String(20))
    is_example: Mapped[bool] = mapped_column(default=False)

    code = sealed_text["OutreachRequest"]("sealed_code", "id")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own form

"""Organisations whose members keep listings and, later, orient and go out."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models.account import EMAIL_LENGTH, Account
from app.accounts.rules import MemberRole
from app.core.database import Base, Instant, one_of


class Organisation(Base):
    """Who acts: an association, a town hall. Verified by a moderator, by its SIRET or by an e-mail that the directory knew."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    siret: Mapped[str | None] = mapped_column(String(14), index=True)
    departement: Mapped[str] = mapped_column(String(3), default="")
    """Whose moderators verify it."""
    created_at: Mapped[datetime] = mapped_column(Instant)
    verified_at: Mapped[datetime | None] = mapped_column(Instant)
    refused_at: Mapped[datetime | None] = mapped_column(Instant)

    memberships: Mapped[list["Membership"]] = relationship(cascade="all, delete-orphan", back_populates="organisation")


class Membership(Base):
    """Somebody in an organisation."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("account_id", "organisation_id"),
        Index(None, "organisation_id"),
        CheckConstraint(one_of("role", MemberRole), name="known_role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    role: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(Instant)

    account: Mapped[Account] = relationship()
    organisation: Mapped[Organisation] = relationship(back_populates="memberships")


class Invitation(Base):
    """An e-mail that may become a member by following its link."""

    __tablename__ = "invitation"
    __table_args__ = (Index(None, "organisation_id"), CheckConstraint(one_of("role", MemberRole), name="known_role"))

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(String(EMAIL_LENGTH))
    role: Mapped[str] = mapped_column(String(20))
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    accepted_at: Mapped[datetime | None] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)

    organisation: Mapped[Organisation] = relationship()

"""Accounts, their roles and their second factor."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.rules import Role
from app.core.database import Base, Instant, one_of
from app.core.encryption import Sealed

EMAIL_LENGTH = 254
"""The longest address that mail can carry (RFC 5321)."""


class Account(Base):
    """Somebody who signs in. Closing an account empties `email`: the row stays for what it did, and says nobody."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str | None] = mapped_column(String(EMAIL_LENGTH), unique=True)
    """In lower case; null once closed."""
    name: Mapped[str] = mapped_column(String(100), default="")
    """As the person wants to be called by their colleagues; may stay empty."""
    language: Mapped[str] = mapped_column(String(10), default="fr")
    created_at: Mapped[datetime] = mapped_column(Instant)
    last_seen_at: Mapped[datetime] = mapped_column(Instant, index=True)
    """Last day on which somebody signed in or used the account."""
    warned_at: Mapped[datetime | None] = mapped_column(Instant)
    """When its closing for want of use was announced."""
    disabled_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    openid_subject: Mapped[str | None] = mapped_column(String(255), unique=True)
    """Who this is for the identity provider (`sub`)."""
    totp_secret: Mapped[str | None] = mapped_column(Sealed("account.totp_secret"))
    totp_next_secret: Mapped[str | None] = mapped_column(Sealed("account.totp_next_secret"))
    """Given to an application that has not shown a code yet; takes the place of `totp_secret` when it does."""
    totp_confirmed_at: Mapped[datetime | None] = mapped_column(Instant)
    """Set once a first code of the application was given: the second factor is asked from then on."""
    totp_last_step: Mapped[int] = mapped_column(default=0)
    """The last 30-second step whose code was taken: no code is taken twice."""

    grants: Mapped[list["Grant"]] = relationship(cascade="all, delete-orphan", order_by="Grant.id")


class Grant(Base):
    """A role on a territory."""

    __tablename__ = "account_grant"
    __table_args__ = (UniqueConstraint("account_id", "role", "territory"), CheckConstraint(one_of("role", Role), name="known_role"))

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    role: Mapped[str] = mapped_column(String(20))
    territory: Mapped[str] = mapped_column(String(3), default="")
    """Number of a département; empty: everywhere."""
    granted_at: Mapped[datetime] = mapped_column(Instant)


class RecoveryCode(Base):
    """A code on paper that stands for the second factor once."""

    __tablename__ = "recovery_code"
    __table_args__ = (Index(None, "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    code_digest: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None] = mapped_column(Instant)

"""Requests to sign in, and the devices that are."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models.account import Account
from app.core.database import Base, Instant
from app.core.encryption import Sealed


class SignInRequest(Base):
    """A code and a link sent to one e-mail, for an account, or for an e-mail that becomes one when they are used.

    Made for accounts that may not enter too, with nobody behind: the answer is the same.
    """

    __tablename__ = "sign_in_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    handle_digest: Mapped[str] = mapped_column(String(64), unique=True)
    """Of the secret that the asking browser keeps: a code is worth something there only."""
    link_digest: Mapped[str] = mapped_column(String(64), unique=True)
    code_digest: Mapped[str] = mapped_column(String(64))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    email: Mapped[str | None] = mapped_column(Sealed("sign_in_request.email"))
    """Of whom has no account yet; emptied once used or expired."""
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(Instant, index=True)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)


class DeviceSession(Base):
    """A device signed in, until it signs out, is signed out from elsewhere, or is idle for long."""

    __tablename__ = "device_session"
    __table_args__ = (Index(None, "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(60), default="")
    """Family of browser and system, as words: `Firefox, Android`. No address of the network."""
    created_at: Mapped[datetime] = mapped_column(Instant)
    last_seen_at: Mapped[datetime] = mapped_column(Instant)
    second_factor_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)

    account: Mapped[Account] = relationship()

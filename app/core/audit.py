"""The audit journal: who did what that touches people's data, when. Codes and numbers only; the database refuses that it be changed."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.core.append_only import protect
from app.core.clock import utc_now
from app.core.database import Base, Instant

KEPT_DAYS = 365
MAY_DELETE = {"sqlite": "OLD.at < datetime('now', '-365 days')", "postgresql": "OLD.at < now() - interval '365 days'"}


class AuditEntry(Base):
    """One line of the journal. No name, no free text."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index(None, "at"), Index(None, "subject", "subject_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    action: Mapped[str] = mapped_column(String(60))
    """`orientation:identified`, `export:made`, `keys:rotated`."""
    actor: Mapped[str] = mapped_column(String(20))
    """What sort of actor: `emetteur`, `destinataire`, `personne`, `administrateur`, `commande`, `horloge`."""
    account_id: Mapped[int | None]
    """Not a reference: the line outlives the account."""
    subject: Mapped[str] = mapped_column(String(40), default="")
    subject_id: Mapped[int | None]
    detail: Mapped[str] = mapped_column(String(60), default="")
    """A code."""


protect(AuditEntry.__table__, MAY_DELETE)  # type: ignore[arg-type] # a table, as declared


class Doer(NamedTuple):
    """Who did it: what sort of actor, and their account where they have one."""

    sort: str
    account: int | None = None


def record(session: Session, action: str, doer: Doer, about: tuple[str, int | None] = ("", None), detail: str = "") -> None:
    """Add a line to the journal, in the transaction of what it tells; `about`: a table and the number of its row."""
    subject, number = about
    session.add(
        AuditEntry(at=utc_now(), action=action, actor=doer.sort, account_id=doer.account, subject=subject, subject_id=number, detail=detail)
    )

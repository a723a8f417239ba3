"""Reads of the audit journal, the newest line first."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.audit import AuditEntry

PAGE = 50


def actions(session: Session) -> Sequence[str]:
    """Return the codes of what was done so far."""
    return session.scalars(select(AuditEntry.action).distinct().order_by(AuditEntry.action)).all()


def counted(session: Session, action: str) -> int:
    """Return how many lines an action has; all for an empty one."""
    asked = select(func.count()).select_from(AuditEntry)
    return session.scalar(asked.where(AuditEntry.action == action) if action else asked) or 0


def entries(session: Session, action: str, *, page: int = 1) -> Sequence[AuditEntry]:
    """Return a page of the lines of an action, or of all."""
    asked = select(AuditEntry).order_by(AuditEntry.at.desc(), AuditEntry.id.desc()).limit(PAGE).offset((page - 1) * PAGE)
    return session.scalars(asked.where(AuditEntry.action == action) if action else asked).all()

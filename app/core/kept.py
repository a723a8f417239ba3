"""How long the rows of `core` are kept: attempts, forms sent, the audit journal."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, TextClause, delete, func, select, text
from sqlalchemy.orm import Session

from app.core import attempts, audit, once
from app.core.attempts import Attempt
from app.core.audit import AuditEntry
from app.core.once import SentForm
from app.core.retention import Rule, count_rows


def _count_old_entries(session: Session, now: datetime) -> int:
    return session.scalar(select(func.count()).select_from(AuditEntry).where(*_old(session, now))) or 0


def _delete_old_entries(session: Session, now: datetime) -> int:
    return session.execute(delete(AuditEntry).where(*_old(session, now))).rowcount  # type: ignore[attr-defined,no-any-return]


def _old(session: Session, now: datetime) -> tuple[ColumnElement[bool], TextClause]:
    """Old by our clock and by that of the database, which refuses the whole deletion when one line is too recent by its own."""
    allowed = audit.MAY_DELETE[session.get_bind().dialect.name].replace("OLD.", "")
    return AuditEntry.at < now - timedelta(days=audit.KEPT_DAYS), text(allowed)


RULES = (
    Rule(
        "tentatives",
        "Tentatives (codes, liens, formulaires), comptées par une empreinte",
        "1 jour",
        "la tentative",
        "Limiter les essais d’un robot ou d’un curieux.",
        count_rows(Attempt, lambda now: Attempt.at < now - attempts.KEPT_FOR),
        attempts.forget,
    ),
    Rule(
        "formulaires",
        "Formulaires déjà envoyés, et la page où ils ont mené",
        "2 jours",
        "l’envoi",
        "Ne pas faire deux fois ce qui est envoyé deux fois.",
        count_rows(SentForm, lambda now: SentForm.at < now - once.KEPT_FOR),
        once.forget,
    ),
    Rule(
        "journal",
        "Journal des accès et des actes sensibles : des codes et des numéros, ni nom ni texte",
        f"{audit.KEPT_DAYS} jours",
        "l’acte",
        "Savoir qui a ouvert ou exporté des données, et le montrer.",
        _count_old_entries,
        _delete_old_entries,
    ),
)

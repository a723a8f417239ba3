"""How a row leaves an outbox other than by being sent: taken back before it goes, forgotten long after."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.core.keys import Unreadable
from app.jobs.outbox.models import Outgoing
from app.jobs.outbox.queries import waits

KEPT_FOR = timedelta(days=30)
"""Of what left: its purpose and dates, for figures and for whoever looks for what became of it. Words and addresses were emptied then."""


def take_back(session: Session, words: InstrumentedAttribute[str | None], purpose: str, is_meant: Callable[[str], bool]) -> int:
    """Delete what waits, of the purposes that begin so, whose words are meant; return how many. Commits nothing.

    `words`: the sealed column of an outbox that holds them. What is being sent at this very moment leaves.
    """
    model: type[Any] = words.class_  # type: ignore[assignment] # a column of a table, never of an alias
    stays = (waits(model), model.claimed_at.is_(None))
    found = session.scalars(select(model.id).where(*stays, model.purpose.startswith(purpose, autoescape=True))).all()
    meant = [number for number in found if is_meant(_read(session, words, number))]
    these = delete(model).where(model.id.in_(meant), *stays)
    gone = session.execute(these, execution_options={"synchronize_session": "fetch"})
    return gone.rowcount  # type: ignore[attr-defined,no-any-return]


def is_old(model: type[Outgoing]) -> Callable[[datetime], ColumnElement[bool]]:
    """Return the condition, at an instant, that what left or was given up is remembered for nothing any more."""
    return lambda now: func.coalesce(model.sent_at, model.gave_up_at) < now - KEPT_FOR


def _read(session: Session, words: InstrumentedAttribute[str | None], number: int) -> str:
    """Return what is written; nothing where it cannot be read."""
    try:
        return session.scalar(select(words).where(words.class_.id == number)) or ""
    except Unreadable:
        return ""

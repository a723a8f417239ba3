"""How long each thing is kept: rules that the purge applies, that its dry run counts, and that the retention table of the docs tells."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.core.database import Base, Instant
from app.core.unit_of_work import again

Sweeping: TypeAlias = Callable[[Session, datetime], int]
Condition: TypeAlias = Callable[[datetime], ColumnElement[bool]]
MOST_BATCHES = 10_000
"""Of one rule in one run; what would be left waits for the next day."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table: `name` is a code; `what`, `kept`, `since` and `why` are French sentences for the register."""

    name: str
    what: str
    kept: str
    since: str
    why: str
    count: Sweeping
    """How many rows are due at an instant; changes nothing."""
    purge: Sweeping
    """Purge them, or some of them: called until it returns 0. Commits nothing."""


class Purged(Base):
    """The report of one rule on one day: what was purged, never what it said."""

    __tablename__ = "purged"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    rule: Mapped[str] = mapped_column(String(60))
    count: Mapped[int]


class Done(NamedTuple):
    """What became of one rule: how many were purged, and the name of the error that stopped it."""

    rule: str
    purged: int
    trouble: str = ""


def purge(session: Session, rules: Iterable[Rule], now: datetime) -> Sequence[Done]:
    """Apply every rule, by batches, each in a unit of work of its own; one that fails stops no other. Writes the report."""
    return [_apply(session, rule, now) for rule in rules]


def count_rows(rows: type[Any], due: Condition) -> Sweeping:
    """Return what counts the rows that meet a condition."""

    def count(session: Session, now: datetime) -> int:
        return session.scalar(select(func.count()).select_from(rows).where(due(now))) or 0

    return count


def delete_rows(rows: type[Any], due: Condition) -> Sweeping:
    """Return what deletes the rows that meet a condition."""

    def gone(session: Session, now: datetime) -> int:
        statement = delete(rows).where(due(now)).execution_options(synchronize_session=False)
        return session.execute(statement).rowcount  # type: ignore[attr-defined,no-any-return]

    return gone


def _apply(session: Session, rule: Rule, now: datetime) -> Done:
    total, trouble = 0, ""
    try:
        for _ in range(MOST_BATCHES):
            some = again(session, lambda session: _batch(session, rule, now))
            total += some
            if not some:
                break
    except Exception as error:  # noqa: BLE001 - whatever it is, the other rules must be applied
        trouble = type(error).__name__
    return Done(rule.name, total, trouble)


def _batch(session: Session, rule: Rule, now: datetime) -> int:
    """Purge some, and add them to the report in the same transaction: what it tells was done."""
    some = rule.purge(session, now)
    if some:
        report = session.scalar(select(Purged).where(Purged.rule == rule.name, Purged.at == now))
        if report is None:
            session.add(Purged(at=now, rule=rule.name, count=some))
        else:
            report.count += some
    session.flush()
    return some

"""What a clock must know of rows with deadlines: which are due, each claimed once whoever else moves the row meanwhile."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Table, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from app.core.workflow.deadlines import Calendar, Deadline, Due, Standing, coming

Row = TypeVar("Row", bound=Any)


@dataclass(frozen=True, slots=True)
class Timed(Generic[Row]):
    """Rows that have `id`, `version`, `state`, `purged_at` and `next_due_at`; `key`: how a row of `reminders` names one."""

    rows: type[Row]
    reminders: type[Any]
    key: str
    deadlines: Sequence[Deadline]
    anchors: Callable[[Row], Mapping[str, datetime | None]]

    def due_next(self, session: Session, calendar: Calendar, row: Row) -> list[Due]:
        """Return the deadlines of a row that are still to be done, the earliest first; none once it is purged."""
        if row.purged_at is not None:
            return []
        done = select(self.reminders.name, self.reminders.anchor_at).where(getattr(self.reminders, self.key) == row.id)
        with session.no_autoflush:
            known = [(one.name, one.anchor_at) for one in session.execute(done)]
        return coming(self.deadlines, Standing(row.state, self.anchors(row), known), calendar)

    def set_clock(self, session: Session, calendar: Calendar, row: Row) -> None:
        """Write when the clock must look at a row again."""
        due = self.due_next(session, calendar, row)
        row.next_due_at = due[0].at if due else None

    def take(self, session: Session, calendar: Calendar, now: datetime, number: int) -> tuple[Row, list[Due]] | None:
        """Return a row and what is due of it, written down as done; None when nothing is, or somebody deals with it.

        Raise StaleDataError when somebody moved it meanwhile.
        """
        wanted = select(self.rows).where(self.rows.id == number, self.rows.next_due_at <= now)
        found = session.scalar(wanted.with_for_update(skip_locked=True).execution_options(populate_existing=True))
        if found is None:
            return None
        coming = self.due_next(session, calendar, found)
        due = [one for one in coming if one.at <= now]
        self._claim(session, found, coming[len(due) :])
        done = {self.key: found.id, "done_at": now}
        session.add_all(self.reminders(name=one.deadline.name, anchor_at=one.anchor_at, **done) for one in due)
        session.flush()
        return found, due

    def _claim(self, session: Session, row: Row, later: Sequence[Due]) -> None:
        """Set the clock to what comes later, unless somebody moved the row meanwhile.

        Not a change of the row: whoever reads its page at that moment may still decide, so its version stays.
        """
        table: Table = self.rows.__table__
        same = (table.c.id == row.id, table.c.version == row.version, table.c.next_due_at.is_not_distinct_from(row.next_due_at))
        claimed = session.execute(update(table).where(*same).values(next_due_at=later[0].at if later else None))
        if not claimed.rowcount:  # type: ignore[attr-defined]
            raise StaleDataError
        session.expire(row, ["next_due_at"])

"""Counting searches that found nothing: what was asked, where, in which week; nothing of who asked, and no words.

For the observatory: where help is missing. A count that cannot be written is lost, never the page.
"""

from datetime import date
from typing import NamedTuple

from sqlalchemy import Engine, Table
from sqlalchemy.exc import OperationalError
from structlog import get_logger

from app.core.engines import BUSY_TIMEOUT_MS
from app.core.upserting import insertion
from app.directory.models import UnansweredSearch
from app.directory.search.reading import Reading

PATIENCE_MS = 200
"""How long a page waits for the database to be free."""


class Unanswered(NamedTuple):
    """What found nothing, and where."""

    subjects: tuple[str, ...]
    """Codes of kinds, `besoin:` and codes of needs; one empty text when words alone were asked."""
    commune: str
    """INSEE code; `D` and its number for a département."""


def unanswered(reading: Reading) -> Unanswered | None:
    """Return what is to be counted of a search that found nothing; None when it names no place that has a code."""
    if reading.place is None:
        return None
    departement, commune = reading.place.departement, reading.place.commune
    code = f"D{departement}" if departement else commune.code if commune else ""
    subjects = (*reading.kinds, *(f"besoin:{need}" for need in reading.needs)) or ("",)
    return Unanswered(subjects, code) if code else None


def week_of(day: date) -> str:
    """Return the ISO week of a day: `2026-W47`."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def count(engine: Engine, search: Unanswered, day: date) -> bool:
    """Add one to each subject at a place in the week of a day; return whether it was written."""
    table: Table = UnansweredSearch.__table__  # type: ignore[assignment] # declared as something wider
    added = insertion(table, engine.dialect.name).on_conflict_do_update(
        index_elements=list(table.primary_key), set_={"count": table.c.count + 1}
    )
    rows = [{"subject": subject, "commune": search.commune, "week": week_of(day), "count": 1} for subject in sorted(set(search.subjects))]
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "sqlite":
                connection.exec_driver_sql(f"PRAGMA busy_timeout = {PATIENCE_MS}")
            try:
                connection.execute(added, rows)
            finally:
                if engine.dialect.name == "sqlite":
                    connection.exec_driver_sql(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    except OperationalError as error:
        get_logger().warning("search not counted", error=type(error.orig).__name__)
        return False
    return True

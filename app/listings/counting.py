"""Counting how often sheets are read: how many times a structure's were in a week; nothing of who read, not even for a moment.

A page shown whole to a person counts one. Robots (those that say so in `User-Agent`) do not, nor does a page that the reader's
device had already (304), nor one that led elsewhere.

Counts wait in the process: a row for each page would be a write to the disk for each page. They are written together, after an
answer has left, when the oldest is a minute old or when there are 200, and when the process ends. What a `kill -9` takes away is what
was counted since: never 200, and no more than a minute's as long as sheets are being read. A write that fails keeps its counts for
the next.
"""

import atexit
import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache, partial
from http import HTTPStatus
from threading import Lock
from time import monotonic
from typing import TypeAlias

from flask import Flask, Response, request
from flask.blueprints import BlueprintSetupState
from sqlalchemy import Engine, Table, select
from sqlalchemy.exc import SQLAlchemyError

from app.core.clock import today
from app.core.upserting import insertion
from app.directory.models import Service, Structure
from app.directory.search.unanswered import week_of
from app.extensions import db
from app.listings.models import ListingViews
from app.web.logs import logger

MOST = 200
"""Counts that wait at most,"""
LONGEST = 60.0
"""and for how many seconds."""
STRUCTURES, SERVICES = "directory.read_structure", "directory.read_service"
_SHEETS = frozenset((STRUCTURES, SERVICES))
_ROBOTS = re.compile(
    r"(?<!cu)bot|crawl|spider|slurp|archiver|scan|monitor|preview|headless|lighthouse|externalhit|mediapartners|feed"
    r"|curl|wget|python|java/|go-http|okhttp|axios|libwww|scrapy|httpclient|http_client",
    re.IGNORECASE,
)
"""`Cubot` makes telephones."""
_week = lru_cache(maxsize=4)(week_of)


Sheet: TypeAlias = tuple[str, int, str]
"""A sheet in a week: its endpoint, its number, the ISO week."""


class Tally:
    """Counts of a process that wait to be written; safe between threads."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._lock = Lock()
        self._counts: dict[Sheet, int] = {}
        self._added = 0
        self._since = 0.0

    def add(self, sheet: Sheet) -> bool:
        """Count one; return whether it is time to write."""
        with self._lock:
            instant = monotonic()
            if not self._added:
                self._since = instant
            self._counts[sheet] = self._counts.get(sheet, 0) + 1
            self._added += 1
            return self._added >= MOST or instant - self._since >= LONGEST

    def take(self) -> Mapping[Sheet, int]:
        """Return the counts, and start again with nothing."""
        with self._lock:
            taken, self._counts, self._added = self._counts, {}, 0
        return taken

    def give_back(self, counts: Mapping[Sheet, int]) -> None:
        """Take back what could not be written: it goes with the next counts."""
        with self._lock:
            self._counts = dict(Counter(self._counts) + Counter(counts))


@lru_cache(maxsize=1024)
def is_robot(agent: str) -> bool:
    """Whether a `User-Agent` says that no person reads; none at all is no browser's."""
    return not agent or _ROBOTS.search(agent) is not None


def bind(state: BlueprintSetupState) -> None:
    """Count the sheets that the application shows; the directory knows nothing of it."""
    app: Flask = state.app  # type: ignore[assignment] # Flask names a wider one
    tally = app.extensions["reperes_views"] = Tally()
    app.after_request(partial(_count, tally))
    atexit.register(_at_the_end, app, tally)


def _count(tally: Tally, response: Response) -> Response:
    asked = request._get_current_object()  # type: ignore[attr-defined] # noqa: SLF001 - looked up once: it is asked five times
    endpoint = asked.endpoint
    if endpoint in _SHEETS and response.status_code == HTTPStatus.OK and asked.method == "GET":
        is_due = not is_robot(asked.environ.get("HTTP_USER_AGENT", "")) and tally.add((endpoint, asked.view_args["number"], _week(today())))
        if is_due:
            response.call_on_close(partial(flush, tally, db.engine))
    return response


def _at_the_end(app: Flask, tally: Tally) -> None:
    with app.app_context():
        flush(tally, db.engine)


def flush(tally: Tally, engine: Engine) -> None:
    """Write the counts that wait, all of them or none; a failure is logged, and they wait on."""
    if not (counts := tally.take()):
        return
    try:
        write(engine, counts)
    except SQLAlchemyError as error:
        tally.give_back(counts)
        logger().warning("views not written", error=type(error).__name__)


def write(engine: Engine, counts: Mapping[Sheet, int]) -> None:
    """Add counts to what the weeks hold, in one transaction; those of sheets that are no more are let go."""
    table: Table = ListingViews.__table__  # type: ignore[assignment] # declared as something wider
    statement = insertion(table, engine.dialect.name)
    added = statement.on_conflict_do_update(
        index_elements=list(table.primary_key), set_={"count": table.c.count + statement.excluded["count"]}
    )
    with engine.begin() as connection:
        numbers = {number for _endpoint, number, _week_of in counts}
        found = connection.execute(select(Service.id, Service.structure_id).where(Service.id.in_(numbers)))
        of_service = {row.id: row.structure_id for row in found}
        structures = set(connection.scalars(select(Structure.id).where(Structure.id.in_(numbers | set(of_service.values())))))
        totals: Counter[tuple[int, str]] = Counter()
        for (endpoint, asked, week), count in counts.items():
            number = of_service.get(asked) if endpoint == SERVICES else asked
            if number in structures:
                totals[number, week] += count
        if totals:
            rows = [{"structure_id": number, "week": week, "count": count} for (number, week), count in sorted(totals.items())]
            connection.execute(added, rows)

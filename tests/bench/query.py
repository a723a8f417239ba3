"""The query alone: the 20 nearest of a theme, with the rows that cards show, through the project's own functions."""

import statistics
import time
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection

from app import create_app
from app.config import Config
from app.directory.queries import card_rows
from app.directory.search.around import square_of
from app.directory.search.candidates import Entry, nearest
from app.directory.search.engine import PAGE_SIZE
from app.directory.search.reach import FIRST_READ, LADDER
from app.extensions import db
from tests.bench.databases import environment
from tests.bench.pairs import Pair


def mean_microseconds(folder: Path, pairs: Sequence[Pair], rounds: int) -> float:
    """Return the mean time of the query over the pairs: the median of several rounds, after one that is not counted."""
    app = create_app(Config.from_env(environment(folder)))
    with app.app_context():
        with db.engine.connect() as connection:
            reached: dict[Pair, float] = {}
            _all(connection, pairs, reached)
            times = [_all(connection, pairs, reached) for _ in range(rounds)]
        db.engine.dispose()
    return statistics.median(times) / len(pairs) * 1e6


def _all(connection: Connection, pairs: Sequence[Pair], reached: dict[Pair, float]) -> float:
    """Ask for each pair in turn; each begins to read where it ended the time before, as the search does (`search.reach`)."""
    asked = [(pair, pair.criteria(), pair.centre) for pair in pairs]
    start = time.perf_counter()
    for pair, criteria, centre in asked:
        for kilometres in LADDER[LADDER.index(reached.get(pair, FIRST_READ)) :]:
            entries = nearest(connection, criteria, centre, kilometres, PAGE_SIZE)
            if len(entries) == PAGE_SIZE:
                break
        reached[pair] = _sufficed(entries, kilometres)
        card_rows(connection, [(entry.service_id, entry.location_id) for entry in entries])
    return time.perf_counter() - start


def _sufficed(entries: Sequence[Entry], kilometres: float) -> float:
    """The radius within which a page was full; the last one that was read where none was."""
    if len(entries) < PAGE_SIZE:
        return kilometres
    return next(step for step in LADDER if entries[-1].square <= square_of(step))

"""The timer: huey says each minute that the minute has passed. Nothing waits in its queue that could be lost."""

import logging
import time
from collections.abc import Callable
from pathlib import Path

from huey import Huey, RedisHuey, SqliteHuey, crontab
from huey.exceptions import ConfigurationError

from app.web.logs import logger

NAME = "reperes"
STALE_AFTER = 50
"""Seconds: a minute that nobody was there for is not made up for."""
SAID_EVERY = 60.0
"""Seconds between two lines that say the same trouble of the queue."""


class NoClient(Exception):
    """The client of Redis is not installed."""


def open_queue(url: str, data_dir: Path) -> Huey:
    """Open the queue at this address (Redis; raise NoClient), or the embedded one when there is none. Connects at the first use."""
    _speak_as_one()
    if not url:
        return SqliteHuey(NAME, filename=str(data_dir / "queue.sqlite3"), results=False)
    try:
        return RedisHuey(NAME, url=url, results=False)
    except ConfigurationError as error:
        raise NoClient from error


def each_minute(queue: Huey, work: Callable[[], object]) -> None:
    """Have work done each minute by whoever consumes this queue."""

    def tell() -> None:
        work()

    queue.periodic_task(crontab(), name="each_minute", expires=STALE_AFTER)(tell)


class _Speaker(logging.Handler):
    """Says what huey has to say as the rest of the application does: one line, no trace, the same thing once a minute at most."""

    def __init__(self) -> None:
        super().__init__()
        self._said_at: dict[str, float] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Say it, unless it was just said."""
        now = time.monotonic()
        if now - self._said_at.get(str(record.msg), -SAID_EVERY) < SAID_EVERY:
            return
        self._said_at[str(record.msg)] = now
        error = record.exc_info[0] if record.exc_info else None
        logger().warning("queue", said=record.getMessage(), error=error.__name__ if error else None)


def _speak_as_one() -> None:
    theirs = logging.getLogger("huey")
    theirs.setLevel(logging.WARNING)
    theirs.propagate = False
    theirs.handlers = [_Speaker()]

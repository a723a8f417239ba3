"""The only place that commits."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

Result = TypeVar("Result")
TIMES = 12
LONGEST_PAUSE = 0.25
"""Seconds; drawn at random, so that two who met do not meet again."""


@contextmanager
def unit_of_work(session: Session) -> Iterator[Session]:
    """Commit what the block did, all of it or nothing of it."""
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise


def again(session: Session, work: Callable[[Session], Result]) -> Result:
    """Do a whole piece of work and commit it, from its first reading again when the database was busy or a row changed meanwhile.

    `work` reads all that it needs itself: what was read before belongs to another transaction.
    """
    for left in reversed(range(TIMES)):
        try:
            with unit_of_work(session):
                return work(session)
        except (StaleDataError, OperationalError):
            session.expire_all()
            if not left:
                raise
            time.sleep(random.uniform(0.01, LONGEST_PAUSE))  # noqa: S311 - no secret depends on it
    raise AssertionError  # never: the last try returns or raises

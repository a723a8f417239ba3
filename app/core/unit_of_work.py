"""The only place that commits."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session


@contextmanager
def unit_of_work(session: Session) -> Iterator[Session]:
    """Commit what the block did, all of it or nothing of it."""
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise

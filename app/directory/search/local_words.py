"""What moderators added to the words of the search, taken in by each process when the directory changes."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.models import KindSynonym
from app.directory.search import vocabulary


class _Seen:
    version: int | None = None


def follow(session: Session, version: int) -> None:
    """Read the words again when the directory is at another version than last time: adding and removing one raises it."""
    if version != _Seen.version:
        take_in(session)
        _Seen.version = version


def take_in(session: Session) -> None:
    """Read the words that were added, and know them in this process."""
    added = session.execute(select(KindSynonym.phrase, KindSynonym.kind).order_by(KindSynonym.id))
    vocabulary.take_in([(row.phrase, row.kind) for row in added])

"""Who agreed to be asked about a listing, and who asked for no more mail. Nothing here commits."""

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.language import FRENCH, LANGUAGES
from app.core.tokens import keyed_digest
from app.directory.models import Structure
from app.listings.models import Correspondent


def agree(  # noqa: PLR0913 - who agrees, to what, how they are known
    session: Session, structure: Structure, email: str, language: str, account: int | None = None, *, key: str
) -> Correspondent:
    """Let an e-mail be asked about a listing, in a language of the interface (French for another one); once, however often it is said.

    `account`: number of the account whose e-mail it is. `key`: the installation's secret. Who had asked for no more mail and agrees
    again is written to again.
    """
    address = email.strip().lower()
    mark = keyed_digest(key, "correspondent", address)
    found = session.scalar(select(Correspondent).filter_by(structure_id=structure.id, email_digest=mark))
    if found is None:
        found = Correspondent(structure_id=structure.id, email=address, email_digest=mark, agreed_at=utc_now())
        session.add(found)
    if found.stopped_at is not None:
        found.stopped_at, found.agreed_at, found.unanswered = None, utc_now(), 0
    found.account_id = account or found.account_id
    found.language = language if language in LANGUAGES else FRENCH.code
    session.flush()
    return found


def stop(session: Session, correspondent: Correspondent) -> None:
    """Write no more to this e-mail, about any listing; its links are dead from now on."""
    _everywhere(session, correspondent, Correspondent.stopped_at.is_(None), stopped_at=utc_now())


def resume(session: Session, correspondent: Correspondent) -> None:
    """Write again to an e-mail that had asked for no more mail, about the listings that it stopped for; its links live again."""
    _everywhere(session, correspondent, Correspondent.stopped_at.is_not(None), stopped_at=None, unanswered=0)


def _everywhere(session: Session, correspondent: Correspondent, condition: ColumnElement[bool], **values: object) -> None:
    session.execute(update(Correspondent).where(Correspondent.email_digest == correspondent.email_digest, condition).values(**values))
    session.flush()

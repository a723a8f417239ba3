"""What a closed account leaves behind on listings."""

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.accounts.services.account import CLOSING
from app.directory.models import Revision
from app.listings.models import Correspondent


def forget(session: Session, account: int) -> None:
    """Write no more to who closed their account, and forget that they were behind versions."""
    session.execute(delete(Correspondent).where(Correspondent.account_id == account))
    session.execute(update(Revision).where(Revision.account_id == account).values(account_id=None))


def bind() -> None:
    """Let listings know when an account is closed; saying it twice changes nothing."""
    if forget not in CLOSING:
        CLOSING.append(forget)

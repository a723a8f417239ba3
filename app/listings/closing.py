"""What an account that closes, or leaves an organisation, leaves behind on listings."""

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.accounts.models import Membership
from app.accounts.services.account import CLOSING
from app.accounts.services.organisations import LEAVING
from app.directory.models import Keeping, Revision
from app.listings.models import Correspondent
from app.listings.permissions import WRITERS


def forget(session: Session, account: int) -> None:
    """Write no more to who closed their account, and forget that they were behind versions."""
    session.execute(delete(Correspondent).where(Correspondent.account_id == account))
    session.execute(update(Revision).where(Revision.account_id == account).values(account_id=None))


def leave(session: Session, account: int) -> None:
    """Ask nothing more of somebody about listings that they do not write for any more."""
    kept = (
        select(Keeping.structure_id)
        .join(Membership, Membership.organisation_id == Keeping.organisation_id)
        .where(Membership.account_id == account, Membership.role.in_(WRITERS))
    )
    session.execute(delete(Correspondent).where(Correspondent.account_id == account, Correspondent.structure_id.not_in(kept)))


def bind() -> None:
    """Let listings know when an account is closed, or leaves an organisation; saying it twice changes nothing."""
    if forget not in CLOSING:
        CLOSING.append(forget)
        LEAVING.append(leave)

"""Reads of the committee of a draft: links, what each last said, remarks."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotThere
from app.core.numbers import LARGEST
from app.core.tokens import digest
from app.participation.models import CommitteeComment, CommitteeLink


def links(session: Session, draft: int) -> Sequence[CommitteeLink]:
    """Return the links of a draft, first made first."""
    return session.scalars(select(CommitteeLink).where(CommitteeLink.draft_id == draft).order_by(CommitteeLink.id)).all()


def link(session: Session, draft: int, number: int) -> CommitteeLink:
    """Return a link of a draft by its number; raise NotThere."""
    found = session.get(CommitteeLink, number) if number < LARGEST else None
    if found is None or found.draft_id != draft:
        raise NotThere
    return found


def link_opening(session: Session, token: str) -> CommitteeLink:
    """Return the link of a secret; raise NotThere for one that is unknown, or was taken back."""
    found = session.scalar(select(CommitteeLink).where(CommitteeLink.token_digest == digest(token)))
    if found is None or found.revoked_at is not None:
        raise NotThere
    return found


def comments(session: Session, draft: int) -> Sequence[CommitteeComment]:
    """Return the remarks on a draft, first made first."""
    wanted = select(CommitteeComment).where(CommitteeComment.draft_id == draft)
    return session.scalars(wanted.order_by(CommitteeComment.made_at, CommitteeComment.id)).all()


def comments_by(session: Session, link: int) -> Sequence[CommitteeComment]:
    """Return the remarks made by a link, first made first."""
    wanted = select(CommitteeComment).where(CommitteeComment.link_id == link)
    return session.scalars(wanted.order_by(CommitteeComment.made_at, CommitteeComment.id)).all()


def comment(session: Session, draft: int, name: str) -> CommitteeComment:
    """Return a remark on a draft; raise NotThere."""
    found = session.get(CommitteeComment, name) if "\0" not in name else None  # PostgreSQL takes no such text, even to look for it
    if found is None or found.draft_id != draft:
        raise NotThere
    return found

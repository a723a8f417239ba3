"""Secret links of an orientation: made, renewed by each mail, revoked; found by their secret, and by nothing else."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.errors import NotThere
from app.core.tokens import digest, new_token
from app.orientations.models import Orientation, OrientationLink
from app.orientations.rules import LinkPurpose
from app.orientations.settings import Context

PATHS = {LinkPurpose.TARGET: "/orientations/lien/", LinkPurpose.PERSON: "/ma-demande/lien/"}


def new_link(context: Context, orientation: Orientation, purpose: LinkPurpose) -> str:
    """Make a link and return its address; the earlier ones of a target live on until they expire, so that each mail that was sent works."""
    token = new_token()
    context.session.add(
        OrientationLink(
            orientation_id=orientation.id,
            purpose=purpose,
            token_digest=digest(token),
            created_at=context.now,
            expires_at=context.now + timedelta(days=context.settings.delays.link_valid),
        )
    )
    return f"{context.settings.base_url}{PATHS[purpose]}{token}"


def link_of(session: Session, token: str, purpose: LinkPurpose) -> OrientationLink:
    """Return the link of a secret, alive or over; raise NotThere."""
    found = session.scalar(select(OrientationLink).where(OrientationLink.token_digest == digest(token), OrientationLink.purpose == purpose))
    if found is None:
        raise NotThere
    return found


def is_alive(link: OrientationLink, now: datetime) -> bool:
    """Whether a link still opens something."""
    return link.revoked_at is None and now < link.expires_at


def has_live(context: Context, orientation: Orientation, purpose: LinkPurpose) -> bool:
    """Whether a link of an orientation still opens something."""
    same = (OrientationLink.orientation_id == orientation.id, OrientationLink.purpose == purpose)
    alive = (OrientationLink.revoked_at.is_(None), OrientationLink.expires_at > context.now)
    return context.session.scalar(select(OrientationLink.id).where(*same, *alive).limit(1)) is not None


def revoke(context: Context, orientation: Orientation, purpose: LinkPurpose | None = None) -> None:
    """Close every link of an orientation (of one purpose, or all)."""
    wanted = [OrientationLink.orientation_id == orientation.id, OrientationLink.revoked_at.is_(None)]
    if purpose is not None:
        wanted.append(OrientationLink.purpose == purpose)
    context.session.execute(
        update(OrientationLink).where(*wanted).values(revoked_at=context.now).execution_options(synchronize_session="fetch")
    )

"""Codes of links: who opens one proves that they read the known mailbox of the structure. Nothing of the person shows before."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import update

from app.core.audit import Doer, record
from app.core.errors import DomainError, NotThere
from app.core.tokens import keyed_digest, new_code
from app.mail.services import post
from app.orientations import recipients
from app.orientations.letters import answering as letters
from app.orientations.models import Orientation, OrientationLink
from app.orientations.queries import Case, case
from app.orientations.rules import TAKEN_BACK, WORKFLOW, Action, Actor, LinkPurpose, Mover, State
from app.orientations.services.links import is_alive, link_of, revoke
from app.orientations.services.moving import move
from app.orientations.services.telling import tell_sender, tell_target
from app.orientations.settings import Context
from app.web.translations import speaking

CODE_VALID_FOR = timedelta(minutes=20)
CODE_TRIES = 5
PURPOSE = "orientation-link-code"
SUBJECT = "orientation_link"
NOT_SENT = frozenset((State.DRAFT, State.TO_VERIFY))


class LinkIsOver(DomainError):
    """The link is too old; another may be asked for."""


class WrongCode(DomainError):
    """The code is not the one that was sent; it may be tried again."""


class CodeSpent(DomainError):
    """The code is worth nothing any more: too old, used, or tried too often."""


class Refused(StrEnum):
    """Why a door stayed shut, as the journal keeps it."""

    WRONG = "code-faux"
    SPENT = "code-perime"
    TOO_MANY = "trop-d-essais"
    UNKNOWN = "lien-inconnu"


def of_link(link: OrientationLink) -> Mover:
    """Return who acts by a link."""
    return Mover(Actor.TARGET, link=link.id)


def opened(context: Context, token: str) -> tuple[OrientationLink, Case]:
    """Return a target's live link and what it opens; raise NotThere (none, or revoked), LinkIsOver (too old)."""
    link = known(context, token)
    if not is_alive(link, context.now):
        raise LinkIsOver
    return link, case(context.session, link.orientation_id)


def known(context: Context, token: str) -> OrientationLink:
    """Return a target's link, alive or too old; raise NotThere when nobody made it, or somebody revoked it."""
    link = link_of(context.session, token, LinkPurpose.TARGET)
    if link.revoked_at is not None:
        raise NotThere
    return link


def case_of_link(context: Context, link: OrientationLink) -> Case:
    """Return what a link is about."""
    return case(context.session, link.orientation_id)


def is_worth_renewing(orientation: Orientation) -> bool:
    """Whether a new link would still open something."""
    return orientation.state not in NOT_SENT | TAKEN_BACK and orientation.purged_at is None


def renew(context: Context, found: Case) -> int:
    """Write to the known mailbox with a new link; return how many letters were posted."""
    _journal(context, "orientation:link-renewed", found.orientation.id, "orientation")
    return tell_target(context, found, letters.new_link) if is_worth_renewing(found.orientation) else 0


def send_code(context: Context, link: OrientationLink, found: Case) -> int:
    """Send a new code to whoever the directory knows, and forget the one before; return how many letters were posted."""
    code = new_code()
    link.code_digest, link.code_tries = _digest(context, link, code), 0
    link.code_expires_at = context.now + CODE_VALID_FOR
    to = recipients.of_target(context.session, found)
    for one in to:
        post(context.session, one.email, letters.code(code, speaking(one.language)))
    _journal(context, "orientation:code-sent", link.id)
    return len(to)


def waits_for_code(link: OrientationLink, now: datetime) -> bool:
    """Whether a code was sent that may still be given."""
    return link.code_digest is not None and link.code_tries < CODE_TRIES and link.code_expires_at is not None and now < link.code_expires_at


def try_code(context: Context, link: OrientationLink, found: Case, code: str) -> None:
    """Take one try; a right code is spent, opens the link, and says that the orientation was received.

    Raise WrongCode or CodeSpent, the try being counted and journalled: to be committed too.
    """
    is_counted = _counted(context, link)
    if not is_counted:
        _journal(context, "orientation:code-refused", link.id, detail=Refused.SPENT)
        raise CodeSpent
    if not _taken(context, link, code):
        _journal(context, "orientation:code-refused", link.id, detail=Refused.WRONG)
        raise WrongCode
    _journal(context, "orientation:identified", link.id)
    receive(context, found, of_link(link))


def receive(context: Context, found: Case, by: Mover) -> None:
    """Say that somebody read it, where nobody had; its sender is told."""
    orientation = found.orientation
    if WORKFLOW.allows(orientation.state, Action.RECEIVE, by.actor):
        move(context, orientation, Action.RECEIVE, by)
        tell_sender(context, found, letters.received(orientation.id))


def close_link(context: Context, link: OrientationLink) -> None:
    """Let a link open nothing any more."""
    link.revoked_at = context.now
    _journal(context, "orientation:link-revoked", link.id)


def close_links(context: Context, orientation: Orientation, by: Mover) -> None:
    """Let no link of the target open anything any more."""
    revoke(context, orientation, LinkPurpose.TARGET)
    record(context.session, "orientation:links-revoked", Doer(by.actor, by.account), ("orientation", orientation.id))


def refused(context: Context, reason: Refused, link: int | None = None) -> None:
    """Journal that a door stayed shut."""
    _journal(context, "orientation:link-refused", link, detail=reason)


def _counted(context: Context, link: OrientationLink) -> bool:
    """Count a try in the database itself: two at once are two. Whether the code could still be tried."""
    alive = (
        OrientationLink.id == link.id, OrientationLink.code_digest.is_not(None), OrientationLink.code_tries < CODE_TRIES,
        OrientationLink.code_expires_at > context.now,
    )  # fmt: skip
    return _changed(context, update(OrientationLink).where(*alive).values(code_tries=OrientationLink.code_tries + 1))


def _taken(context: Context, link: OrientationLink, code: str) -> bool:
    """Spend the code if it is the right one: of two who give it at once, one does."""
    same = (OrientationLink.id == link.id, OrientationLink.code_digest == _digest(context, link, code))
    return _changed(context, update(OrientationLink).where(*same).values(code_digest=None, identified_at=context.now))


def _changed(context: Context, statement: object) -> bool:
    done = context.session.execute(statement, execution_options={"synchronize_session": "fetch"})  # type: ignore[call-overload]
    return bool(done.rowcount)


def _digest(context: Context, link: OrientationLink, code: str) -> str:
    return keyed_digest(context.settings.secret_key, PURPOSE, f"{link.id}:{code}")


def _journal(context: Context, action: str, number: int | None, subject: str = SUBJECT, detail: str = "") -> None:
    record(context.session, action, Doer(Actor.TARGET), (subject, number), detail)

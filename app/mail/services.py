"""Writing a letter into the outbox: a row of the caller's transaction, so that it leaves if and only if the rest is kept."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.keys import Unreadable
from app.core.tokens import new_token
from app.mail.letters import Letter, pack
from app.mail.models import OutgoingMail

KEPT_FOR = timedelta(days=30)
"""Of a mail that left: its purpose, subject and dates, for figures and for whoever looks for what became of it."""


def post(session: Session, to: str, letter: Letter, *, message_id: str = "") -> OutgoingMail:
    """Put a letter into the outbox; the next sweep sends it, as text and HTML. Commits nothing.

    `message_id`, without angle brackets: given where an answer must be recognised (`new_message_id`).
    """
    now = utc_now()
    mail = OutgoingMail(
        purpose=letter.purpose,
        recipient=to,
        subject=letter.subject,
        letter=pack(letter),
        language=letter.language.code,
        message_id=message_id or new_message_id(),
        created_at=now,
        next_try_at=now,
    )
    session.add(mail)
    return mail


def take_back(session: Session, purpose: str, is_meant: Callable[[str], bool]) -> int:
    """Delete the mails that wait, of the purposes that begin so, whose words are meant; return how many. Commits nothing.

    One that is being sent at this very moment leaves.
    """
    waits = (OutgoingMail.sent_at.is_(None), OutgoingMail.gave_up_at.is_(None), OutgoingMail.claimed_at.is_(None))
    found = session.scalars(select(OutgoingMail.id).where(*waits, OutgoingMail.purpose.startswith(purpose, autoescape=True))).all()
    meant = [number for number in found if is_meant(_words(session, number))]
    these = delete(OutgoingMail).where(OutgoingMail.id.in_(meant), *waits)
    gone = session.execute(these, execution_options={"synchronize_session": "fetch"})
    return gone.rowcount  # type: ignore[attr-defined,no-any-return]


def _words(session: Session, number: int) -> str:
    """Return what is written; nothing where it cannot be read."""
    try:
        return session.scalar(select(OutgoingMail.letter).where(OutgoingMail.id == number)) or ""
    except Unreadable:
        return ""


def forget_old(session: Session, now: datetime) -> int:
    """Forget the mails that left, or were given up, a while ago; return how many. Their words and addresses were emptied then."""
    ended = func.coalesce(OutgoingMail.sent_at, OutgoingMail.gave_up_at)
    gone = session.execute(delete(OutgoingMail).where(ended < now - KEPT_FOR))
    return gone.rowcount  # type: ignore[attr-defined,no-any-return]


def new_message_id() -> str:
    """Return an identifier that nobody can guess, for `Message-ID`, without angle brackets."""
    return f"{new_token()}@reperes"

"""Writing a letter into the outbox: a row of the caller's transaction, so that it leaves if and only if the rest is kept."""

from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.tokens import new_token
from app.mail.letters import Letter, pack
from app.mail.models import OutgoingMail


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


def new_message_id() -> str:
    """Return an identifier that nobody can guess, for `Message-ID`, without angle brackets."""
    return f"{new_token()}@reperes"

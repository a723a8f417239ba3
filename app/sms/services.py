"""Writing a short message into the outbox: a row of the caller's transaction, so that it leaves if and only if the rest is kept."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from app.core.blind_index import phone_form
from app.core.clock import utc_now
from app.core.keys import Unreadable
from app.core.tokens import new_token
from app.sms.models import OutgoingSms

LONGEST = 320
"""Characters: two messages put end to end."""
KEPT_FOR = timedelta(days=30)
"""Of a message that left: its purpose and dates, for figures and for whoever looks for what became of it."""
_MOBILE = re.compile(r"0[67]\d{8}")
_OVERSEAS = {"0690": "590", "0691": "590", "0694": "594", "0696": "596", "0697": "596", "0692": "262", "0693": "262"}
"""Country codes of the mobiles of the Antilles, Guyane and La Réunion, by how their numbers begin; all others are dialled with 33."""


class NotAMobile(ValueError):
    """A number that no short message reaches."""


class TooLong(ValueError):
    """A text that would be cut: whoever writes it writes less."""


def post(session: Session, to: str, text: str, purpose: str) -> OutgoingSms:
    """Put a message into the outbox; the next sweep sends it. Commits nothing. Raise NotAMobile or TooLong.

    The text holds no personal data: telephones show it locked, and are lent.
    """
    if len(text) > LONGEST:
        raise TooLong(purpose)
    now = utc_now()
    sms = OutgoingSms(
        purpose=purpose, recipient=dialled(to), text=text, message_id=f"{new_token()}@reperes", created_at=now, next_try_at=now
    )  # fmt: skip
    session.add(sms)
    return sms


def take_back(session: Session, purpose: str, is_meant: Callable[[str], bool]) -> int:
    """Delete the messages that wait, of the purposes that begin so, whose words are meant; return how many. Commits nothing.

    One that is being sent at this very moment leaves.
    """
    waits = (OutgoingSms.sent_at.is_(None), OutgoingSms.gave_up_at.is_(None), OutgoingSms.claimed_at.is_(None))
    found = session.scalars(select(OutgoingSms.id).where(*waits, OutgoingSms.purpose.startswith(purpose, autoescape=True))).all()
    meant = [number for number in found if is_meant(_words(session, number))]
    these = delete(OutgoingSms).where(OutgoingSms.id.in_(meant), *waits)
    gone = session.execute(these, execution_options={"synchronize_session": "fetch"})
    return gone.rowcount  # type: ignore[attr-defined,no-any-return]


def _words(session: Session, number: int) -> str:
    """Return what is written; nothing where it cannot be read."""
    try:
        return session.scalar(select(OutgoingSms.text).where(OutgoingSms.id == number)) or ""
    except Unreadable:
        return ""


def dialled(number: str) -> str:
    """Return a French mobile number as the whole world dials it (`+33639980102`); raise NotAMobile."""
    national = phone_form(number)
    if not _MOBILE.fullmatch(national):
        raise NotAMobile
    return f"+{_OVERSEAS.get(national[:4], '33')}{national[1:]}"


def is_mobile(number: str) -> bool:
    """Whether a short message may reach a number."""
    return _MOBILE.fullmatch(phone_form(number)) is not None


def count_old(session: Session, now: datetime) -> int:
    """Return how many messages `forget_old` would forget."""
    return session.scalar(select(func.count()).select_from(OutgoingSms).where(_ended() < now - KEPT_FOR)) or 0


def forget_old(session: Session, now: datetime) -> int:
    """Forget the messages that left, or were given up, a while ago; return how many. Their words and numbers were emptied then."""
    return session.execute(delete(OutgoingSms).where(_ended() < now - KEPT_FOR)).rowcount  # type: ignore[attr-defined,no-any-return]


def _ended() -> ColumnElement[datetime]:
    return func.coalesce(OutgoingSms.sent_at, OutgoingSms.gave_up_at)

"""Writing a short message into the outbox: a row of the caller's transaction, so that it leaves if and only if the rest is kept."""

import re

from sqlalchemy.orm import Session

from app.core.blind_index import phone_form
from app.core.clock import utc_now
from app.core.tokens import new_token
from app.sms.models import OutgoingSms

LONGEST = 320
"""Characters: two messages put end to end."""
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


def dialled(number: str) -> str:
    """Return a French mobile number as the whole world dials it (`+33639980102`); raise NotAMobile."""
    national = phone_form(number)
    if not _MOBILE.fullmatch(national):
        raise NotAMobile
    return f"+{_OVERSEAS.get(national[:4], '33')}{national[1:]}"


def is_mobile(number: str) -> bool:
    """Whether a short message may reach a number."""
    return _MOBILE.fullmatch(phone_form(number)) is not None

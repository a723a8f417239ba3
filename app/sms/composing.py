"""A row of the outbox as whoever takes it away reads it."""

from dataclasses import dataclass, field

from app.sms.models import OutgoingSms


@dataclass(frozen=True, slots=True)
class ShortMessage:
    """One message. `number` is that of its row; `message_id` is the same at each try."""

    number: int
    to: str = field(repr=False)
    text: str = field(repr=False)
    message_id: str


def short_message(sms: OutgoingSms) -> ShortMessage:
    """Return the message of a row."""
    return ShortMessage(sms.id, sms.recipient or "", sms.text or "", sms.message_id)

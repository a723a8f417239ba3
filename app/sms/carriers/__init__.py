"""Who takes short messages away: a gateway over HTTPS, or a folder where none is configured."""

from dataclasses import dataclass, field
from typing import Protocol

from app.config import Config


@dataclass(frozen=True, slots=True)
class ShortMessage:
    """One message. `number` is that of its row; `message_id` is the same at each try."""

    number: int
    to: str = field(repr=False)
    text: str = field(repr=False)
    message_id: str


class NotCarried(Exception):
    """A message could not be handed over.

    `trouble` is a code without any number. `is_final`: it never will be. `is_out`: no other would be now either.
    """

    def __init__(self, trouble: str, *, is_final: bool = False, is_out: bool = False) -> None:
        """Say why, and what to expect."""
        super().__init__(trouble)
        self.trouble = trouble
        self.is_final = is_final
        self.is_out = is_out


class Carrier(Protocol):
    """Takes messages one by one."""

    def carry(self, message: ShortMessage) -> None:
        """Hand one message over; raise NotCarried."""

    def close(self) -> None:
        """Let go of what was opened."""


def carrier_of(config: Config) -> Carrier:
    """Return the carrier of this configuration."""
    from app.sms.carriers.folder import FolderCarrier  # noqa: PLC0415 - carriers raise NotCarried
    from app.sms.carriers.http import HttpCarrier  # noqa: PLC0415
    from app.sms.carriers.nobody import NoCarrier  # noqa: PLC0415

    if config.sms is not None:
        return HttpCarrier(config.sms)
    return NoCarrier() if config.is_production else FolderCarrier(config.data_dir / "sms")

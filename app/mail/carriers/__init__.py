"""Who takes mail away: an SMTP server, or a folder where none is configured."""

from typing import Protocol

from app.config import Config
from app.mail.composing import Envelope


class NotCarried(Exception):
    """A mail could not be handed over.

    `trouble` is a code without any address. `is_final`: it never will be. `is_out`: no other would be now either.
    """

    def __init__(self, trouble: str, *, is_final: bool = False, is_out: bool = False) -> None:
        """Say why, and what to expect."""
        super().__init__(trouble)
        self.trouble = trouble
        self.is_final = is_final
        self.is_out = is_out


class Carrier(Protocol):
    """Takes mail one by one; what it needs is opened at the first one."""

    def carry(self, envelope: Envelope) -> None:
        """Hand one mail over; raise NotCarried."""

    def close(self) -> None:
        """Let go of what was opened."""


def carrier_of(config: Config) -> Carrier:
    """Return the carrier of this configuration."""
    from app.mail.carriers.folder import FolderCarrier  # noqa: PLC0415 - carriers raise NotCarried
    from app.mail.carriers.smtp import SmtpCarrier  # noqa: PLC0415

    return SmtpCarrier(config.smtp) if config.smtp else FolderCarrier(config.data_dir / "mails")

"""In production without a gateway: nothing leaves, and nothing is kept that could not leave."""

from app.jobs.outbox.carrying import NotCarried
from app.sms.composing import ShortMessage

UNCONFIGURED = "no-gateway"


class NoCarrier:
    """Gives every message up: a folder of numbers and words in clear is no place for those of real people."""

    def carry(self, _message: ShortMessage) -> None:
        """Refuse; raise NotCarried."""
        raise NotCarried(UNCONFIGURED, is_final=True)

    def close(self) -> None:
        """Nothing was opened."""

"""Where no SMTP server is configured: each mail becomes a file, which only the owner of the process can read."""

import os
from pathlib import Path

from app.core.clock import utc_now
from app.jobs.outbox.carrying import NotCarried
from app.mail.composing import Envelope

UNWRITABLE = "folder"
"""The trouble of a folder that nothing can be written into."""


class FolderCarrier:
    """Writes mails into a folder, named by their instant and number: their order is that of their names."""

    def __init__(self, folder: Path) -> None:
        """Remember where; the folder is made at the first mail."""
        self._folder = folder

    def carry(self, envelope: Envelope) -> None:
        """Write one mail, whole or not at all; raise NotCarried."""
        name = f"{utc_now():%Y%m%dT%H%M%S%f}-{envelope.number}"
        aside = self._folder / f"{name}.partial"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(envelope.message.as_bytes())
            aside.rename(self._folder / f"{name}.eml")
        except OSError:
            raise NotCarried(UNWRITABLE, is_out=True) from None

    def close(self) -> None:
        """Nothing stays open."""

"""Where no gateway is configured: each message becomes a file, which only the owner of the process can read."""

import json
import os
from pathlib import Path

from app.core.clock import utc_now
from app.jobs.outbox.carrying import NotCarried
from app.sms.composing import ShortMessage

UNWRITABLE = "folder"
"""The trouble of a folder that nothing can be written into."""


class FolderCarrier:
    """Writes messages into a folder, named by their instant and number: their order is that of their names."""

    def __init__(self, folder: Path) -> None:
        """Remember where; the folder is made at the first message."""
        self._folder = folder

    def carry(self, message: ShortMessage) -> None:
        """Write one message, whole or not at all; raise NotCarried."""
        now = utc_now()
        name = f"{now:%Y%m%dT%H%M%S%f}-{message.number}"
        aside = self._folder / f"{name}.partial"
        said = {"to": message.to, "text": message.text, "id": message.message_id, "at": now.isoformat(timespec="seconds")}
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
                json.dump(said, file, ensure_ascii=False)
            aside.rename(self._folder / f"{name}.json")
        except OSError:
            raise NotCarried(UNWRITABLE, is_out=True) from None

    def close(self) -> None:
        """Nothing stays open."""

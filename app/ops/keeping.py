"""A command of ours, kept running in a process of its own."""

import os
import subprocess
import sys
import time
from contextlib import suppress

from app.config import ROOT
from app.web.logs import logger

SHORTEST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
"""Seconds between two starts of a command that ends at once, again and again."""
LASTED = 60.0
"""Seconds after which a command that ended is one that had worked."""
ENDS_WITHIN = 25.0
"""Seconds given to it to end what it does."""
_RUN = "import sys; sys.argv[0] = 'reperes'; from app.ops.cli import main; main()"


class Kept:
    """A command started when it is missing, with a growing pause. It ends when this process does, even when this one is killed."""

    def __init__(self, *words: str) -> None:
        """Remember what to run; `keep` starts it."""
        self._command = [sys.executable, "-c", _RUN, *words, "--parent"]
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0
        self._pause = 0.0

    def keep(self) -> None:
        """Start the command if it is not running and its pause is over; never waits."""
        now = time.monotonic()
        if self._process is not None:
            if self._process.poll() is None:
                return
            lasted = now - self._started_at >= LASTED
            self._pause = SHORTEST_PAUSE if lasted else min(max(self._pause * 2, SHORTEST_PAUSE), LONGEST_PAUSE)
            self._process = None
            logger().warning("worker ended", restarted_in=self._pause)
        if now - self._started_at >= self._pause or not self._started_at:
            self._started_at = now
            self._process = subprocess.Popen([*self._command, str(os.getpid())], cwd=ROOT)  # noqa: S603 - our own interpreter, our own words

    def ask_to_end(self) -> None:
        """Tell it to end."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.terminate()

    def end(self) -> None:
        """Wait until it has ended; kill it when it does not."""
        if self._process is None:
            return
        try:
            self._process.wait(ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._process = None

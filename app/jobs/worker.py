"""The one process that works in the background: huey's minutes for every sweep, and a look at what cannot wait a minute."""

import os
import signal
import threading
from collections.abc import Callable

from huey import Huey

from app.web.logs import logger

LOOK_EVERY = 2.0
"""Seconds: whoever asked for a code to sign in waits for it."""
LOOK_AT_LEAST_EVERY = 60.0
"""Seconds, when looking fails again and again."""
ENDS_WITHIN = 20
"""Seconds given to what is being done when the process is told to stop."""


def work(queue: Huey, look: Callable[[], object], parent: int | None = None) -> None:
    """Serve the queue and look until told to stop (SIGTERM, SIGINT); with a parent, end when it does."""
    consumer = queue.create_consumer(workers=1, graceful_signal="TERM", shutdown_timeout=ENDS_WITHIN)
    lookout = Lookout(look, parent)
    lookout.start()
    try:
        consumer.run()
    finally:
        lookout.end()


class Lookout(threading.Thread):
    """Looks every two seconds, less often while looking fails; ends the process when its parent is gone."""

    def __init__(self, look: Callable[[], object], parent: int | None = None) -> None:
        """Remember what to call, and whose child the process must stay."""
        super().__init__(name="lookout", daemon=True)
        self._look = look
        self._parent = parent
        self._ended = threading.Event()

    def run(self) -> None:
        """Look, again and again."""
        failures = 0
        while not self._ended.wait(min(LOOK_EVERY * 2**failures, LOOK_AT_LEAST_EVERY)):
            if self._parent is not None and os.getppid() != self._parent:
                os.kill(os.getpid(), signal.SIGTERM)
                return
            try:
                self._look()
                failures = 0
            except Exception as error:  # noqa: BLE001 - whatever it is, the next look may go well
                failures += 1
                logger().error("look failed", error=type(error).__name__)

    def end(self) -> None:
        """Finish what is being done, and stop."""
        self._ended.set()
        self.join(ENDS_WITHIN)

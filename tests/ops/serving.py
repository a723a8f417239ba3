"""The site as `make run` starts it, in processes of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from app.config import ROOT


def until(found, seconds=40):
    """Wait until something is so, and return it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if value := found():
            return value
        time.sleep(0.05)
    return None


def answers(port):
    try:
        with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return answer.status
    except (URLError, ConnectionError):
        return None


@contextmanager
def serving(environment: Mapping[str, str], said: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A server that answers; its errors go to a file. Ended with the workers that it left."""
    with said.open("ab") as errors:
        words = [sys.executable, "-c", "from app.ops.cli import main; main()", "serve"]
        process = subprocess.Popen(words, cwd=ROOT, env=dict(environment), stderr=errors, start_new_session=True)
        try:
            assert until(lambda: answers(environment["PORT"])) == 200, said.read_text()
            yield process
        finally:
            kill_all(process)


def kill_all(process: subprocess.Popen[bytes]) -> None:
    """Kill a server and everything that it started, at once: what survives it would still answer at its address."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()

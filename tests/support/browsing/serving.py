"""Starting the live server, and waiting until it answers."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.config import ROOT
from tests.support.browsing.live_server import IDS_FILE

START_SECONDS = 60


class ServerFailed(Exception):
    """The live server stopped, or never answered; the message is what it said."""


@dataclass(frozen=True)
class Live:
    """A server that answers at `url`; `ids` fills the paths of the catalogue of pages."""

    url: str
    ids: dict[str, str]


@contextmanager
def serving(folder: Path, *, cdn: str) -> Iterator[Live]:
    """Serve on a free port of this machine until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as listening, (folder / "server.log").open("w+b") as log:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        options = ["--data-dir", folder, "--base-url", url, "--descriptor", str(listening.fileno()), "--cdn", cdn]
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.browsing.live_server", *options],
            cwd=ROOT,
            env={**os.environ, "PYTHONWARNINGS": "default"},
            pass_fds=[listening.fileno()],
            stdout=log,
            stderr=log,
        )
        try:
            _wait(process, url, folder / "server.log")
            yield Live(url, json.loads((folder / IDS_FILE).read_text(encoding="utf-8")))
        finally:
            process.terminate()
            process.wait(timeout=10)


def _wait(process: subprocess.Popen, url: str, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=2):  # noqa: S310 - our own server
                return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.1)
    process.terminate()
    raise ServerFailed(log.read_text(encoding="utf-8", errors="replace")[-4000:])

"""Finding a Chromium, and starting it so that it speaks to nobody but us."""

import os
import shutil
from pathlib import Path

from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
HOW_TO_GET_ONE = (
    "no Chromium here: install it (Debian, Ubuntu: apt install chromium) "
    "or let Playwright fetch its own (.venv/bin/playwright install chromium)"
)


def is_required() -> bool:
    """Whether an absent browser fails the tests rather than skipping them."""
    return os.environ.get("REPERES_REQUIRE_BROWSER") == "1"


def executable(playwright: Playwright) -> str | None:
    """The path of the system's Chromium, else of the one that Playwright has downloaded, else None."""
    if found := next(filter(None, map(shutil.which, NAMES)), None):
        return found
    own = playwright.chromium.executable_path
    return own if Path(own).is_file() else None


def launch(playwright: Playwright, path: str) -> Browser:
    """Start it."""
    return playwright.chromium.launch(executable_path=path, args=list(FLAGS))

"""The application served for a browser, in a process of its own: `python -m tests.support.browsing.live_server`.

Served by gunicorn's threads, as `reperes serve` does, on a listening socket given by number; the clock goes on from an
ordinary Monday, ten in the morning, so that what is open stays open.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import time_machine
from flask import Flask
from gunicorn.app.base import BaseApplication
from sqlalchemy.orm import Session

from app import create_app
from app.config import Config
from app.core.keys import Keyring
from app.extensions import db
from app.ops.migrating import upgrade
from tests.support.dataset import furnish
from tests.support.moments import MONDAY
from tests.support.people import SECRETS, cookie_of

IDS_FILE = "ids.json"


class Server(BaseApplication):
    """gunicorn, told what to serve by us rather than by its command line."""

    def __init__(self, application: Flask, descriptor: int) -> None:
        self._application = application
        self._descriptor = descriptor
        super().__init__()

    def load_config(self) -> None:
        """Set threads, socket and silence."""
        settings = {
            "bind": f"fd://{self._descriptor}",
            "worker_class": "gthread",
            "threads": 4,
            "graceful_timeout": 1,  # browsers keep connections open, and nobody waits for an answer any more
            "loglevel": "error",
            "limit_request_line": 0,
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Return what answers."""
        return self._application


def main() -> None:
    """Migrate, furnish, say the ids that paths need, serve until terminated."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--base-url", required=True)
    parser.add_argument("--descriptor", type=int, required=True)
    parser.add_argument("--cdn", choices=("on", "off"), required=True)
    options = parser.parse_args()
    with time_machine.travel(MONDAY, tick=True):
        application = create_app(
            Config(
                environment="development",
                base_url=options.base_url,
                data_dir=options.data_dir,
                database_url=f"sqlite:///{options.data_dir / 'live.sqlite3'}",
                secret_key="a secret that only tests share, long enough",  # noqa: S106 - guards nothing  # pragma: allowlist secret
                keyring=Keyring({"k1": b"k" * 32}),
                cdn=options.cdn == "on",
            )
        )
        with application.app_context():
            upgrade()
            with Session(db.engine) as session:
                ids = furnish(session)
            db.engine.dispose()
        cookies = {f"cookie of {who}": cookie_of(application, who) for who in SECRETS}
        ids |= cookies
        (options.data_dir / IDS_FILE).write_text(json.dumps(ids), encoding="utf-8")
        Server(application, options.descriptor).run()


if __name__ == "__main__":
    main()

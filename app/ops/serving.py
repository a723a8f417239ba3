"""Serving with gunicorn on one machine: a few threads, so that idle connections of browsers do not block each other.

In production a proxy stands before it, buffers requests and times out slow ones (`docs/configuration.md`).
"""

import socket
from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from app.config import Config
from app.core.collector import settle
from app.ops.keeping import Kept

ADDRESS = "127.0.0.1"
WORKERS = 2
THREADS = 4


class Overseer(Arbiter):  # type: ignore[misc]
    """Gunicorn's own process, which keeps the worker of the background running beside those of the web."""

    def __init__(self, app: BaseApplication, jobs: Kept | None) -> None:
        """Prepare to keep both."""
        self._jobs = jobs
        super().__init__(app)

    def manage_workers(self) -> None:
        """Start what is missing; called about each second."""
        super().manage_workers()
        if self._jobs:
            self._jobs.keep()

    def stop(self, graceful: bool = True) -> None:  # noqa: FBT001, FBT002 - gunicorn's own signature
        """Stop both."""
        if self._jobs:
            self._jobs.ask_to_end()
        super().stop(graceful)
        if self._jobs:
            self._jobs.end()


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn told by arguments rather than by a file."""

    def __init__(self, app: Flask, jobs: Kept | None, **settings: object) -> None:
        """Prepare to serve the application."""
        self._app = app
        self._jobs = jobs
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        """Give gunicorn its settings."""
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Return what answers requests."""
        return self._app

    def run(self) -> None:
        """Serve until told to stop."""
        Overseer(self, self._jobs).run()


def is_free(port: int) -> bool:
    """Whether nobody listens on this port yet."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((ADDRESS, port))
        except OSError:
            return False
    return True


def serve(app: Flask, port: int) -> None:
    """Serve at 127.0.0.1 until told to stop, the worker of the background beside.

    Addresses between our limit and the server's get our own page.
    """
    config: Config = app.extensions["reperes"]

    def tell_ready(_server: object) -> None:
        click.echo(f"Repères répond à http://{ADDRESS}:{port} (Ctrl+C pour arrêter).", err=True)
        if config.smtp is None:
            click.echo(f"Les courriels ne partent pas : lisez-les à http://{ADDRESS}:{port}/developpement/courriels.", err=True)

    settle()
    Server(
        app,
        Kept("worker") if config.jobs else None,
        bind=f"{ADDRESS}:{port}",
        workers=WORKERS,
        threads=THREADS,
        worker_class="gthread",
        worker_tmp_dir=None,
        limit_request_line=8190,
        preload_app=True,
        accesslog=None,
        loglevel="error",
        when_ready=tell_ready,
    ).run()

"""Serving with gunicorn: threads, so that idle connections of browsers block nobody; nothing of a request is logged twice."""

from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

WORKERS = 2
THREADS = 4


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn told by arguments rather than by a file."""

    def __init__(self, app: Flask, **settings: object) -> None:
        """Prepare to serve the application."""
        self._app = app
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        """Give gunicorn its settings."""
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Return what answers requests."""
        return self._app


def serve(app: Flask, port: int) -> None:
    """Serve at 127.0.0.1 until told to stop. `limit_request_line` is off: our own page says that an address is too long."""
    Server(
        app,
        bind=f"127.0.0.1:{port}",
        workers=WORKERS,
        threads=THREADS,
        worker_class="gthread",
        worker_tmp_dir=None,
        limit_request_line=0,
        preload_app=True,
        accesslog=None,
        loglevel="warning",
    ).run()

"""One line of JSON a request: what was asked for (the route, never the address), how it ended, how long it took."""

import secrets
import sys
import time

import structlog
from flask import Flask, Response, g, request

SAFE_ID = 16


_LOGGER: structlog.typing.FilteringBoundLogger = structlog.get_logger()
"""Bound at its first use, by which time `configure` has said how."""


def logger() -> structlog.typing.FilteringBoundLogger:
    """Return the logger of the application."""
    return _LOGGER


def configure() -> None:
    """Write events as JSON on standard error; once a process, for bound loggers keep what they were bound with."""
    if structlog.is_configured():
        return
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )


def bind(app: Flask) -> None:
    """Log each request; an identifier goes with the answer so that a person can quote it."""
    configure()

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()
        g.request_id = secrets.token_hex(SAFE_ID // 2)

    @app.after_request
    def finish(response: Response) -> Response:
        if "started" in g:
            response.headers["X-Request-ID"] = g.request_id
            logger().info(
                "request",
                id=g.request_id,
                method=request.method,
                route=str(request.url_rule) if request.url_rule else None,
                status=response.status_code,
                ms=round((time.perf_counter() - g.started) * 1000, 1),
            )
        return response

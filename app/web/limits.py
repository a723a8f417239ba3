"""Requests that are refused before anything reads them."""

from flask import Flask, abort, request

ADDRESS_LIMIT = 8000
"""Characters of an address; more is answered 414. The server's own limit is a little above, for its page is in English."""


def bind(app: Flask) -> None:
    """Refuse addresses that are too long."""

    @app.before_request
    def refuse_long_address() -> None:
        environ = request.environ
        if len(environ.get("QUERY_STRING", "")) + len(environ.get("PATH_INFO", "")) > ADDRESS_LIMIT:
            abort(414)

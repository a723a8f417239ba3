"""Deny by default: an endpoint without a mark is answered as if it did not exist."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, abort, request

from app.web.logs import logger

View = TypeVar("View", bound=Callable[..., object])
PUBLIC = "public"


def public(view: View) -> View:
    """Mark a view that anyone may see."""
    view.access = PUBLIC  # type: ignore[attr-defined]
    return view


def bind(app: Flask) -> None:
    """Refuse every endpoint that bears no mark."""
    public(app.view_functions["static"])
    marks = app.view_functions

    @app.before_request
    def refuse_unmarked() -> None:
        endpoint = request.endpoint
        if endpoint is not None and getattr(marks.get(endpoint), "access", None) is None:
            logger().error("endpoint without an access mark", endpoint=endpoint)
            abort(404)

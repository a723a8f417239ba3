"""Easy French, « Français simple »: some pages have it, and the mark of their view says so; the others answer in French."""

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from flask import current_app, request
from werkzeug.exceptions import HTTPException

View = TypeVar("View", bound=Callable[..., object])


def offers_easy_french(view: View) -> View:
    """Mark a view whose page has easy French, its texts in the domain `easy`. All views of one address bear it, or none."""
    view.offers_easy_french = True  # type: ignore[attr-defined]
    return view


def is_offered_here() -> bool:
    """Whether the page of the present request has easy French."""
    return _is_marked(request.endpoint)


def is_offered_at(path: str) -> bool:
    """Whether the page at a path of this site, or the form that is sent there, has easy French."""
    path = path.partition("#")[0].partition("?")[0]
    addresses = current_app.url_map.bind("localhost")
    for method in ("GET", "POST"):
        with suppress(HTTPException):
            return _is_marked(addresses.match(path, method)[0])
    return False


def _is_marked(endpoint: str | None) -> bool:
    view = current_app.view_functions.get(endpoint or "")
    return getattr(view, "offers_easy_french", False) is True

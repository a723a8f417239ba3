"""Conditional answers of public pages: the same reader within the same minute gets 304, without touching the templates."""

import time
from collections.abc import Callable
from functools import wraps
from hashlib import blake2b
from pathlib import Path
from typing import ParamSpec

from flask import Flask, Response, current_app, make_response, request
from flask.typing import ResponseReturnValue

from app.config import ROOT
from app.core.clock import epoch_minute
from app.web.assets import mark_of_file
from app.web.htmx import wants_part
from app.web.language import selection

Parameters = ParamSpec("Parameters")
VERSION_KEPT_FOR = 1.0
"""Seconds during which a process does not ask the database again for the version of the directory."""


class Versions:
    """What the pages depend on besides their address: the release, and the data, as a function of the layer above tells."""

    def __init__(self, release: str) -> None:
        """Start with data at version 0, until `read_data` is replaced."""
        self.release = release
        self.read_data: Callable[[], int | None] = int
        self._data: int | None = 0
        self._asked_at = float("-inf")

    def data(self) -> int | None:
        """Return the version of the data, at most a second old; None while nobody can tell."""
        instant = time.monotonic()
        if instant - self._asked_at > VERSION_KEPT_FOR:
            self._data = self.read_data()
            self._asked_at = instant
        return self._data


def versions() -> Versions:
    """Return the versions of the present application."""
    found: Versions = current_app.extensions["reperes_versions"]
    return found


def revalidated(view: Callable[Parameters, ResponseReturnValue]) -> Callable[Parameters, ResponseReturnValue]:
    """Give a public page its `ETag`; answer 304 when the reader has it already. The minute counts: places open and close."""

    @wraps(view)
    def answer(*args: Parameters.args, **kwargs: Parameters.kwargs) -> ResponseReturnValue:
        if versions().data() is None:
            return _unmarked(view(*args, **kwargs))
        tag = _tag()
        matched = tag in request.if_none_match.as_set(include_weak=True)
        response = current_app.response_class(status=304) if matched else make_response(view(*args, **kwargs))
        if response.status_code in (200, 304):
            response.set_etag(tag, weak=True)
            response.headers["Cache-Control"] = "public, no-cache"
            response.vary.update(("Accept-Encoding", "HX-Request"))
            if not selection().in_address:
                response.vary.add("Cookie")
        return response

    return answer


def _unmarked(answer: ResponseReturnValue) -> Response:
    """A page made while the data is out of reach: shown, and never kept for the usual one."""
    response = make_response(answer)
    response.headers["Cache-Control"] = "no-store"
    return response


def _tag() -> str:
    found = versions()
    parts = (found.release, found.data(), selection().language.code, selection().carried, wants_part(), epoch_minute())
    return blake2b(repr(parts).encode(), digest_size=9).hexdigest()


def release() -> str:
    """Return a mark of what this process serves: newest change of templates, static files and catalogues."""
    folders = (ROOT / name for name in ("templates", "static", "translations", "app"))
    newest = max((_changed(path) for folder in folders for path in folder.rglob("*") if path.suffix != ".pyc"), default=0)
    return f"{newest:x}"


def _changed(path: Path) -> int:
    return path.stat().st_mtime_ns


def bind(app: Flask) -> None:
    """Remember what this process serves."""
    app.extensions["reperes_versions"] = Versions(release())

    @app.after_request
    def keep_files(response: Response) -> Response:
        if request.endpoint == "static":
            path = (request.view_args or {}).get("filename", "")
            is_exact = response.status_code in (200, 304) and request.args.get("v") == mark_of_file(path)
            kept = "public, max-age=31536000, immutable" if is_exact else "public, no-cache"
            response.headers["Cache-Control"] = kept if response.status_code < 400 else "no-store"  # noqa: PLR2004 - errors
        return response

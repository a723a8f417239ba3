"""Choosing a language: a preference kept on this device, and back to the page one came from."""

from flask import Blueprint, Response, abort, current_app, redirect, request

from app.config import Config
from app.core.language import LANGUAGES
from app.web.access import public
from app.web.addresses import with_language
from app.web.language import COOKIE, SECURE_COOKIE

pages = Blueprint("languages", __name__)
ONE_YEAR = 365 * 24 * 3600


@pages.get("/langues/<code>")
@public
def choose(code: str) -> Response:
    """Keep the language and go back to `page`, a path of this site."""
    if code not in LANGUAGES:
        abort(404)
    config: Config = current_app.extensions["reperes"]
    response = redirect(with_language(_own_path(request.args.get("page", "/")), code), 303)
    response.set_cookie(
        SECURE_COOKIE if config.is_production else COOKIE,
        code,
        max_age=ONE_YEAR,
        secure=config.is_production,
        httponly=True,
        samesite="Lax",
    )
    response.headers["Cache-Control"] = "no-store"
    return response  # type: ignore[return-value]


def _own_path(path: str) -> str:
    """Return the path when it is one of this site's, else the home page: a redirect must never lead elsewhere."""
    is_own = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return path if is_own else "/"

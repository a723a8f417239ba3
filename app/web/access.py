"""Deny by default: an endpoint without a mark is answered as if it did not exist.

Each view bears one of `@public`, `@signed_in`, `@requires(permission, load)`. Pages that are somebody's own are kept by no cache
and tell no other site where one came from; `@personal` says so of a public page, behind a secret link or with a form.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Flask, Response, abort, make_response, redirect, request
from flask.typing import ResponseReturnValue

from app.core.errors import NotThere
from app.core.identity import Identity
from app.web.htmx import wants_part
from app.web.identity import identity
from app.web.logs import logger
from app.web.rights import allows

View = TypeVar("View", bound=Callable[..., object])
Answering = Callable[..., ResponseReturnValue]
PUBLIC = "public"
SIGNED_IN = "signed in"
SIGN_IN = "/connexion"
SECOND_FACTOR = "/connexion/verification"


def public(view: View) -> View:
    """Mark a view that anyone may see."""
    view.access = PUBLIC  # type: ignore[attr-defined]
    return view


def personal(view: View) -> View:
    """Mark a public view whose page is somebody's own: a secret link, a form that acts."""
    view.is_personal = True  # type: ignore[attr-defined]
    return view


def signed_in(view: Answering) -> Answering:
    """Mark a view for whoever has signed in."""

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        return view(*args, **kwargs) if identity().is_signed_in else _towards(SIGN_IN)

    answer.access = SIGNED_IN  # type: ignore[attr-defined]
    return answer


def requires(permission: str, load: Callable[..., Any] | None = None) -> Callable[[Answering], Answering]:
    """Mark a view for whoever may do something with what the address names.

    `load` is called with the values of the address and returns the subject, or raises NotThere; the view receives it alone.
    Who lacks the right gets the answer of what does not exist.
    """

    def mark(view: Answering) -> Answering:
        @wraps(view)
        def answer(**values: Any) -> ResponseReturnValue:
            who = identity()
            if not who.is_signed_in:
                return _towards(SIGN_IN)
            subject = load(**values) if load else None
            if allows(permission, subject):
                return view(subject) if load else view(**values)
            if _would_with_second_factor(who, permission, subject):
                return _towards(SECOND_FACTOR)
            raise NotThere

        answer.access = permission  # type: ignore[attr-defined]
        return answer

    return mark


def _would_with_second_factor(who: Identity, permission: str, subject: Any) -> bool:
    proven = Identity(who.account, who.roles, who.organisations, has_second_factor=True, session=who.session)
    return not who.has_second_factor and allows(permission, subject, proven)


def _towards(path: str) -> Response:
    """Lead to a page that asks who one is, and back here after; a swap is told to change page, never given one inside a part."""
    back = request.full_path.rstrip("?") if request.method == "GET" else "/compte"
    address = f"{path}?{urlencode({'suite': back})}"
    if wants_part():
        return make_response("", 204, {"HX-Redirect": address})
    return make_response(redirect(address, 303))


def bind(app: Flask) -> None:
    """Refuse every endpoint that bears no mark; keep personal pages out of caches."""
    public(app.view_functions["static"])
    marks = app.view_functions

    @app.before_request
    def refuse_unmarked() -> None:
        endpoint = request.endpoint
        if endpoint is not None and getattr(marks.get(endpoint), "access", None) is None:
            logger().error("endpoint without an access mark", endpoint=endpoint)
            abort(404)

    @app.after_request
    def keep_private(response: Response) -> Response:
        view = marks.get(request.endpoint or "")
        if view is not None and (getattr(view, "access", PUBLIC) != PUBLIC or getattr(view, "is_personal", False)):
            response.headers["Cache-Control"] = "no-store"
            response.headers["Referrer-Policy"] = "no-referrer"
            response.headers["X-Robots-Tag"] = "noindex"
        return response

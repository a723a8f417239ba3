"""A form that creates something carries a nonce, `envoi`; sent again, it leads where it led the first time."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core import once
from app.core.tokens import new_token
from app.extensions import db

FIELD = "envoi"
LONGEST = 64
Parameters = ParamSpec("Parameters")


def nonce() -> str:
    """Return the nonce that the form brought, or a new one for a form that is shown for the first time."""
    return request.form.get(FIELD, "")[:LONGEST] or new_token()


def act_once(session: Session, led_to: str) -> None:
    """Say in the transaction of what the form did where its answer leads; raise `AlreadySent` when it acted before."""
    once.act_once(session, _key(nonce()), led_to)


def sent_once(view: Callable[Parameters, ResponseReturnValue]) -> Callable[Parameters, ResponseReturnValue]:
    """Lead a form that was sent before where it led then, instead of acting again."""

    @wraps(view)
    def answer(*args: Parameters.args, **kwargs: Parameters.kwargs) -> ResponseReturnValue:
        if request.method == "POST" and (path := _known()):
            return redirect(path, 303)
        try:
            return view(*args, **kwargs)
        except once.AlreadySent:
            return redirect(_known() or request.path, 303)

    return answer


def _known() -> str | None:
    given = request.form.get(FIELD, "")[:LONGEST]
    return once.answer_to(db.session(), _key(given)) if given else None


def _key(given: str) -> str:
    """A nonce is worth something on its own page: given elsewhere, it leads nowhere."""
    return f"{request.path}\0{given}"

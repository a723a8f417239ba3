"""Where a listing went that turned out to be another."""

from flask import redirect
from flask.typing import ResponseReturnValue

from app.web.addresses import carrying
from app.web.language import selection


def moved_to(path: str) -> ResponseReturnValue:
    """Lead to another page, in the language that the address says. Not kept by browsers: a merge can be taken back."""
    chosen = selection()
    response = redirect(carrying(chosen.language.code if chosen.in_address else "", path), 301)
    response.headers["Cache-Control"] = "no-store"
    return response

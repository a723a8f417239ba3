"""Who asks. Public pages do not look; the others ask the accounts, which say how to recognise somebody when they are bound."""

from collections.abc import Callable

from flask import current_app, g

from app.core.identity import NOBODY, Identity

Recognise = Callable[[], Identity]


def identity() -> Identity:
    """Return who makes the present request, looked up once."""
    found: Identity | None = g.get("identity")
    if found is None:
        recognise: Recognise | None = current_app.extensions.get("reperes_recognise")
        found = g.identity = recognise() if recognise else NOBODY
    return found

"""Who is signed in on this device."""

from flask import Flask, session

from app.accounts import queries
from app.core.clock import utc_now
from app.core.identity import NOBODY, Identity
from app.extensions import db

KEY = "device"
"""Where the signed cookie of the session keeps the secret of the device's session."""


def recognise() -> Identity:
    """Return who makes the present request."""
    token = session.get(KEY)
    if not token:
        return NOBODY
    return queries.identity_of(db.session(), queries.device_session(db.session(), token, utc_now()))


def bind(app: Flask) -> None:
    """Let the edge recognise whoever is signed in."""
    app.extensions["reperes_recognise"] = recognise

"""Who is signed in on this device; signing in and out of it."""

from contextlib import suppress

from flask import Flask, Response, current_app, g, request, session
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.accounts import mails, queries
from app.accounts.models import Account, DeviceSession
from app.accounts.services import devices
from app.config import Config
from app.core.clock import utc_now
from app.core.identity import NOBODY, Identity
from app.core.unit_of_work import unit_of_work
from app.extensions import db
from app.mail.services import post

KEY = "device"
"""Where the signed cookie of the session keeps the secret of the device's session."""


def device() -> DeviceSession | None:
    """Return the session of the device that makes the present request, even while its second factor is still to be given."""
    token = session.get(KEY)
    return queries.device_session(db.session(), token, utc_now()) if token else None


def recognise() -> Identity:
    """Return who makes the present request."""
    found = device()
    if found is None:
        return NOBODY
    if utc_now() - found.last_seen_at >= devices.SEEN_EVERY:
        g.device_to_see = found.id
    return queries.identity_of(db.session(), found)


def enter(transaction: Session, account: Account) -> None:
    """Sign an account in on this device, within the transaction that allows it.

    Nothing that the browser kept before outlives it: neither the session of another account, nor a form's token.
    """
    name, present = devices.device_name(request.user_agent.string), device()
    if account.email and devices.is_unheard_of(transaction, account, name):
        config: Config = current_app.extensions["reperes"]
        post(transaction, account.email, mails.new_device(account.language, config.base_url, name, utc_now()))
    if present is not None:
        present.ended_at = utc_now()
    remember(devices.start(transaction, account, name))


def remember(token: str) -> None:
    """Keep a secret of a device's session in this browser, and nothing else."""
    session.clear()
    g.pop("identity", None)
    session[KEY] = token


def leave() -> None:
    """Sign this device out, within a transaction."""
    if (present := device()) is not None:
        present.ended_at = utc_now()
    session.clear()
    g.pop("identity", None)


def bind(app: Flask) -> None:
    """Let the edge recognise whoever is signed in, and write down that they were there."""
    app.extensions["reperes_recognise"] = recognise

    @app.after_request
    def see(response: Response) -> Response:
        # After the answer's own writing; a database that is busy now will be told at the next page.
        if (seen := g.pop("device_to_see", None)) is not None:
            with suppress(OperationalError), Session(db.engine) as apart, unit_of_work(apart):
                devices.see(apart, seen, utc_now())
        return response

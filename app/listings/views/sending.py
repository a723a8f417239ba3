"""What the forms that anybody may send have in common: their limits, their language, the link that follows."""

from collections.abc import Sequence
from datetime import timedelta

from flask import current_app, request

from app.core.attempts import Limit, spend
from app.extensions import db
from app.listings.queries import Listing
from app.web.addresses import carrying
from app.web.language import selection

FROM_ONE_ADDRESS = 20
"""An hour: a day centre shares one address of the network among many people."""
ABOUT_ONE_LISTING = 30
"""A day."""


def count_sending(about: Listing) -> None:
    """Count one more thing sent about a listing; raise TooManyAttempts. Before anything is written."""
    spend_here(
        (
            Limit("ticket-from", request.remote_addr or "", FROM_ONE_ADDRESS, timedelta(hours=1)),
            Limit("ticket-about", str(about.structure.id), ABOUT_ONE_LISTING, timedelta(days=1)),
        )
    )


def spend_here(limits: Sequence[Limit]) -> None:
    """Count one attempt in the present application; raise TooManyAttempts."""
    spend(db.engine, current_app.extensions["reperes"].secret_key, limits)


def here(path: str) -> str:
    """Return a path with the language of the present request, where its address says it."""
    return carrying(selection().carried if selection().in_address else "", path)

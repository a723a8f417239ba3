"""How often something may be tried, by what it is and by the address of the network that the present request comes from."""

from datetime import timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address

from flask import current_app, request

from app.core import attempts
from app.core.attempts import Limit
from app.extensions import db

OF_ONE_SUBSCRIBER = 64
"""Bits of an IPv6 address that tell a subscriber; the others are theirs to choose."""


def network() -> str:
    """Return the address that the present request comes from: a whole association may share one.

    Of IPv6, the network: one subscriber draws addresses from it without end.
    """
    told = request.remote_addr or ""
    try:
        address = ip_address(told)
    except ValueError:
        return told
    if not isinstance(address, IPv6Address):
        return told
    return str(address.ipv4_mapped or IPv6Network((address, OF_ONE_SUBSCRIBER), strict=False))


def from_network(purpose: str, most: int, within: timedelta) -> Limit:
    """Return the limit of what may come from the present address."""
    return Limit(purpose, network(), most, within)


def spend(*limits: Limit) -> None:
    """Count one attempt, kept whatever becomes of the request; raise TooManyAttempts. Called before anything is written.

    What the request read before is read again afterwards.
    """
    db.session().rollback()  # gives its connection back: requests that hold one and wait for a second would wait for each other
    attempts.spend(db.engine, current_app.extensions["reperes"].secret_key, limits)

"""Pages of outreach: of who asks, of coordination, of teams."""

from flask import Blueprint

pages = Blueprint("outreach", __name__)

from app.outreach.views import (  # noqa: E402 - each adds its pages to the blueprint
    asking,
    deciding,
    following,
    going,
    lists,
    meeting,
    orienting,
    phone,
    request,
    rounds,
    rounds_placing,
    rounds_print,
    setting_up,
    unrouted,
)

__all__ = [
    "asking",
    "deciding",
    "following",
    "going",
    "lists",
    "meeting",
    "orienting",
    "pages",
    "phone",
    "request",
    "rounds",
    "rounds_placing",
    "rounds_print",
    "setting_up",
    "unrouted",
]

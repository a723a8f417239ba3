"""Pages of those who keep listings, of those who help them, of moderators."""

from flask import Blueprint

pages = Blueprint("listings", __name__)

from app.listings.views import (  # noqa: E402 - each adds its pages to the blueprint
    answering,
    claiming,
    desk,
    differences,
    editing,
    figures,
    following,
    history,
    hours,
    moderation,
    pairs,
    proposing,
    reporting,
    sites,
    stale,
    stops,
    synonyms,
    templates,
    temporary,
    tickets,
    verifying,
)

__all__ = [
    "answering",
    "claiming",
    "desk",
    "differences",
    "editing",
    "figures",
    "following",
    "history",
    "hours",
    "moderation",
    "pages",
    "pairs",
    "proposing",
    "reporting",
    "sites",
    "stale",
    "stops",
    "synonyms",
    "templates",
    "temporary",
    "tickets",
    "verifying",
]

"""Pages of participation: of who answers, of who asks."""

from flask import Blueprint

pages = Blueprint("participation", __name__)

from app.participation.views import (  # noqa: E402 - each adds its pages to the blueprint
    answering,
    beginning,
    campaigns,
    checking,
    codes,
    exporting,
    interviewing,
    kiosk,
    links,
    listing,
    opening,
    opening_devices,
    paper_entry,
    paper_settling,
    papers,
    pausing,
    posters,
    results,
    resuming,
    reviewing,
    sending,
)

__all__ = [
    "answering",
    "beginning",
    "campaigns",
    "checking",
    "codes",
    "exporting",
    "interviewing",
    "kiosk",
    "links",
    "listing",
    "opening",
    "opening_devices",
    "pages",
    "paper_entry",
    "paper_settling",
    "papers",
    "pausing",
    "posters",
    "results",
    "resuming",
    "reviewing",
    "sending",
]

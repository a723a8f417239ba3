"""Pages of orientations: of who orients, of who receives, of the person, of coordinators."""

from flask import Blueprint

pages = Blueprint("orientations", __name__)

from app.orientations.views import (  # noqa: E402 - each adds its pages to the blueprint
    alternatives,
    coordinating,
    creating,
    deciding,
    exporting,
    following,
    journal,
    link,
    lists,
    person,
    slip,
    talking,
)

__all__ = [
    "alternatives",
    "coordinating",
    "creating",
    "deciding",
    "exporting",
    "following",
    "journal",
    "link",
    "lists",
    "pages",
    "person",
    "slip",
    "talking",
]

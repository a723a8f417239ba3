"""The directory's pages."""

from flask import Blueprint

pages = Blueprint("directory", __name__)

from app.directory.views import home, kind, search, service, sitemap, structure, urgent  # noqa: E402, F401 - each registers its pages

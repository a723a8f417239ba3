"""The directory's pages."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from app.directory import queries
from app.extensions import db

pages = Blueprint("directory", __name__)


@pages.record_once
def tell_version(state: BlueprintSetupState) -> None:
    """Make the marks of public pages depend on the directory."""
    state.app.extensions["reperes_versions"].read_data = lambda: queries.version(db.session())


from app.directory.views import home, kind, search, service, sitemap, structure, urgent  # noqa: E402, F401 - each registers its pages

"""The directory's pages."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState
from sqlalchemy.exc import DBAPIError

from app.directory import queries
from app.directory.search import local_words
from app.extensions import db
from app.web.logs import logger

pages = Blueprint("directory", __name__)


@pages.record_once
def tell_version(state: BlueprintSetupState) -> None:
    """Make the marks of public pages depend on the directory."""
    state.app.extensions["reperes_versions"].read_data = _version


def _version() -> int | None:
    try:
        version = queries.version(db.session())
        local_words.follow(db.session(), version)
    except DBAPIError as error:
        logger().error("database unavailable", error=type(error.orig).__name__)
        db.session.rollback()
        return None
    return version


from app.directory.views import (  # noqa: E402, F401 - pages
    calendar,
    home,
    kind,
    kinds,
    passing,
    search,
    service,
    sitemap,
    structure,
    suggestions,
    urgent,
)

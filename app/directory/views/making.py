"""What every page of the directory is made with."""

from flask import current_app, g
from sqlalchemy import Connection

from app.core.clock import now
from app.directory.display.making_cards import Maker
from app.directory.search.openings import Openings
from app.directory.views import pages
from app.extensions import db
from app.web.language import current_translator, selection


def openings() -> Openings:
    """Return the opening hours that this application has read."""
    found: Openings = current_app.extensions.setdefault("reperes_openings", Openings())
    return found


def _connection() -> Connection:
    """The connection that the present request reads with: straight from the engine, a session keeps books that no reading needs."""
    if "reading" not in g:
        g.reading = db.engine.connect()
    found: Connection = g.reading
    return found


@pages.teardown_app_request
def _close(_error: BaseException | None) -> None:
    if reading := g.pop("reading", None):
        reading.close()


def maker() -> Maker:
    """Return what makes cards for the present request."""
    carried = selection().carried
    return Maker(
        _connection(),
        openings(),
        now().replace(second=0, microsecond=0),
        current_translator(),
        f"?lang={carried}" if carried else "",
    )

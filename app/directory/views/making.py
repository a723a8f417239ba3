"""What every page of the directory is made with."""

from flask import current_app

from app.core.clock import now
from app.directory.display.making_cards import Maker
from app.directory.search.openings import Openings
from app.extensions import db
from app.web.language import current_translator, selection


def openings() -> Openings:
    """Return the opening hours that this application has read."""
    found: Openings = current_app.extensions.setdefault("reperes_openings", Openings())
    return found


def maker() -> Maker:
    """Return what makes cards for the present request."""
    carried = selection().carried
    return Maker(
        db.session.connection(),
        openings(),
        now().replace(second=0, microsecond=0),
        current_translator(),
        f"?lang={carried}" if carried else "",
    )

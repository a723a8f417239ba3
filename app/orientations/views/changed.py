"""Somebody moved the orientation first: where it stands now, and what to do."""

from flask.typing import ResponseReturnValue

from app.extensions import db
from app.orientations import queries
from app.orientations.display.deciding import changed_page
from app.web.language import current_translator
from app.web.pages import whole_page


def changed(number: int, path: str | None = None) -> ResponseReturnValue:
    """Answer who came too late; `path`: the page to go back to, by default that of the orientation."""
    db.session.expire_all()
    found = queries.case(db.session(), number)
    back = path or f"/orientations/{number}"
    return whole_page("orientations/changed.html", 409, page=changed_page(found, back, current_translator()))

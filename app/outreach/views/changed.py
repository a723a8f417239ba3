"""Somebody moved the request first: where it stands now, and what to do."""

from flask.typing import ResponseReturnValue

from app.extensions import db
from app.outreach import queries
from app.outreach.display.deciding import changed_page
from app.outreach.permissions import sides
from app.outreach.queries import Case
from app.outreach.services.telling import page_of
from app.web.identity import identity
from app.web.language import current_translator
from app.web.pages import whole_page

LIST = "/aller-vers/demandes"


def changed(number: int, path: str | None = None) -> ResponseReturnValue:
    """Answer who came too late; `path`: the page to go back to, by default that of the request, or the lists when it left one's hands."""
    db.session.expire_all()
    found = queries.case(db.session(), number)
    return whole_page("outreach/changed.html", 409, page=changed_page(found, path or way_back(found), current_translator()))


def way_back(found: Case) -> str:
    """Return where who signed in goes on from: the page of the request, or the lists when it is no more theirs to read."""
    return page_of(found) if sides(identity(), found) else LIST

"""The sheet of a structure."""

from flask import current_app
from flask.typing import ResponseReturnValue

from app.directory import queries
from app.directory.display.making_sheets import structure_sheet
from app.directory.views import pages
from app.directory.views.making import maker
from app.directory.views.moving import moved_to
from app.extensions import db
from app.web.access import public
from app.web.caching import revalidated
from app.web.pages import render


@pages.get("/structures/<int:number>")
@public
@revalidated
def read_structure(number: int) -> ResponseReturnValue:
    """Show an organisation and its services; lead to the structure that it turned out to be."""
    found = queries.structure(db.session(), number)
    if found.merged_into_id is not None:
        return moved_to(f"/structures/{found.merged_into_id}")
    sheet = structure_sheet(maker(), found, current_app.extensions["reperes"].base_url)
    return render("directory/structure.html", sheet=sheet)

"""The sheet of a service."""

from flask import current_app
from flask.typing import ResponseReturnValue

from app.directory import queries
from app.directory.display.making_sheets import service_sheet
from app.directory.views import pages
from app.directory.views.making import maker
from app.directory.views.moving import moved_to
from app.extensions import db
from app.web.access import public
from app.web.caching import revalidated
from app.web.pages import render


@pages.get("/services/<int:number>")
@public
@revalidated
def read_service(number: int) -> ResponseReturnValue:
    """Show what a person must know before going; lead to the service that it turned out to be."""
    found = queries.service(db.session(), number)
    if found.merged_into_id is not None:
        return moved_to(f"/services/{found.merged_into_id}")
    sheet = service_sheet(maker(), found, current_app.extensions["reperes"].base_url)
    return render("directory/service.html", sheet=sheet)

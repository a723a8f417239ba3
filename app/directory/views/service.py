"""The sheet of a service."""

from flask import current_app
from flask.typing import ResponseReturnValue

from app.directory import queries
from app.directory.display.making_sheets import service_sheet
from app.directory.views import pages
from app.directory.views.making import maker
from app.extensions import db
from app.web.access import public
from app.web.caching import revalidated
from app.web.pages import render


@pages.get("/services/<int:number>")
@public
@revalidated
def read_service(number: int) -> ResponseReturnValue:
    """Show what a person must know before going."""
    making = maker()
    sheet = service_sheet(making, queries.service(db.session(), number), current_app.extensions["reperes"].base_url)
    return render("directory/service.html", sheet=sheet)

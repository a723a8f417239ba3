"""The passages of a service, for a calendar."""

from flask import Response, current_app
from flask.typing import ResponseReturnValue

from app.directory import queries
from app.directory.views import pages
from app.directory.views.making import maker
from app.directory.views.moving import moved_to
from app.extensions import db
from app.web.access import public
from app.web.caching import revalidated


@pages.get("/services/<int:number>/arrets.ics")
@public
@revalidated
def read_calendar(number: int) -> ResponseReturnValue:
    """Give the passages of the coming eight weeks; lead to those of the service that it turned out to be."""
    from app.directory.display.making_calendar import service_calendar  # noqa: PLC0415 - see directory/stops/calendar.py

    found = queries.service(db.session(), number)
    if found.merged_into_id is not None:
        return moved_to(f"/services/{found.merged_into_id}/arrets.ics")
    text = service_calendar(maker(), found, current_app.extensions["reperes"].base_url)
    response = Response(text, mimetype="text/calendar")
    response.headers["Content-Disposition"] = f'inline; filename="arrets-{number}.ics"'
    return response

"""The results page."""

from flask import request
from flask.typing import ResponseReturnValue

from app.core.clock import today
from app.directory.display.making_search import search_page
from app.directory.search import unanswered
from app.directory.search.request import parse
from app.directory.views import pages
from app.directory.views.making import maker
from app.extensions import db
from app.web.access import public
from app.web.caching import revalidated
from app.web.language import selection
from app.web.pages import page_or_partial, whole_page


@pages.get("/recherche")
@public
@revalidated
def search() -> ResponseReturnValue:
    """Answer a search; what could not be used is said on the page, with 422."""
    made = search_page(maker(), parse(request.args), selection().carried)
    if made.unanswered and not made.is_refused:
        unanswered.count(db.engine, made.unanswered, today())
    context = {"search": made.page, "results": made.page.results}
    if made.is_refused or made.page.results is None:
        return whole_page("directory/search.html", 422 if made.is_refused else 200, **context)
    return page_or_partial("directory/search.html", "directory/_results.html", **context)

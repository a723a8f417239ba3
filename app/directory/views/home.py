"""The home page: one question."""

from flask.typing import ResponseReturnValue

from app.directory.display.links import SearchLinks
from app.directory.display.making_search import needs
from app.directory.search.request import SearchRequest
from app.directory.views import pages
from app.web.access import public
from app.web.caching import revalidated
from app.web.language import current_translator, selection
from app.web.pages import render


@pages.get("/")
@public
@revalidated
def ask() -> ResponseReturnValue:
    """Ask what is needed."""
    return render("directory/home.html", needs=needs(current_translator(), SearchLinks(SearchRequest(), selection().carried)))

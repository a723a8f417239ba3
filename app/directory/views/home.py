"""The home page: one question."""

from flask.typing import ResponseReturnValue

from app.directory.display.making_search import needs
from app.directory.views import pages
from app.directory.views.making import maker
from app.web.access import public
from app.web.caching import revalidated
from app.web.language import selection
from app.web.pages import render


@pages.get("/")
@public
@revalidated
def ask() -> ResponseReturnValue:
    """Ask what is needed."""
    return render("directory/home.html", needs=needs(maker().t, selection().carried))

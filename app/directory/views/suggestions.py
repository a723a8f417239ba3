"""Suggestions while somebody types: a part of the page for htmx, a page of its own for everybody else."""

from flask import request
from flask.typing import ResponseReturnValue

from app.directory.display.making_suggestions import suggestions
from app.directory.search.request import parse
from app.directory.views import pages
from app.web.access import public
from app.web.caching import revalidated
from app.web.language import current_translator, selection
from app.web.pages import page_or_partial


@pages.get("/recherche/suggestions")
@public
@revalidated
def suggest() -> ResponseReturnValue:
    """Show what may go on from what is typed."""
    asked = parse(request.args)
    found = suggestions(asked, current_translator(), selection().carried)
    return page_or_partial("directory/suggestions.html", "directory/_suggestions.html", asked=asked, suggestions=found)

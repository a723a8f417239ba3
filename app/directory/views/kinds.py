"""The page of every kind of help."""

from flask import request
from flask.typing import ResponseReturnValue

from app.directory.display.making_kind_lists import kinds_page
from app.directory.search.request import parse
from app.directory.views import pages
from app.web.access import public
from app.web.caching import revalidated
from app.web.compression import compress_denser
from app.web.language import current_translator, selection
from app.web.pages import page_or_partial, whole_page


@pages.get("/dispositifs")
@public
@revalidated
def list_kinds() -> ResponseReturnValue:
    """Show every kind of help by need, or those that a name finds; a text that is too long is refused with 422."""
    compress_denser()
    listed = kinds_page(parse(request.args), current_translator(), selection().carried)
    if listed.errors:
        return whole_page("directory/kinds.html", 422, listed=listed)
    return page_or_partial("directory/kinds.html", "directory/_kinds.html", listed=listed)

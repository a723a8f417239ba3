"""The page of a kind of help."""

from flask import current_app
from flask.typing import ResponseReturnValue

from app.core.errors import NotThere
from app.directory.display.making_kinds import kind_sheet
from app.directory.kinds import kinds
from app.directory.views import pages
from app.web.access import public
from app.web.caching import revalidated
from app.web.language import current_translator, selection
from app.web.pages import render


@pages.get("/dispositifs/<code>")
@public
@revalidated
def read_kind(code: str) -> ResponseReturnValue:
    """Show what a kind of help is, in easy words, and how to look for it."""
    kind = kinds().get(code)
    if kind is None:
        raise NotThere
    sheet = kind_sheet(kind, current_translator(), selection().carried, current_app.extensions["reperes"].base_url)
    return render("directory/kind.html", sheet=sheet)

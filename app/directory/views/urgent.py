"""Urgent numbers."""

from flask.typing import ResponseReturnValue

from app.directory.display.urgent import urgent_numbers
from app.directory.views import pages
from app.web.access import public
from app.web.caching import revalidated
from app.web.easy_french import offers_easy_french
from app.web.language import current_translator
from app.web.pages import render


@pages.get("/urgence")
@public
@offers_easy_french
@revalidated
def read_urgent_numbers() -> ResponseReturnValue:
    """Show whom to call now."""
    return render("directory/urgent.html", numbers=urgent_numbers(current_translator()))

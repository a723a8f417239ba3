"""Pages that every public site owes: accessibility, legal notice, privacy."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from app.web.access import public
from app.web.caching import revalidated
from app.web.pages import render

pages = Blueprint("statements", __name__)


@pages.get("/accessibilite")
@public
@revalidated
def read_accessibility_statement() -> ResponseReturnValue:
    """Show how accessible the site is, and what to do when it is not."""
    return render("web/accessibility.html")


@pages.get("/mentions-legales")
@public
@revalidated
def read_legal_notice() -> ResponseReturnValue:
    """Show who publishes the site, and where its data comes from."""
    return render("web/legal.html")


@pages.get("/vie-privee")
@public
@revalidated
def read_privacy_notice() -> ResponseReturnValue:
    """Show what is kept of a visit."""
    return render("web/privacy.html")

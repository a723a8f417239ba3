"""A page of development: each component in each of its states."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from app.web.access import public
from app.web.pages import render

pages = Blueprint("components", __name__)


@pages.get("/developpement/composants")
@public
def look_at_components() -> ResponseReturnValue:
    """Show the components; the page does not exist in production."""
    return render("web/components.html")

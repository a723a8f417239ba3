"""The questionnaires that anybody may answer now."""

from flask.typing import ResponseReturnValue

from app.core.clock import today
from app.extensions import db
from app.participation import queries
from app.participation.display.beginning import listed_rows
from app.participation.views import pages
from app.web.access import public
from app.web.easy_french import offers_easy_french
from app.web.language import selection
from app.web.pages import render


@pages.get("/enquetes")
@public
@offers_easy_french
def list_questionnaires() -> ResponseReturnValue:
    """Show the open campaigns whose organisers want them seen."""
    found = [(one, queries.definition(db.session(), one.version_id)) for one in queries.listed(db.session(), today())]
    return render("participation/list.html", rows=listed_rows(found, selection().language))

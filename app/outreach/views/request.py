"""One request, for who asked, who sorts and who goes."""

from flask.typing import ResponseReturnValue

from app.outreach.display import request as display
from app.outreach.display.going import panel
from app.outreach.permissions import sides
from app.outreach.queries import Case
from app.outreach.rules import Actor
from app.outreach.views import pages
from app.outreach.views.changed import LIST
from app.outreach.views.loading import case, context
from app.web.access import requires
from app.web.identity import identity
from app.web.language import current_translator
from app.web.pages import render


@pages.get(f"{LIST}/<int:number>")
@requires("outreach:read", case)
def read_request(found: Case) -> ResponseReturnValue:
    """Show a request as the sides that one is of read it; nothing happens."""
    going, own, t = context(), sides(identity(), found), current_translator()
    return render(
        "outreach/request.html",
        shown=display.shown(going, found, own, t),
        panel=panel(going, found, t) if Actor.TEAM in own else None,
    )

"""Access codes: drawn, shown once on slips to print and cut, then counted."""

from collections.abc import Sequence

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.errors import NotThere
from app.core.unit_of_work import again
from app.extensions import db
from app.participation import organising_queries, queries
from app.participation.display import campaigns as display
from app.participation.display import posters
from app.participation.display.campaigns import BASE
from app.participation.forms.codes import CodesForm
from app.participation.models import Campaign
from app.participation.queries import is_open
from app.participation.services import campaigns
from app.participation.views import pages
from app.participation.views.loading import campaign, context, doer
from app.web.access import requires
from app.web.language import current_translator
from app.web.once import act_once, sent_once
from app.web.pages import whole_page

AGAIN = "deja"
"""What the address says after a form that was sent before: its codes were shown, and are kept nowhere."""


@pages.route(f"{BASE}/<int:number>/codes", methods=["GET", "POST"])
@requires("survey:keep", campaign)
@sent_once
def draw_codes(found: Campaign) -> ResponseReturnValue:
    """Show how many codes are left; draw more, which this answer alone shows."""
    if not found.needs_code:
        raise NotThere
    form = CodesForm() if is_open(found, context().today) else None
    if form is None or not form.validate_on_submit():
        return _page(found, form, status=422 if form is not None and form.is_submitted() else 200)
    number, many, by, path = found.id, form.many, doer(), f"{BASE}/{found.id}/codes?{AGAIN}=1"

    def work(session: Session) -> list[str]:
        codes = campaigns.draw_codes(context(session), queries.campaign(session, number), many, by)
        act_once(session, path)
        return codes

    return _page(found, CodesForm(formdata=None), again(db.session(), work))


def _page(found: Campaign, form: CodesForm | None, codes: Sequence[str] = (), status: int = 200) -> ResponseReturnValue:
    here, t = context(), current_translator()
    definition = queries.definition(here.session, found.version_id)
    return whole_page(
        "participation/codes.html",
        status,
        heading=display.heading(found, definition, here.today, t),
        form=form,
        left=organising_queries.codes_left(here.session, found),
        was_shown=AGAIN in request.args,
        slips=posters.slips(found, definition, codes, here.settings.base_url) if codes else None,
    )

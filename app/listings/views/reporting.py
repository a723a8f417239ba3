"""« Quelque chose a changé ? », on its own page."""

from flask import redirect
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.unit_of_work import again
from app.extensions import db
from app.listings.forms.reporting import ReportForm
from app.listings.queries import public_listing, public_name_of
from app.listings.rules import TicketSort
from app.listings.services.tickets import open_ticket
from app.listings.views import pages
from app.listings.views.sending import count_sending, here
from app.web.access import personal, public
from app.web.language import selection
from app.web.once import act_once, sent_once
from app.web.pages import whole_page


@pages.route("/services/<int:number>/signaler", defaults={"sheet": "services"}, methods=["GET", "POST"])
@pages.route("/structures/<int:number>/signaler", defaults={"sheet": "structures"}, methods=["GET", "POST"])
@public
@personal
@sent_once
def report_change(sheet: str, number: int) -> ResponseReturnValue:
    """Take what somebody saw that is not as the sheet says; lead to the link by which they follow it."""
    about = public_listing(db.session(), sheet, number)
    form = ReportForm()
    if not form.validate_on_submit():
        name = public_name_of(db.session(), about)
        return whole_page("listings/report.html", 422 if form.is_submitted() else 200, form=form, about=about, name=name)
    count_sending(about)

    def send(session: Session) -> str:
        _ticket, secret = open_ticket(
            session,
            sort=TicketSort.REPORT,
            listing=public_listing(session, sheet, number),
            subject=form.trouble.data,
            message=form.message.data,
            contact=form.contact.data,
            language=selection().language.code,
        )
        led_to = here(f"/suivi/{secret}")
        act_once(session, led_to)
        return led_to

    return redirect(again(db.session(), send), 303)

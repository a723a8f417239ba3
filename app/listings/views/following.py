"""Following what one sent."""

from flask.typing import ResponseReturnValue

from app.core.written_days import day_text
from app.extensions import db
from app.listings.labels import TICKET_SORTS, TICKET_STATES, TROUBLES
from app.listings.queries import followed, listing_of_ticket, public_name_of
from app.listings.rules import TicketSort, TicketState, Trouble
from app.listings.views import pages
from app.web.access import personal, public
from app.web.language import current_translator
from app.web.pages import whole_page


@pages.get("/suivi/<secret>")
@public
@personal
def follow_ticket(secret: str) -> ResponseReturnValue:
    """Tell what became of something, to who holds its link: neither their words nor their e-mail, a device may be shared."""
    ticket = followed(db.session(), secret)
    about = listing_of_ticket(db.session(), ticket)
    t = current_translator()
    return whole_page(
        "listings/follow.html",
        about=about,
        name=public_name_of(db.session(), about),
        sort=t.gettext(TICKET_SORTS[TicketSort(ticket.sort)]),
        trouble=t.gettext(TROUBLES[Trouble(ticket.subject)]) if ticket.sort == TicketSort.REPORT and ticket.subject in set(Trouble) else "",
        state=t.gettext(TICKET_STATES[TicketState(ticket.state)]),
        is_open=ticket.state == TicketState.OPEN,
        sent_on=day_text(ticket.created_at.date(), t),
        answered_on=day_text(ticket.answered_at.date(), t) if ticket.answered_at else "",
        answer=ticket.answer,
        wrote_contact=bool(ticket.contact),
    )

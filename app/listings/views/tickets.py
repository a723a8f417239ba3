"""Answering a report or a claim."""

from collections.abc import Mapping
from typing import NamedTuple

from flask import current_app, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.models import Organisation
from app.core.errors import NotThere
from app.core.unit_of_work import again
from app.extensions import db
from app.listings import moderation_queries as queue
from app.listings.desk_queries import has_changed_since
from app.listings.display.moderated import HINTS, VERDICTS, first_words, others, phones, told, verdicts
from app.listings.forms.deciding import AnswerForm
from app.listings.models import Ticket
from app.listings.queries import listing_of_ticket, public_name_of, ticket_numbered
from app.listings.rules import TicketSort
from app.listings.services import moderating
from app.listings.services.claims import Site
from app.listings.services.moderating import Verdict
from app.listings.services.proposals import path_of
from app.listings.services.tickets import AlreadyAnswered
from app.listings.views import pages
from app.listings.views.moderation import NEXT, next_after
from app.web.access import requires
from app.web.identity import identity
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import whole_page

GONE_BEFORE = 409
"""Somebody decided before."""


class Choice(NamedTuple):
    """One thing that may be decided, and its form."""

    verdict: Verdict
    label: str
    hint: str
    form: AnswerForm
    is_doubtful: bool
    """Whether it says that the listing was corrected, and nothing was since the ticket was sent."""


def load_ticket(number: int) -> Ticket:
    """Return a ticket; raise NotThere."""
    return ticket_numbered(db.session(), number, *TicketSort)


@pages.get("/moderation/tickets/<int:number>")
@requires("ticket:decide", load_ticket)
def read_ticket(ticket: Ticket) -> ResponseReturnValue:
    """Show what was sent, and what may be decided."""
    return _page(ticket, {})


@pages.post("/moderation/tickets/<int:number>")
@requires("ticket:decide", load_ticket)
@sent_once
def decide_ticket(ticket: Ticket) -> ResponseReturnValue:
    """Answer, and go on with what comes next; who decides second is told what was decided."""
    verdict = next((one for one in verdicts(ticket) if one.value == request.form.get("decision")), None)
    if verdict is None:
        raise NotThere
    form = AnswerForm(prefix=f"{verdict}-")
    if not form.validate():
        return _page(ticket, {verdict: form}, 422)
    number, config = ticket.id, current_app.extensions["reperes"]
    site = Site(config.base_url, config.secret_key)

    def work(session: Session) -> None:
        act_once(session, NEXT)
        moderating.decide_ticket(session, number, form.seen, verdict, form.answer.data, site=site, account=identity().account)

    try:
        again(db.session(), work)
    except AlreadyAnswered:
        db.session.expire_all()
        return _page(load_ticket(number), {verdict: form}, GONE_BEFORE)
    say(current_translator().gettext("Votre réponse est partie. Voici la suite."))
    return redirect(NEXT, 303)


def _page(ticket: Ticket, given: Mapping[Verdict, AnswerForm], status: int = 200) -> ResponseReturnValue:
    session, t = db.session(), current_translator()
    about = listing_of_ticket(session, ticket)
    form = next(iter(given.values()), None)
    is_same = not has_changed_since(session, about.structure, ticket.created_at)
    return whole_page(
        "listings/moderation/ticket.html",
        status,
        ticket=told(ticket, t),
        message=ticket.message or "",
        about=about,
        name=public_name_of(session, about),
        asking=session.get(Organisation, ticket.organisation_id) if ticket.organisation_id else None,
        phones=phones(about.structure) if ticket.sort == TicketSort.CLAIM else (),
        others=others(queue.others_about(session, queue.territories(identity()), ticket), t),
        choices=[_choice(verdict, ticket, given.get(verdict), is_same=is_same) for verdict in verdicts(ticket)],
        compare_path="" if verdicts(ticket) else path_of(ticket),
        form=form if status == 422 else None,  # noqa: PLR2004 - the form has a mistake
        is_late=status == GONE_BEFORE,
        kept_words=form.answer.data if form and status == GONE_BEFORE else "",
        next_path=next_after(_waiting(ticket), ticket.id),
    )


def _choice(verdict: Verdict, ticket: Ticket, given: AnswerForm | None, *, is_same: bool) -> Choice:
    t = current_translator()
    form = given or AnswerForm(formdata=None, prefix=f"{verdict}-", answer=first_words(verdict, ticket), version=ticket.version)
    return Choice(verdict, t.gettext(VERDICTS[verdict]), t.gettext(HINTS[verdict]), form, is_same and verdict is Verdict.CORRECTED)


def _waiting(ticket: Ticket) -> queue.Waiting:
    return {
        TicketSort.REPORT: queue.Waiting.REPORT,
        TicketSort.CLAIM: queue.Waiting.CLAIM,
        TicketSort.PROPOSAL: queue.Waiting.PROPOSAL,
        TicketSort.CLOSURE: queue.Waiting.CLOSURE,
    }[TicketSort(ticket.sort)]

"""Proposing a correction; deciding one."""

from dataclasses import dataclass

from flask import Response, current_app, redirect
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.errors import NotThere
from app.core.unit_of_work import again
from app.core.written_days import day_text
from app.extensions import db
from app.listings.display.deciding import compared
from app.listings.forms.proposing import NOTHING_CHANGED, DecisionForm, ProposalForm
from app.listings.labels import TICKET_STATES
from app.listings.models import Ticket
from app.listings.queries import Listing, listing_of_ticket, public_listing, public_name_of, ticket_numbered
from app.listings.rules import TicketSort, TicketState
from app.listings.services.proposals import ChangedSince, Decision, changes_of, decide, mark_of, path_of, propose, public_values
from app.listings.services.tickets import AlreadyAnswered
from app.listings.views import pages
from app.listings.views.sending import count_sending, here
from app.web.access import personal, public, requires
from app.web.identity import identity
from app.web.language import current_translator, selection
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import whole_page


@pages.route("/services/<int:number>/proposer", defaults={"sheet": "services"}, methods=["GET", "POST"])
@pages.route("/structures/<int:number>/proposer", defaults={"sheet": "structures"}, methods=["GET", "POST"])
@public
@personal
@sent_once
def propose_change(sheet: str, number: int) -> ResponseReturnValue:
    """Take a correction of what the sheet shows; lead to the link by which it is followed."""
    about = public_listing(db.session(), sheet, number)
    form = ProposalForm(public_values(db.session(), about))
    is_right = form.validate_on_submit()
    changes = changes_of(about, form.shown, form.said) if is_right else {}
    if is_right and not (changes or form.horaires.data):
        form.mistake(NOTHING_CHANGED)
    if not form.is_submitted() or form.errors:
        name = public_name_of(db.session(), about)
        return whole_page("listings/propose.html", 422 if form.is_submitted() else 200, form=form, about=about, name=name)
    count_sending(about)

    def send(session: Session) -> str:
        _ticket, secret = propose(
            session,
            public_listing(session, sheet, number),
            changes,
            message=form.horaires.data,
            contact=form.contact.data,
            language=selection().language.code,
            base_url=current_app.extensions["reperes"].base_url,
        )
        led_to = here(f"/suivi/{secret}")
        act_once(session, led_to)
        return led_to

    return redirect(again(db.session(), send), 303)


@dataclass(frozen=True, slots=True)
class Deciding:
    """A proposal and the listing that it is about, as permissions see them."""

    ticket: Ticket
    about: Listing

    @property
    def departement(self) -> str:
        """Whose moderators may decide."""
        return self.about.departement

    @property
    def keepers(self) -> frozenset[int]:
        """Who else may."""
        return self.about.keepers


def load_proposal(number: int, ticket: int) -> Deciding:
    """Return a proposal of this very listing; raise NotThere."""
    found = ticket_numbered(db.session(), ticket, TicketSort.PROPOSAL, TicketSort.CLOSURE)
    if found.structure_id != number:
        raise NotThere
    return Deciding(found, listing_of_ticket(db.session(), found))


@pages.route("/mes-fiches/<int:number>/propositions/<int:ticket>", methods=["GET", "POST"])
@requires("proposal:decide", load_proposal)
def decide_proposal(deciding: Deciding) -> ResponseReturnValue:
    """Compare what is proposed with what the listing says, and decide part by part."""
    form = DecisionForm()
    if not form.validate_on_submit():
        return _comparison(deciding, form, 422 if form.is_submitted() else 200)
    number = deciding.ticket.id
    by = "structure" if deciding.keepers & identity().organisations.keys() else "moderation"
    decision = Decision(form.accepte.data or (), form.vu.data or "", form.reponse.data, by, identity().account)
    try:
        again(db.session(), lambda session: decide(session, number, decision, base_url=current_app.extensions["reperes"].base_url))
    except (AlreadyAnswered, ChangedSince):
        db.session.expire_all()
        return _comparison(load_proposal(deciding.ticket.structure_id, number), form, 409)
    t = current_translator()
    say(t.gettext("Votre décision est enregistrée."))
    return redirect(path_of(deciding.ticket), 303)


def _comparison(deciding: Deciding, form: DecisionForm, status: int) -> Response:
    t = current_translator()
    ticket = deciding.ticket
    return whole_page(
        "listings/decide.html",
        status,
        form=form,
        about=deciding.about,
        parts=compared(deciding.about, ticket, t),
        seen=mark_of(deciding.about, ticket),
        accepted=form.accepte.data or (),
        sent_on=day_text(ticket.created_at.date(), t),
        is_open=ticket.state == TicketState.OPEN,
        is_late=status == 409,  # noqa: PLR2004 - somebody decided, or changed the listing, meanwhile
        state=t.gettext(TICKET_STATES[TicketState(ticket.state)]),
        answer=ticket.answer,
        words=ticket.message if ticket.sort == TicketSort.CLOSURE else "",
        here_path=path_of(ticket),
    )

"""Claiming a listing, proving it by a code, giving it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import current_app, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.rules import MemberRole
from app.accounts.services import organisations
from app.core.attempts import Limit
from app.core.errors import NotThere
from app.core.language import Translator, mark
from app.core.unit_of_work import again
from app.core.written_days import day_text
from app.directory.mailboxes import masked
from app.directory.rules import ClaimWay
from app.extensions import db
from app.listings.desk_queries import open_claims
from app.listings.forms.claiming import ClaimForm, CodeForm
from app.listings.models import Ticket
from app.listings.permissions import keeps
from app.listings.queries import Listing, listing, listing_of_ticket, public_name_of, ticket_numbered
from app.listings.rules import TicketSort, TicketState
from app.listings.services import claims
from app.listings.services.tickets import AlreadyAnswered
from app.listings.views import pages
from app.web.access import requires
from app.web.identity import identity
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import whole_page
from app.web.spending import spend

CLAIMS_OF_ONE = 10
CODES_TO_ONE = 5
TRIES_OF_ONE = 20
"""A day, each."""
DAY = timedelta(days=1)
OTHERWISE = "autrement"
"""In the address of the form, for who asked already and wants to ask otherwise."""
WRONG = mark("Ce code n’est pas le bon. Relisez-le et recommencez.")


def load_listing(number: int) -> Listing:
    """Return the listing of a structure; raise NotThere."""
    return listing(db.session(), number)


@pages.route("/structures/<int:number>/prendre-en-main", methods=["GET", "POST"])
@requires("listing:claim", load_listing)
@sent_once
def claim_listing(about: Listing) -> ResponseReturnValue:
    """Ask to keep a listing for one of one's organisations; who keeps it is led to it, who asked already to what they asked."""
    account = _account()
    if keeps(identity(), about):
        return redirect(f"/mes-fiches/{about.structure.id}", 303)
    if request.method == "GET" and OTHERWISE not in request.args:
        asked = open_claims(db.session(), account, structure=about.structure.id)
        if asked:
            return redirect(_path(asked[-1]), 303)
    emails = [] if about.keepers else claims.known_emails(db.session(), about)
    own = [one.organisation for one in organisations.memberships_of(db.session(), account) if one.role == MemberRole.OWNER]
    form = ClaimForm([(one.id, one.name) for one in own if one.refused_at is None], _ways(about, emails, current_translator()))
    if not form.validate_on_submit():
        name = public_name_of(db.session(), about)
        return whole_page("listings/claim.html", 422 if form.is_submitted() else 200, form=form, about=about, name=name)
    email = emails[form.rank] if form.way is ClaimWay.EMAIL else ""
    spend(Limit("claim", str(account), CLAIMS_OF_ONE, DAY), *_code_limits(email))
    number = about.structure.id

    def ask(session: Session) -> str:
        organisation = form.number or claims.new_organisation(session, account, form.nom.data, form.siret.data, about.departement)
        wish = claims.Wish(account, organisation, form.way, email, form.message.data)
        try:
            led_to = _path(claims.ask(session, number, wish, _site()))
        except claims.AlreadyKept:
            led_to = f"/mes-fiches/{number}"
        act_once(session, led_to)
        return led_to

    return redirect(again(db.session(), ask), 303)


@dataclass(frozen=True, slots=True)
class Claiming:
    """A claim of who asks, and the listing that it is about."""

    ticket: Ticket
    about: Listing


def load_claim(ticket: int) -> Claiming:
    """Return a claim of the account that asks; raise NotThere."""
    found = ticket_numbered(db.session(), ticket, TicketSort.CLAIM)
    if found.account_id is None or found.account_id != identity().account:
        raise NotThere
    return Claiming(found, listing_of_ticket(db.session(), found))


@pages.route("/prise-en-main/<int:ticket>/code", methods=["GET", "POST"])
@requires("listing:claim", load_claim)
def follow_claim(claiming: Claiming) -> ResponseReturnValue:
    """Tell where a claim stands; take the code that proves it."""
    t = current_translator()
    form = CodeForm()
    ticket, about = claiming.ticket, claiming.about
    number = ticket.id
    if form.validate_on_submit() and ticket.state == TicketState.OPEN:
        spend(Limit("claim-tries", str(_account()), TRIES_OF_ONE, DAY))
        fact = again(db.session(), lambda session: _try(session, number, form.code.data))
        if fact is None:
            say(t.gettext("C’est fait : cette fiche est la vôtre."))
            return redirect(f"/mes-fiches/{about.structure.id}", 303)
        if isinstance(fact, claims.WrongCode):
            form.code.errors = [*form.code.errors, WRONG]
    return whole_page(
        "listings/claim_code.html",
        422 if form.errors else 200,
        form=form,
        about=about,
        name=public_name_of(db.session(), about),
        waits_for_code=ticket.state == TicketState.OPEN and ticket.way == ClaimWay.EMAIL,
        is_open=ticket.state == TicketState.OPEN,
        is_granted=ticket.state == TicketState.ACCEPTED,
        answer=ticket.answer,
        sent_on=day_text(ticket.created_at.date(), t),
        here_path=_path(ticket),
        otherwise_path=f"/structures/{about.structure.id}/prendre-en-main?{OTHERWISE}=oui",
    )


@pages.route("/mes-fiches/<int:number>/rendre", methods=["GET", "POST"])
@requires("listing:release", load_listing)
def release_listing(about: Listing) -> ResponseReturnValue:
    """Give a listing back: it stays in the directory, nobody of the organisation keeps it any more."""
    if request.method == "GET":
        return whole_page("listings/release.html", about=about)
    account, number = _account(), about.structure.id
    again(db.session(), lambda session: claims.release(session, listing(session, number), account))
    say(current_translator().gettext("Vous ne tenez plus cette fiche."))
    return redirect("/mes-fiches", 303)


def _ways(about: Listing, emails: Sequence[str], t: Translator) -> Sequence[tuple[str, str]]:
    """How a claim on this listing may be proven, in words."""
    sent_to = [t.gettext("Par un code envoyé à %(email)s", email=masked(email)) for email in emails]
    ways = [(f"{ClaimWay.EMAIL}-{rank}", words) for rank, words in enumerate(sent_to)]
    if about.structure.siret and not about.keepers:
        ways.append((ClaimWay.SIRET.value, t.gettext("Par le numéro SIRET de mon organisation")))
    return [*ways, (ClaimWay.MODERATOR.value, t.gettext("En demandant à une personne de l’équipe du site"))]


def _try(session: Session, number: int, code: str) -> Exception | None:
    """Try a code; what it led to is kept, a wrong one is counted."""
    ticket = ticket_numbered(session, number, TicketSort.CLAIM)
    try:
        claims.try_code(session, ticket, code, _site())
    except (claims.WrongCode, claims.CodeSpent, AlreadyAnswered) as fact:
        return fact
    return None


def _code_limits(email: str) -> Sequence[Limit]:
    return [Limit("claim-codes", email, CODES_TO_ONE, DAY)] if email else []


def _path(ticket: Ticket) -> str:
    if ticket.state == TicketState.ACCEPTED:
        return f"/mes-fiches/{ticket.structure_id}"
    return f"/prise-en-main/{ticket.id}/code"


def _account() -> int:
    account = identity().account
    if account is None:
        raise NotThere
    return account


def _site() -> claims.Site:
    config = current_app.extensions["reperes"]
    return claims.Site(config.base_url, config.secret_key)

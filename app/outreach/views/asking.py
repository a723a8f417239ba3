"""Asking that a team go towards somebody: is anybody in danger, then one form."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from flask import Response, make_response, redirect
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.attempts import Limit
from app.core.errors import NotThere
from app.core.unit_of_work import again
from app.extensions import db
from app.orientations.draft_queries import organisations
from app.outreach.display.asking import asking_page, danger_numbers
from app.outreach.forms.asking import AS_WHAT, AskForm, Offer
from app.outreach.rules import Actor, Mover
from app.outreach.services import asking, opening
from app.outreach.views import pages
from app.outreach.views.following import FOLLOWED, open_here
from app.outreach.views.loading import context, settings
from app.web.access import personal, public
from app.web.caching import revalidated
from app.web.easy_french import offers_easy_french
from app.web.errors import error_page
from app.web.identity import identity
from app.web.language import current_translator, selection
from app.web.once import act_once, sent_once
from app.web.pages import render, whole_page
from app.web.spending import from_network, spend

DAY = timedelta(days=1)
FROM_ONE_ADDRESS, FROM_EVERYWHERE = 20, 600
"""Requests in a day without an account: a day centre, a town hall share one address of the network."""
BY_ONE_ACCOUNT = 60
TO_ONE_EMAIL = 10
"""Requests in a day that leave the same e-mail, from wherever: it may be the mailbox of somebody who asked nothing."""
JUST_SENT = timedelta(minutes=10)
"""In which a form that is sent again opens what it made: a second click, not somebody else at the same device later."""
FORBIDDEN = 403
View = Callable[[], ResponseReturnValue]


def opening_it_here(view: View) -> View:
    """Open on this device what an answer leads to: of a form that is sent twice, the browser reads the last answer alone."""

    @wraps(view)
    def answer() -> ResponseReturnValue:
        response = make_response(view())
        path, _, number = (response.location or "").partition("#")
        if path == FOLLOWED and number:
            response.location = path
            _open_if_just_sent(int(number))
        return response

    return answer


@pages.get("/aller-vers")
@public
@offers_easy_french
@revalidated
def begin_to_ask() -> ResponseReturnValue:
    """Ask first whether anybody is in danger; say who reads a request, and when."""
    return render("outreach/start.html", page=asking_page(context(), current_translator()))


@pages.get("/aller-vers/danger")
@public
@offers_easy_french
@revalidated
def read_whom_to_call() -> ResponseReturnValue:
    """Show whom to call instead of filling a form."""
    return render("outreach/danger.html", numbers=danger_numbers(current_translator()))


@pages.route("/aller-vers/demande", methods=["GET", "POST"])
@public
@personal
@offers_easy_french
@opening_it_here
@sent_once
def ask() -> ResponseReturnValue:
    """Take a request; lead to its page, or to its code for who has no account."""
    offer = _offer()
    form = AskForm(offer)
    if not form.is_submitted():
        return _page(offer, form)
    if not (offer.open_to or offer.organisations):
        return error_page(FORBIDDEN)
    if not form.validate():
        return _page(offer, form, 422)
    by = _count(form)
    wish = form.wish(selection().language.code)

    def work(session: Session) -> str:
        made = asking.ask(context(session), wish, by)
        led_to = f"/aller-vers/demandes/{made.id}" if by.organisation else f"{FOLLOWED}#{made.id}"
        act_once(session, led_to)
        return led_to

    return redirect(again(db.session(), work), 303)


def _offer() -> Offer:
    """Who is of no organisation that somebody verified asks as anybody does: an account and a name are quickly made."""
    own = organisations(db.session(), identity().organisations.keys()) if identity().is_signed_in else ()
    known = [(one.id, one.name) for one in own if one.verified_at is not None]
    return Offer([one for one in AS_WHAT if one in settings().open_to], known)


def _count(form: AskForm) -> Mover:
    """Count a request before anything is written, and return who asks; raise TooManyAttempts."""
    if form.is_professional:
        account = identity().account
        spend(Limit("outreach-account", str(account), BY_ONE_ACCOUNT, DAY))
        return Mover(Actor.REQUESTER, account, form.number)
    to = [Limit("outreach-to", form.courriel.data.lower(), TO_ONE_EMAIL, DAY)] if form.courriel.data else []
    spend(from_network("outreach", FROM_ONE_ADDRESS, DAY), Limit("outreach-all", "", FROM_EVERYWHERE, DAY), *to)
    return Mover(Actor.REQUESTER)


def _page(offer: Offer, form: AskForm, status: int = 200) -> Response:
    shown = asking_page(context(), current_translator(), offer.organisations)
    is_open = bool(offer.open_to or offer.organisations)
    return whole_page("outreach/ask.html", status, form=form, page=shown, is_open=is_open)


def _open_if_just_sent(number: int) -> None:
    now = context()
    try:
        made = opening.by_number(now, number).request
    except NotThere:
        return
    if now.now - made.asked_at <= JUST_SENT:
        open_here(number, is_new=True)

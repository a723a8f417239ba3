"""Following a request without an account, by its code: where it is, in plain words; taking it back."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from flask import redirect, request, session
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.attempts import Limit
from app.core.errors import NotThere
from app.core.language import mark
from app.core.unit_of_work import again
from app.extensions import db
from app.outreach.display.asking import asking_page
from app.outreach.display.following import code_text, may_withdraw, request_page
from app.outreach.forms.following import FollowForm
from app.outreach.queries import Case
from app.outreach.rules import Actor, Mover
from app.outreach.services import opening, sorting
from app.outreach.services.opening import OPEN_FOR
from app.outreach.settings import Context
from app.outreach.views import pages
from app.outreach.views.loading import context
from app.web.access import personal, public
from app.web.easy_french import offers_easy_french
from app.web.language import current_translator, prefer
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import whole_page
from app.web.spending import from_network, spend

START, FOLLOWED, HOME = "/aller-vers/suivi", "/aller-vers/suivi/demande", "/aller-vers"
FROM_ONE_ADDRESS, FROM_EVERYWHERE = 20, 600
"""Codes tried in an hour: a day centre shares one address of the network among many people."""
_KEY = "aller-vers"
WITHDRAWN = mark("C’est fait : votre demande est retirée.")
CHANGED = mark("Ce n’est plus possible : la demande a changé. Voici où elle en est.")
View = Callable[..., ResponseReturnValue]


def open_here(number: int, *, is_new: bool = False) -> None:
    """Keep a request open on this device for a while; `is_new`: it was just sent, and its code is still to be noted down if it was not."""
    known, _, is_to_note = session.get(_KEY, (0, 0, True))
    session[_KEY] = [number, int((context().now + OPEN_FOR).timestamp()), is_new and (is_to_note or known != number)]


def opened(view: View) -> View:
    """Hand the view the request that was opened a while ago, in the language of who asked; otherwise ask for the code."""

    @wraps(view)
    def answer() -> ResponseReturnValue:
        try:
            case = _opened(context())
        except NotThere:
            return redirect(START, 303)
        prefer(case.request.reads_in)
        return view(case)

    return answer


@pages.route("/aller-vers/suivi", methods=["GET", "POST"])
@public
@personal
@offers_easy_french
def open_my_request() -> ResponseReturnValue:
    """Take a code, and keep what it opens open on this device for a while."""
    form = FollowForm()
    if not form.validate_on_submit():
        return whole_page("outreach/my_code.html", 422 if form.is_submitted() else 200, form=form)
    hour = timedelta(hours=1)
    spend(from_network("outreach-code", FROM_ONE_ADDRESS, hour), Limit("outreach-code-all", "", FROM_EVERYWHERE, hour))
    try:
        found = again(db.session(), lambda session: opening.give_code(context(session), form.code.data))
    except NotThere:
        again(db.session(), lambda session: opening.note_refusal(context(session)))
        form.refuse()
        return whole_page("outreach/my_code.html", 422, form=form)
    open_here(found)
    return redirect(FOLLOWED, 303)


@pages.get("/aller-vers/suivi/demande")
@public
@personal
@offers_easy_french
@opened
def read_my_request(case: Case) -> ResponseReturnValue:
    """Show where it is; just after it was sent, the code to note down first. Once it was noted, this device shows it no more."""
    t, now = current_translator(), context()
    if session[_KEY][2] and "suite" not in request.args:
        return whole_page("outreach/asked.html", code=code_text(case.request), page=asking_page(now, t), urgency=case.request.urgency)
    session[_KEY] = [*session[_KEY][:2], False]
    return whole_page("outreach/my_request.html", page=request_page(now, case, t))


@pages.route("/aller-vers/suivi/retirer", methods=["GET", "POST"])
@public
@personal
@offers_easy_french
@sent_once
@opened
def take_my_request_back(_case: Case) -> ResponseReturnValue:
    """Ask whether it is meant, then take the request back."""
    if request.method != "POST":
        return whole_page("outreach/my_request_stop.html")

    def work(session: Session) -> bool:
        now = context(session)
        case = _opened(now)
        is_possible = may_withdraw(case.request)
        if is_possible:
            sorting.withdraw(now, case, Mover(Actor.REQUESTER))
            act_once(session, FOLLOWED)
        return is_possible

    is_done = again(db.session(), work)
    say(current_translator().gettext(WITHDRAWN if is_done else CHANGED))
    if is_done:
        open_here(_opened(context()).request.id)
    return redirect(FOLLOWED, 303)


@pages.post("/aller-vers/suivi/fermer")
@public
@personal
@offers_easy_french
def close_my_request() -> ResponseReturnValue:
    """Have this device forget what it opened; the quick exit sends it too. Nothing else changes."""
    session.pop(_KEY, None)
    return redirect(HOME, 303)


def _opened(now: Context) -> Case:
    number, until, _ = session.get(_KEY, (0, 0, False))
    if until < now.now.timestamp():
        raise NotThere
    return opening.by_number(now, number)

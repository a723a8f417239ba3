"""The person’s own page, by code or link: an old telephone, little French, maybe somebody looking over her shoulder."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import NamedTuple

from flask import redirect, request, session
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.attempts import Limit
from app.core.errors import NotThere
from app.core.language import mark
from app.core.unit_of_work import again
from app.directory.views.making import maker
from app.extensions import db
from app.orientations.display.person import Opened, PersonPage, person_page
from app.orientations.forms.person import CodeForm, TellForm
from app.orientations.queries import Case
from app.orientations.rules import Actor, Mover
from app.orientations.services import agreeing, opening, telling_back
from app.orientations.services.opening import OPEN_FOR, LinkOver
from app.orientations.services.telling_back import Gesture
from app.orientations.settings import Context
from app.orientations.views import pages
from app.orientations.views.loading import context, settings
from app.web.access import personal, public
from app.web.easy_french import offers_easy_french
from app.web.language import current_translator, prefer
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import whole_page
from app.web.spending import from_network, spend

START, FOLLOWED, OVER = "/ma-demande", "/ma-demande/suivi", "/ma-demande/fini"
HOME = "/"
FROM_ONE_ADDRESS, FROM_EVERYWHERE = 20, 600
"""Codes tried in an hour: a day centre shares one address of the network among many people."""
LINKS_FROM_ONE_ADDRESS = 60
ANSWERS_A_DAY = 10
"""Each writes to who orients."""
_KEY = "demande"
THANKS = mark("Merci. C’est noté.")
CHANGED = mark("Ce n’est plus possible : la demande a changé. Voici où elle en est.")
View = Callable[..., ResponseReturnValue]


class Access(NamedTuple):
    """An orientation that its person opened: where her page is, as whom she acts, the secret of the link (none by code)."""

    case: Case
    root: str
    by: Mover
    token: str


def hers(view: View) -> View:
    """Open the page of a link or of the code given a while ago, in her language; otherwise say what to do."""

    @wraps(view)
    def answer(token: str = "", **_gesture: str) -> ResponseReturnValue:
        try:
            opened = _access(context(), token)
        except LinkOver as over:
            _count("link", LINKS_FROM_ONE_ADDRESS)
            _note("link")
            prefer(over.language)
            return whole_page("orientations/my_request_over.html", 410, is_stopped=False)
        except NotThere:
            if not token:
                return redirect(START, 303)
            _count("link", LINKS_FROM_ONE_ADDRESS)
            _note("link")
            raise
        prefer(opened.case.orientation.language)
        return view(opened)

    return answer


@pages.route(START, methods=["GET", "POST"])
@public
@personal
@offers_easy_french
def open_my_request() -> ResponseReturnValue:
    """Take the code of a slip, and keep the page open on this device for a while."""
    form = CodeForm()
    if not form.validate_on_submit():
        return whole_page("orientations/my_code.html", 422 if form.is_submitted() else 200, form=form)
    _count("code", FROM_ONE_ADDRESS, FROM_EVERYWHERE)
    try:
        found = again(db.session(), lambda session: opening.give_code(context(session), form.code.data))
    except NotThere:
        _note("code")
        form.refuse()
        return whole_page("orientations/my_code.html", 422, form=form)
    session[_KEY] = [found, int((context().now + OPEN_FOR).timestamp())]
    return redirect(FOLLOWED, 303)


@pages.post("/ma-demande/fermer")
@public
@personal
@offers_easy_french
def close_my_request() -> ResponseReturnValue:
    """Have this device forget what it opened; the quick exit sends it too. Nothing else changes."""
    session.pop(_KEY, None)
    return redirect(HOME, 303)


@pages.get(OVER)
@public
@personal
@offers_easy_french
def read_that_it_is_over() -> ResponseReturnValue:
    """Say that everything was stopped and deleted."""
    return whole_page("orientations/my_request_over.html", is_stopped=True)


@pages.get("/ma-demande/suivi")
@pages.get("/ma-demande/lien/<token>")
@public
@personal
@offers_easy_french
@hers
def read_my_request(opened: Access) -> ResponseReturnValue:
    """Show where, when, what to bring, what happens next."""
    return _page(opened, TellForm(formdata=None))


@pages.get("/ma-demande/suivi/<any(venu, reponses, rappel):gesture>")
@pages.get("/ma-demande/lien/<token>/<any(venu, reponses, rappel):gesture>")
@public
@personal
@offers_easy_french
@hers
def come_back_to_my_request(opened: Access) -> ResponseReturnValue:
    """Lead from the address of a form, whose page said what to mend, back to her page: another language, a page loaded again."""
    return redirect(opened.root, 303)


@pages.post("/ma-demande/suivi/venu")
@pages.post("/ma-demande/lien/<token>/venu")
@public
@personal
@offers_easy_french
@sent_once
@hers
def say_i_went(opened: Access) -> ResponseReturnValue:
    """She went; and was helped, when she says so."""
    is_helped = request.form.get("aide") == "oui"
    return _done(opened, Gesture.MET, lambda now, case: telling_back.tell_met(now, case, opened.by, is_helped=is_helped))


@pages.post("/ma-demande/suivi/reponses")
@pages.post("/ma-demande/lien/<token>/reponses")
@public
@personal
@offers_easy_french
@sent_once
@hers
def answer_three_questions(opened: Access) -> ResponseReturnValue:
    """Take her answers."""
    form = TellForm()
    if not form.validate():
        return _page(opened, form, 422)
    spend(Limit("person-answers", str(opened.case.orientation.id), ANSWERS_A_DAY, timedelta(days=1)))
    return _done(opened, Gesture.TELL, lambda now, case: telling_back.answer(now, case, form.answers, opened.by))


@pages.post("/ma-demande/suivi/rappel")
@pages.post("/ma-demande/lien/<token>/rappel")
@public
@personal
@offers_easy_french
@sent_once
@hers
def ask_to_be_called(opened: Access) -> ResponseReturnValue:
    """Tell who oriented her that she wants a call."""
    return _done(opened, Gesture.CALL, telling_back.ask_call)


@pages.route("/ma-demande/suivi/arreter", methods=["GET", "POST"])
@pages.route("/ma-demande/lien/<token>/arreter", methods=["GET", "POST"])
@public
@personal
@offers_easy_french
@sent_once
@hers
def want_no_more(opened: Access) -> ResponseReturnValue:
    """Ask whether she means it, then stop the orientation."""
    if request.method != "POST":
        return whole_page("orientations/my_request_stop.html", opened=opened, is_withdrawal=False)
    return _done(opened, Gesture.CANCEL, lambda now, case: agreeing.cancel(now, case, opened.by))


@pages.route("/ma-demande/suivi/retirer", methods=["GET", "POST"])
@pages.route("/ma-demande/lien/<token>/retirer", methods=["GET", "POST"])
@public
@personal
@offers_easy_french
@sent_once
@hers
def withdraw_my_agreement(opened: Access) -> ResponseReturnValue:
    """Ask whether she means it, then delete what tells who she is and close every way in."""
    if request.method != "POST":
        return whole_page("orientations/my_request_stop.html", opened=opened, is_withdrawal=True)
    answer = _done(opened, Gesture.WITHDRAW, lambda now, case: agreeing.withdraw(now, case.orientation, opened.by), OVER)
    session.pop(_KEY, None)
    return answer


def _access(now: Context, token: str) -> Access:
    if token:
        case, link = opening.by_link(now, token)
        return Access(case, f"/ma-demande/lien/{token}", Mover(Actor.PERSON, link=link), token)
    number, until = session.get(_KEY, (0, 0))
    if until < now.now.timestamp():
        raise NotThere
    return Access(opening.by_number(now, number), FOLLOWED, Mover(Actor.PERSON), "")


def _done(opened: Access, gesture: Gesture, work: Callable[[Context, Case], None], led_to: str = "") -> ResponseReturnValue:
    """Do a gesture on what stands now, if it is still possible, and lead to her page."""
    token, led_to = opened.token, led_to or opened.root

    def act(session: Session) -> bool:
        now = context(session)
        case = _access(now, token).case
        is_possible = gesture in telling_back.possible(now, case)
        if is_possible:
            work(now, case)
            act_once(session, led_to)
        return is_possible

    is_done = again(db.session(), act)
    path = led_to if is_done else opened.root
    if path != OVER:
        say(current_translator().gettext(THANKS if is_done else CHANGED))
    return redirect(path, 303)


def _page(opened: Access, form: TellForm, status: int = 200) -> ResponseReturnValue:
    return whole_page("orientations/my_request.html", status, page=_shown(opened), form=form)


def _shown(opened: Access) -> PersonPage:
    now, case = context(), opened.case
    words = opening.words_for_her(now, case.orientation)
    return person_page(case, Opened(opened.root, telling_back.possible(now, case), words), maker(), settings().base_url)


def _count(what: str, from_address: int, from_everywhere: int = 0) -> None:
    """Count an attempt before anything is written; raise TooManyAttempts."""
    hour = timedelta(hours=1)
    limits = [from_network(f"person-{what}", from_address, hour)]
    if from_everywhere:
        limits.append(Limit(f"person-{what}-all", "", from_everywhere, hour))
    spend(*limits)


def _note(how: str) -> None:
    """Keep in the journal that something opened nothing."""
    again(db.session(), lambda session: opening.note_refusal(context(session), how))

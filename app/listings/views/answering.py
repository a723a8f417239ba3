"""Confirming by phrases, from a mail: no account, nothing to remember. Reading acts on nothing; a mail server may follow the link."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import current_app, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.errors import NotThere
from app.core.language import mark
from app.core.unit_of_work import again
from app.extensions import db
from app.listings.asking_queries import question
from app.listings.display import answers
from app.listings.forms.answering import ChangedForm, ChangedHoursForm
from app.listings.rules import Part
from app.listings.services import answering, renewing
from app.listings.services.answering import Answer, ChangedMeanwhile, LinkIsOver
from app.listings.services.corresponding import stop
from app.listings.views import pages
from app.listings.views.sending import count_sending, here
from app.web.access import personal, public
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import whole_page

CHANGED = mark("La fiche a changé entre-temps. Relisez avant de répondre.")
_BEFORE = {"change": Answer.NO.value}
"""Values of pages that were opened before these answers were one."""
View = Callable[..., ResponseReturnValue]


def of_live_link(view: View) -> View:
    """Answer in place of the view, once the link is over, with what to do."""

    @wraps(view)
    def answer(**values: Any) -> ResponseReturnValue:
        try:
            return view(**values)
        except LinkIsOver:
            return _over(values["token"], 410)

    return answer


@pages.get("/vrai/<token>")
@public
@personal
@of_live_link
def open_question(token: str) -> ResponseReturnValue:
    """Lead to the first part that waits for an answer, so that Back finds each of them again."""
    asked = answering.live_question(db.session(), token)
    shown = answering.shown(db.session(), asked, current_translator())
    return redirect(here(_next(token, asked.answers, shown)))


@pages.route("/vrai/<token>/<int:number>", methods=["GET", "POST"])
@public
@personal
@of_live_link
def answer_part(token: str, number: int) -> ResponseReturnValue:
    """Show one part as the public reads it; take yes or no, and lead on."""
    if request.method != "POST":
        return whole_page("listings/question.html", page=_page(token, number))
    try:
        return redirect(here(_answered(token)), 303)
    except ChangedMeanwhile:
        say(current_translator().gettext(CHANGED))
        return redirect(here(f"/vrai/{token}/{number}"), 303)


def _answered(token: str) -> str:
    given = request.form.get("reponse", "")
    given = _BEFORE.get(given, given)
    if given not in set(Answer):
        raise NotThere
    t, read = current_translator(), request.form.get("lu", "")

    def keep(session: Session) -> str:
        asked, place = answering.answer(session, token, read, Answer(given), t)
        shown = answering.shown(session, asked, t)
        return f"/vrai/{token}/{place}/dire" if given == Answer.NO else _next(token, asked.answers, shown, after=place)

    return again(db.session(), keep)


@pages.post("/vrai/<token>/tout")
@public
@personal
@of_live_link
def confirm_all(token: str) -> ResponseReturnValue:
    """Take yes for all the parts that waited, if the public still reads of each what was read then."""
    t, read = current_translator(), request.form.get("lu", "").split()

    def keep(session: Session) -> None:
        for mark_read in read:
            answering.answer(session, token, mark_read, Answer.YES, t)

    try:
        again(db.session(), keep)
    except ChangedMeanwhile:
        say(t.gettext(CHANGED))
    return redirect(here(f"/vrai/{token}"), 303)


@pages.route("/vrai/<token>/<int:number>/dire", methods=["GET", "POST"])
@public
@personal
@sent_once
@of_live_link
def tell_change(token: str, number: int) -> ResponseReturnValue:
    """Take what is not true any more, for somebody to decide."""
    page = _page(token, number)
    form = ChangedHoursForm() if page.part == Part.HOURS else ChangedForm()
    if not form.validate_on_submit():
        return whole_page("listings/part.html", 422 if form.is_submitted() else 200, form=form, page=page)
    count_sending(answering.listing_of(db.session(), answering.live_question(db.session(), token)))
    t = current_translator()

    def keep(session: Session) -> str:
        asked = answering.live_question(session, token)
        shown = answering.shown(session, asked, t)
        if number > len(shown):
            raise NotThere
        answering.tell(session, asked, number, shown, form.message.data, form.closed)
        led_to = here(_next(token, asked.answers, shown, after=number))
        act_once(session, led_to)
        return led_to

    return redirect(again(db.session(), keep), 303)


@pages.get("/vrai/<token>/merci")
@public
@personal
@of_live_link
def thank(token: str) -> ResponseReturnValue:
    """Say thank you, what the public reads, and which other listings the same person keeps."""
    asked = answering.live_question(db.session(), token)
    shown = answering.shown(db.session(), asked, current_translator())
    others = renewing.others_to_ask(db.session(), asked)
    return whole_page("listings/thanks.html", page=answers.thanks(token, asked.answers, shown, others, current_translator()))


@pages.post("/vrai/<token>/aussi/<int:structure>")
@public
@personal
@sent_once
@of_live_link
def answer_for_another(token: str, structure: int) -> ResponseReturnValue:
    """Open the question of another listing of the same person, without a mail."""

    def begin(session: Session) -> str:
        led_to = here(f"/vrai/{renewing.ask_also(session, answering.live_question(session, token), structure)}")
        act_once(session, led_to)
        return led_to

    return redirect(again(db.session(), begin), 303)


@pages.route("/vrai/<token>/arreter", methods=["GET", "POST"])
@public
@personal
def stop_writing(token: str) -> ResponseReturnValue:
    """Write no more to who asks; the link of any mail does it, however old."""
    if request.method == "POST":
        again(db.session(), lambda session: stop(session, question(session, token).correspondent))
        return redirect(here(f"/vrai/{token}/arreter"), 303)
    is_stopped = question(db.session(), token).correspondent.stopped_at is not None
    return whole_page("listings/stop.html", token=token, is_stopped=is_stopped)


@pages.post("/vrai/<token>/nouveau")
@public
@personal
def renew_link(token: str) -> ResponseReturnValue:
    """Write again to who asks, if nothing was sent to them within a month; lead to what came of it."""
    base_url = current_app.extensions["reperes"].base_url
    again(db.session(), lambda session: renewing.renew(session, token, base_url))
    return redirect(here(f"/vrai/{token}"), 303)


def _over(token: str, status: int) -> ResponseReturnValue:
    ending = renewing.ending(db.session(), token)
    return whole_page("listings/link_over.html", status, token=token, page=answers.over(ending, current_translator()))


def _page(token: str, number: int) -> answers.Asked:
    asked = answering.live_question(db.session(), token)
    shown = answering.shown(db.session(), asked, current_translator())
    if not 0 < number <= len(shown):
        raise NotThere
    return answers.asked(token, number, shown, asked, current_translator())


def _next(token: str, given: Any, shown: Any, after: int = 0) -> str:
    """The next part without an answer, those before it last; thanks when there is none."""
    return f"/vrai/{token}/{answers.next_place(given, shown, after) or 'merci'}"

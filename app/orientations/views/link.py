"""Answering without an account, by the link of a mail. Reading acts on nothing: a mail server may follow the link before anybody."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.errors import NotThere
from app.core.language import mark
from app.core.unit_of_work import again
from app.extensions import db
from app.orientations.display import deciding as deciding_display
from app.orientations.display import identity
from app.orientations.display import link as display
from app.orientations.display.thread import thread
from app.orientations.forms.identifying import CodeForm
from app.orientations.forms.talking import MessageForm
from app.orientations.models import OrientationLink
from app.orientations.queries import Case
from app.orientations.rules import Actor
from app.orientations.services import identifying, talking
from app.orientations.services.identifying import CodeSpent, LinkIsOver, WrongCode
from app.orientations.views import pages
from app.orientations.views.decision import Gesture, action_named, take
from app.orientations.views.identified import count_code, count_try, count_unknown, forget, is_identified, remember
from app.orientations.views.loading import context
from app.web.access import personal, public
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import whole_page
from app.web.rights import allows

WRONG = mark("Ce code n’est pas le bon. Relisez le courriel et recommencez.")
SPENT = mark("Ce code ne sert plus : il est trop ancien, ou a été essayé trop de fois. Demandez-en un autre.")
SENT = mark("Un code est parti. Regardez la boîte de réception de votre structure.")
NOBODY = mark("Nous n’avons pas d’adresse où envoyer un code. Appelez qui vous a parlé de cette orientation.")
RENEWED = mark("Si cette orientation attend encore quelque chose de vous, un nouveau lien est parti à l’adresse de votre structure.")
LEFT = mark("C’est fait : cette page est refermée sur cet appareil.")
View = Callable[..., ResponseReturnValue]


@dataclass(frozen=True, slots=True)
class Door:
    """A live link, what it opens, and its path; whether the code was given in this browser."""

    link: OrientationLink
    case: Case
    token: str
    is_open: bool

    @property
    def path(self) -> str:
        """Of its page."""
        return f"/orientations/lien/{self.token}"


def of_link(view: View) -> View:
    """Give the view the door of a live link; answer in its place when it is over (410), or nobody made it (404)."""

    @wraps(view)
    def answer(token: str, **values: Any) -> ResponseReturnValue:
        try:
            link, found = identifying.opened(context(), token)
        except LinkIsOver:
            return whole_page("orientations/link_over.html", 410, renew_path=f"/orientations/lien/{token}/nouveau")
        except NotThere:
            return _unknown()
        return view(Door(link, found, token, is_identified(link)), **values)

    return answer


def identified(view: View) -> View:
    """Lead who did not give the code to the page that asks for it."""

    @wraps(view)
    def answer(door: Door, **values: Any) -> ResponseReturnValue:
        return view(door, **values) if door.is_open else redirect(door.path, 303)

    return answer


@pages.get("/orientations/lien/<token>")
@public
@personal
@of_link
def open_link(door: Door) -> ResponseReturnValue:
    """Say that something came, and nothing of whom; after the code, the whole of it."""
    if door.is_open:
        return _opened(door, MessageForm(formdata=None))
    page = display.closed_page(context(), door.case, door.path, current_translator(), has_account=allows("orientation:answer", door.case))
    return whole_page("orientations/link.html", page=page, is_open=False)


@pages.route("/orientations/lien/<token>/code", methods=["GET", "POST"])
@public
@personal
@of_link
def give_code(door: Door) -> ResponseReturnValue:
    """Send a code to the known mailbox; take it."""
    if door.is_open:
        return redirect(door.path, 303)
    if request.method == "POST" and request.form.get("geste") == "envoyer":
        return _send_code(door)
    form = CodeForm()
    if form.validate_on_submit():
        count_try(door.link)
        fact = again(db.session(), lambda session: _try(session, door.token, form.code.data))
        if fact is None:
            remember(door.link)
            return redirect(door.path, 303)
        form.code.errors = [WRONG if isinstance(fact, WrongCode) else SPENT]
    return _code_page(door, form)


@pages.route("/orientations/lien/<token>/decision/<action>", methods=["GET", "POST"])
@public
@personal
@sent_once
@of_link
@identified
def decide_by_link(door: Door, action: str) -> ResponseReturnValue:
    """Do one action, and say one's name."""

    def still_may(session: Session) -> None:
        identifying.opened(context(session), door.token)

    return take(door.case, Gesture(action_named(action), identifying.of_link(door.link), door.path, still_may))


@pages.post("/orientations/lien/<token>/messages")
@public
@personal
@sent_once
@of_link
@identified
def write_by_link(door: Door) -> ResponseReturnValue:
    """Write to who orients."""
    form = MessageForm()
    if not form.validate():
        return _opened(door, form, 422)

    def write(session: Session) -> None:
        link, found = identifying.opened(context(session), door.token)
        talking.say(context(session), found.orientation, identifying.of_link(link), form.message.data)
        act_once(session, door.path)

    try:
        again(db.session(), write)
    except (talking.NoAgreement, talking.NotSentYet):
        return _opened(door, form, 409)
    return redirect(f"{door.path}#messages", 303)


@pages.post("/orientations/lien/<token>/fermer")
@public
@personal
@of_link
@identified
def close_link(door: Door) -> ResponseReturnValue:
    """Forget it in this browser; or let the link open nothing any more, anywhere."""
    forget(door.link)
    if request.form.get("geste") == "revoquer":
        again(db.session(), lambda session: identifying.close_link(context(session), identifying.opened(context(session), door.token)[0]))
    else:
        say(current_translator().gettext(LEFT))
    return redirect(door.path, 303)


@pages.post("/orientations/lien/<token>/nouveau")
@public
@personal
def renew_link(token: str) -> ResponseReturnValue:
    """Send a new link to the known mailbox, in place of one that is too old."""
    try:
        found = identifying.known(context(), token)
    except NotThere:
        return _unknown()
    count_code(found, identifying.case_of_link(context(), found))

    def write(session: Session) -> None:
        now = context(session)
        identifying.renew(now, identifying.case_of_link(now, identifying.known(now, token)))

    again(db.session(), write)
    say(current_translator().gettext(RENEWED))
    return redirect(f"/orientations/lien/{token}", 303)


def _send_code(door: Door) -> ResponseReturnValue:
    count_code(door.link, door.case)

    def send(session: Session) -> int:
        now = context(session)
        return identifying.send_code(now, *identifying.opened(now, door.token))

    t, path = current_translator(), f"{door.path}/code"
    say(t.gettext(SENT if again(db.session(), send) else NOBODY))
    return redirect(path, 303)


def _try(session: Session, token: str, code: str) -> Exception | None:
    """Try a code; what it led to is kept, a wrong one is counted."""
    now = context(session)
    try:
        identifying.try_code(now, *identifying.opened(now, token), code)
    except (WrongCode, CodeSpent) as fact:
        return fact
    return None


def _code_page(door: Door, form: CodeForm) -> ResponseReturnValue:
    waits = identifying.waits_for_code(door.link, context().now)
    return whole_page("orientations/link_code.html", 422 if form.errors else 200, form=form, path=door.path, waits=waits)


def _opened(door: Door, form: MessageForm, status: int = 200) -> ResponseReturnValue:
    t, now, found = current_translator(), context(), door.case
    return whole_page(
        "orientations/link.html",
        status,
        page=display.opened_page(now, found, door.path, t),
        is_open=True,
        person=identity.shown_person(now.session, found, t),
        panel=deciding_display.panel(found, Actor.TARGET, now, door.path, t),
        thread=thread(now.session, found, Actor.TARGET, t, with_notes=False),
        message_form=form,
        message_action=f"{door.path}/messages",
    )


def _unknown() -> ResponseReturnValue:
    """The same answer for a link that nobody made and for one that was revoked."""
    count_unknown()
    return whole_page("orientations/link_over.html", 404, renew_path="")

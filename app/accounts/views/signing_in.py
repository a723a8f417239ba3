"""Signing in by a code or a link, and out."""

from contextlib import suppress
from urllib.parse import urlencode

from flask import Response, current_app, redirect, request, session
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts import mails, queries, recognising
from app.accounts.forms.signing_in import WRONG_CODE, CodeForm, Returning, SignInForm
from app.accounts.limiting import CODE, LINK, SIGN_IN, count_attempt
from app.accounts.models import Account
from app.accounts.returning import HOME
from app.accounts.services import signing_in
from app.accounts.views import pages
from app.config import Config
from app.core.clock import utc_now
from app.core.once import AlreadySent, act_once
from app.core.tokens import keyed_digest
from app.core.unit_of_work import unit_of_work
from app.extensions import db
from app.mail.services import post
from app.web.access import personal, public
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import nonce
from app.web.pages import whole_page

HANDLE = "asked"
"""Where the session of the asking browser keeps the secret without which a code is worth nothing."""
VERIFICATION = "/connexion/verification"
KEPT_BY_BROWSER = '"storage"'
"""What a browser wipes when one signs out: all that scripts kept, and those that answer without a network; not the language, a cookie."""
UNSENT, INTERVIEWS = "passages", "entretiens"
"""Cookies, sent on signing out only, by which pages that work without a network tell that something waits: attempts of a round
(`js/round-keeping.js`), interviews (`js/interview-queue.js`)."""


def leading(path: str, suite: str) -> str:
    """Return a path that leads, later, to another."""
    return path if suite == HOME else f"{path}?{urlencode({'suite': suite})}"


def onwards(account: Account, suite: str) -> Response:
    """Lead whoever just signed in where they were going, by their second factor when they have one."""
    return redirect(leading(VERIFICATION, suite) if account.totp_confirmed_at else suite, 303)  # type: ignore[return-value]


@pages.route("/connexion", methods=["GET", "POST"])
@public
@personal
def ask_to_sign_in() -> ResponseReturnValue:
    """A form for an e-mail; sent, a mail leaves with a code and a link. What is answered does not tell whether there is an account."""
    form = SignInForm(suite=request.args.get("suite"))
    present = recognising.device()
    if request.method == "GET" and present is not None and queries.is_half_way(present):
        return redirect(leading(VERIFICATION, form.suite.data), 303)
    if not form.validate_on_submit():
        config: Config = current_app.extensions["reperes"]
        return whole_page("accounts/sign_in.html", 422 if form.errors else 200, form=form, openid=config.openid)
    count_attempt(SIGN_IN, form.email.data)
    return redirect(_send(form.email.data, form.suite.data), 303)


def _send(email: str, suite: str) -> str:
    """Send a code and a link, once for each form; return the path of the page that asks for the code."""
    config: Config = current_app.extensions["reperes"]
    path = leading("/connexion/code", suite)
    handle = session[HANDLE] = keyed_digest(config.secret_key, "sign-in-handle", f"{nonce()}\0{email}")
    with suppress(AlreadySent), unit_of_work(db.session()) as transaction:
        act_once(transaction, handle, path)
        asked = signing_in.ask(transaction, config.secret_key, handle, email, current_translator().language.code)
        _write(transaction, asked, config.base_url, suite)
    return path


def _write(transaction: Session, asked: signing_in.Asked, base_url: str, suite: str) -> None:
    if asked.to is not None:
        letter = mails.create_account if asked.is_new else mails.sign_in
        post(transaction, asked.to, letter(asked.language, base_url, code=asked.code, token=asked.token, path=suite))


@pages.route("/connexion/code", methods=["GET", "POST"])
@public
@personal
def give_code() -> ResponseReturnValue:
    """A form for the code, in the browser that asked for it."""
    form = CodeForm(suite=request.args.get("suite"))
    handle = session.get(HANDLE)
    if handle is None:
        return redirect(leading("/connexion", form.suite.data), 303)
    if form.validate_on_submit():
        count_attempt(CODE, handle)
        try:
            return onwards(_enter_by_code(handle, form.code.data), form.suite.data)
        except signing_in.WrongCode:
            form.code.errors = [WRONG_CODE]
    form.code.data = ""
    return whole_page("accounts/code.html", 422 if form.errors else 200, form=form)


def _enter_by_code(handle: str, code: str) -> Account:
    config: Config = current_app.extensions["reperes"]
    with unit_of_work(db.session()) as transaction:
        signing_in.count_try(transaction, handle)
    with unit_of_work(db.session()) as transaction:
        account = signing_in.by_code(transaction, config.secret_key, handle, code, current_translator().language.code)
        recognising.enter(transaction, account)
        return account


@pages.route("/connexion/lien/<token>", methods=["GET", "POST"])
@public
@personal
def follow_link(token: str) -> ResponseReturnValue:
    """A page with one button: whoever looks into mails before their reader follows links, and sends no form."""
    form = Returning(suite=request.args.get("suite"))
    if request.method == "POST":
        count_attempt(LINK, token)
        with suppress(signing_in.LinkSpent), unit_of_work(db.session()) as transaction:
            account = signing_in.by_link(transaction, token, current_translator().language.code)
            recognising.enter(transaction, account)
            return onwards(account, form.suite.data)
    is_open = request.method != "POST" and queries.is_link_open(db.session(), token, utc_now())
    return whole_page("accounts/link.html", 200 if is_open else 410, form=form, token=token, is_open=is_open)


@pages.post("/deconnexion")
@public
@personal
def sign_out() -> ResponseReturnValue:
    """End the session of this device, and have the browser forget what it kept; ask first while something in it waits to be sent."""
    waiting = {name for name in (UNSENT, INTERVIEWS) if request.cookies.get(name)}
    if waiting and "quand-meme" not in request.form:
        return whole_page("accounts/sign_out.html", 409, has_attempts=UNSENT in waiting, has_interviews=INTERVIEWS in waiting)
    with unit_of_work(db.session()):
        recognising.leave()
    say(current_translator().gettext("Votre session est fermée sur cet appareil."))
    answer = redirect("/connexion", 303)
    answer.headers["Clear-Site-Data"] = KEPT_BY_BROWSER
    return answer

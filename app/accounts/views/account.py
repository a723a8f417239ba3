"""One’s own account."""

from flask import redirect, session
from flask.typing import ResponseReturnValue

from app.accounts import display, mails, queries
from app.accounts.forms.account import WORD, AccountForm, ClosingForm
from app.accounts.models import Account
from app.accounts.services import account as accounts
from app.accounts.views import pages
from app.core.errors import NotThere
from app.core.unit_of_work import unit_of_work
from app.extensions import db
from app.mail.services import post
from app.web.access import requires
from app.web.identity import identity
from app.web.language import current_translator
from app.web.notices import say
from app.web.pages import whole_page


def own_account() -> Account:
    """Return the account of whoever asks."""
    found = db.session().get(Account, identity().account)
    if found is None:
        raise NotThere
    return found


@pages.route("/compte", methods=["GET", "POST"])
@requires("account:keep")
def keep_account() -> ResponseReturnValue:
    """Home of the side of those who sign in: what is to be done first, one’s name and language, where to go."""
    account, t = own_account(), current_translator()
    form = AccountForm(name=account.name, language=account.language)
    if form.validate_on_submit():
        with unit_of_work(db.session()):
            accounts.keep(account, name=form.name.data, language=form.language.data)
        say(t.gettext("C’est enregistré."))
        return redirect("/compte", 303)
    is_bare = account.totp_confirmed_at is None and queries.needs_second_factor(db.session(), account.id)
    roles = display.roles(t, account.grants)
    return whole_page("accounts/account.html", 422 if form.errors else 200, form=form, account=account, roles=roles, is_bare=is_bare)


@pages.route("/compte/fermer", methods=["GET", "POST"])
@requires("account:keep")
def close_account() -> ResponseReturnValue:
    """What closing means, and a word to type; then nothing of the account is left but what it did, without a name."""
    form, t = ClosingForm(), current_translator()
    stuck: list[str] = []
    if form.validate_on_submit():
        try:
            _close(own_account())
        except accounts.Indispensable as refusal:
            stuck = list(refusal.names)
        else:
            session.clear()
            say(t.gettext("Votre compte est fermé."))
            return redirect("/connexion", 303)
    status = 409 if stuck else 422 if form.errors else 200
    return whole_page("accounts/close.html", status, form=form, stuck=stuck, word=t.gettext(WORD))


def _close(account: Account) -> None:
    with unit_of_work(db.session()) as transaction:
        if account.email:
            post(transaction, account.email, mails.closed(account.language))
        accounts.close(transaction, account)

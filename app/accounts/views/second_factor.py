"""The second factor: set up, asked, recovered, removed."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import current_app, redirect, request
from flask.typing import ResponseReturnValue

from app.accounts import display, queries, recognising
from app.accounts.forms.second_factor import WRONG_FACTOR, FactorForm
from app.accounts.limiting import SECOND_FACTOR, count_attempt
from app.accounts.models import DeviceSession
from app.accounts.services import devices, second_factor
from app.accounts.views import pages
from app.accounts.views.account import own_account
from app.accounts.views.signing_in import VERIFICATION, leading
from app.config import Config
from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.extensions import db
from app.web.access import personal, public, requires
from app.web.language import current_translator
from app.web.notices import say
from app.web.pages import whole_page

HERE = "/compte/double-verification"
SETTING_UP = f"{HERE}/application"
Parameters = ParamSpec("Parameters")


def freshly(view: Callable[Parameters, ResponseReturnValue]) -> Callable[Parameters, ResponseReturnValue]:
    """Let in only who signed in lately or gave the second factor: a device left open must not change how one signs in."""

    @wraps(view)
    def answer(*args: Parameters.args, **kwargs: Parameters.kwargs) -> ResponseReturnValue:
        present = recognising.device()
        if present is not None and second_factor.is_fresh(present, utc_now()):
            return view(*args, **kwargs)
        say(current_translator().gettext("Pour changer la double vérification, connectez-vous à nouveau."))
        return redirect(leading("/connexion", HERE), 303)

    return answer


@pages.route(VERIFICATION, methods=["GET", "POST"])
@public
@personal
def verify() -> ResponseReturnValue:
    """The code of the application, or one from the paper, asked of a device that has signed in."""
    form = FactorForm(suite=request.args.get("suite"))
    present = recognising.device()
    if present is None:
        return redirect(leading("/connexion", form.suite.data), 303)
    if present.account.totp_confirmed_at is None:
        return redirect(HERE, 303)
    if present.second_factor_at is not None or (form.validate_on_submit() and _is_verified(form, present)):
        return redirect(form.suite.data, 303)
    form.code.data = ""
    return whole_page("accounts/verification.html", 422 if form.errors else 200, form=form)


def _is_verified(form: FactorForm, present: DeviceSession) -> bool:
    """Take the code and give the device another secret; False, with an error in the form, when the code is wrong."""
    count_attempt(SECOND_FACTOR, str(present.account_id))
    try:
        with unit_of_work(db.session()) as transaction:
            second_factor.check(transaction, _key(), present.account, form.code.data)
            token = _prove(present)
    except second_factor.WrongFactor:
        form.code.errors = [WRONG_FACTOR]
        return False
    recognising.remember(token)
    return True


@pages.get(HERE)
@requires("account:keep")
def read_second_factor() -> ResponseReturnValue:
    """Whether the second factor is on, what it is, and what can be done with it."""
    account = own_account()
    needed = queries.needs_second_factor(db.session(), account.id)
    left = queries.recovery_codes_left(db.session(), account.id)
    return whole_page("accounts/two_factor.html", is_on=account.totp_confirmed_at is not None, is_needed=needed, codes_left=left)


@pages.post(f"{HERE}/commencer")
@requires("account:keep")
@freshly
def begin_second_factor() -> ResponseReturnValue:
    """Make the secret of an application."""
    with unit_of_work(db.session()):
        second_factor.begin(own_account())
    return redirect(SETTING_UP, 303)


@pages.route(SETTING_UP, methods=["GET", "POST"])
@requires("account:keep")
@freshly
def set_second_factor_up() -> ResponseReturnValue:
    """The square code to read with a telephone, and a form for the first code that the application shows."""
    form, account = FactorForm(), own_account()
    secret = account.totp_next_secret
    if secret is None:
        return redirect(HERE, 303)
    if form.validate_on_submit() and (codes := _confirmed(form)):
        return whole_page("accounts/recovery_codes.html", codes=codes)
    form.code.data = ""
    drawing = display.square_code(second_factor.address(account, secret))
    return whole_page("accounts/two_factor_setup.html", 422 if form.errors else 200, form=form, drawing=drawing, secret=secret)


def _confirmed(form: FactorForm) -> list[str]:
    """Take the application into service; return the codes for paper, or none, with an error in the form."""
    account, present = own_account(), recognising.device()
    count_attempt(SECOND_FACTOR, str(account.id))
    try:
        with unit_of_work(db.session()) as transaction:
            codes = second_factor.confirm(transaction, _key(), account, form.code.data)
            token = _prove(present) if present else ""
    except second_factor.WrongFactor:
        form.code.errors = [WRONG_FACTOR]
        return []
    recognising.remember(token)
    return codes


@pages.post(f"{HERE}/codes")
@requires("account:keep")
@freshly
def renew_recovery_codes() -> ResponseReturnValue:
    """Ten new codes for paper, shown this once."""
    account = own_account()
    if account.totp_confirmed_at is None:
        return redirect(HERE, 303)
    with unit_of_work(db.session()) as transaction:
        codes = second_factor.renew_recovery_codes(transaction, _key(), account)
    return whole_page("accounts/recovery_codes.html", codes=codes)


@pages.route(f"{HERE}/retirer", methods=["GET", "POST"])
@requires("account:keep")
@freshly
def remove_second_factor() -> ResponseReturnValue:
    """Do without, with a last code; not for whoever holds a role that needs it."""
    form, account = FactorForm(), own_account()
    if account.totp_confirmed_at is None or queries.needs_second_factor(db.session(), account.id):
        return redirect(HERE, 303)
    if form.validate_on_submit() and _is_removed(form):
        say(current_translator().gettext("La double vérification est retirée."))
        return redirect(HERE, 303)
    form.code.data = ""
    return whole_page("accounts/two_factor_removal.html", 422 if form.errors else 200, form=form)


def _is_removed(form: FactorForm) -> bool:
    account = own_account()
    count_attempt(SECOND_FACTOR, str(account.id))
    try:
        with unit_of_work(db.session()) as transaction:
            second_factor.remove(transaction, _key(), account, form.code.data)
    except second_factor.WrongFactor:
        form.code.errors = [WRONG_FACTOR]
        return False
    return True


def _prove(present: DeviceSession) -> str:
    """Write down that a device gave the second factor; return its new secret."""
    present.second_factor_at = utc_now()
    return devices.renew(present)


def _key() -> str:
    config: Config = current_app.extensions["reperes"]
    return config.secret_key

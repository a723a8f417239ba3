"""The devices signed in."""

from flask import redirect
from flask.typing import ResponseReturnValue

from app.accounts import display, queries
from app.accounts.services import devices
from app.accounts.views import pages
from app.accounts.views.account import own_account
from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.extensions import db
from app.web.access import requires
from app.web.identity import identity
from app.web.language import current_translator
from app.web.notices import say
from app.web.pages import whole_page

LIST = "/compte/appareils"


@pages.get(LIST)
@requires("account:keep")
def list_devices() -> ResponseReturnValue:
    """Each device signed in to one’s account, with a way to sign it out."""
    found = queries.devices_of(db.session(), own_account().id, utc_now())
    return whole_page("accounts/devices.html", devices=display.device_rows(current_translator(), found, identity().session))


@pages.post(f"{LIST}/<int:number>/fin")
@requires("account:keep")
def end_device(number: int) -> ResponseReturnValue:
    """Sign one device out."""
    with unit_of_work(db.session()) as transaction:
        devices.end(transaction, own_account().id, number)
    say(current_translator().gettext("Cet appareil est déconnecté."))
    return redirect(LIST, 303)


@pages.post(f"{LIST}/fin")
@requires("account:keep")
def end_other_devices() -> ResponseReturnValue:
    """Sign every other device out."""
    with unit_of_work(db.session()) as transaction:
        devices.end_others(transaction, own_account().id, identity().session)
    say(current_translator().gettext("Tous les autres appareils sont déconnectés."))
    return redirect(LIST, 303)

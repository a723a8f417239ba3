"""Signing in with ProConnect, or another provider of OpenID Connect, where one is configured.

The journey begins by a form, and ends by one: the address of return only shows a button, since asking for a page never acts.
"""

from dataclasses import asdict
from datetime import timedelta

from flask import Response, current_app, redirect, request, session
from flask.typing import ResponseReturnValue

from app.accounts.limiting import Pace, count_attempt
from app.accounts.recognising import enter
from app.accounts.returning import own_path
from app.accounts.services import openid
from app.accounts.services.openid import AccountClosed, AnotherIdentity, Departure, EmailNotProven, NotBelieved, ProviderAway
from app.accounts.views import pages
from app.accounts.views.signing_in import onwards
from app.config import Config, OpenId
from app.core.clock import utc_now
from app.core.errors import DomainError, NotThere
from app.core.language import mark
from app.core.tokens import is_same
from app.core.unit_of_work import unit_of_work
from app.extensions import db
from app.web.access import personal, public
from app.web.language import selection
from app.web.pages import whole_page
from app.web.spending import network

JOURNEY = "openid"
"""Where the signed cookie of the session keeps the secrets of a journey to the provider, and where to go after it."""
PACE = Pace("openid", 60, 60, timedelta(minutes=15))
BACK = "/connexion/proconnect/retour"
LONGEST = 4000

LOST = mark("Cette page de retour n’est plus valable. Recommencez depuis la page de connexion.")
TROUBLES: dict[type[DomainError], tuple[int, str]] = {
    ProviderAway: (503, mark("Le service d’identité ne répond pas. Réessayez dans quelques minutes, ou demandez un code par courriel.")),
    NotBelieved: (400, mark("La réponse du service d’identité n’a pas pu être vérifiée. Recommencez, ou demandez un code par courriel.")),
    EmailNotProven: (403, mark("Le service d’identité ne garantit pas votre adresse de courriel. Demandez plutôt un code par courriel.")),
    AnotherIdentity: (
        403,
        mark("Cette adresse a déjà un compte, relié à une autre identité. Demandez un code par courriel pour y entrer."),
    ),
    AccountClosed: (403, mark("Ce compte ne peut plus être utilisé. Écrivez à l’équipe du site si c’est une erreur.")),
}
DENIED = mark("Le service d’identité ne vous a pas laissé entrer, ou vous avez renoncé. Vous pouvez demander un code par courriel.")


@pages.post("/connexion/proconnect")
@public
@personal
def go_to_provider() -> ResponseReturnValue:
    """Lead to the provider."""
    from app.accounts.services import openid_exchange  # noqa: PLC0415 - see there

    config, provider = _configured()
    count_attempt(PACE, network())
    departure = openid.depart()
    try:
        address = openid_exchange.address(provider, departure, config.base_url + BACK)
    except ProviderAway as fact:
        return _trouble(fact)
    session[JOURNEY] = {**asdict(departure), "suite": own_path(request.form.get("suite", ""))}
    return redirect(address, 303)


@pages.get(BACK)
@public
@personal
def come_back() -> ResponseReturnValue:
    """Show the one button that ends the journey."""
    _, provider = _configured()
    state, code = request.args.get("state", ""), request.args.get("code", "")
    if not is_same(state, session.get(JOURNEY, {}).get("state", "")) or not state:
        return _page(provider, 400, problem=LOST)
    if not code:
        return _page(provider, 403, problem=DENIED)
    return _page(provider, 200, state=state, code=code)


@pages.post("/connexion/proconnect/entrer")
@public
@personal
def come_in() -> ResponseReturnValue:
    """Check what came back, and sign in; the secrets of a journey serve once."""
    from app.accounts.services import openid_exchange  # noqa: PLC0415 - see there

    config, provider = _configured()
    count_attempt(PACE, network())
    kept: dict[str, str] = session.pop(JOURNEY, {})
    state, code = request.form.get("state", ""), request.form.get("code", "")[:LONGEST]
    if not kept or not is_same(state, kept["state"]) or not code:
        return _page(provider, 400, problem=LOST)
    departure = Departure(state=kept["state"], nonce=kept["nonce"], verifier=kept["verifier"])
    try:
        person = openid_exchange.arrive(provider, departure, code, config.base_url + BACK, utc_now())
        with unit_of_work(db.session()) as transaction:
            account = openid.account_of(transaction, person, selection().language.code)
            enter(transaction, account)
    except tuple(TROUBLES) as fact:
        return _trouble(fact)
    return onwards(account, kept["suite"])


def _configured() -> tuple[Config, OpenId]:
    config: Config = current_app.extensions["reperes"]
    if config.openid is None:
        raise NotThere
    return config, config.openid


def _trouble(fact: DomainError) -> Response:
    _, provider = _configured()
    status, problem = TROUBLES[type(fact)]
    return _page(provider, status, problem=problem)


def _page(provider: OpenId, status: int, *, problem: str = "", state: str = "", code: str = "") -> Response:
    return whole_page("accounts/openid.html", status, name=provider.name, problem=problem, state=state, code=code)

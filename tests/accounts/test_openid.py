"""Signing in with an identity provider: nothing that it says is believed unsigned, and nobody's account is handed over."""

from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from sqlalchemy import func, select

from app.accounts.models import Account, DeviceSession
from app.accounts.services import openid_exchange as service
from app.config import OpenId
from app.core.unit_of_work import unit_of_work
from app.web.headers import policy
from tests.support import oidc_provider
from tests.support.forms import hidden_fields
from tests.support.plugins.accounts import SESSION_KEY, account_of

pytestmark = pytest.mark.one_engine

START, ENTER = "/connexion/proconnect", "/connexion/proconnect/entrer"
EMAIL = "agent@exemple.fr"


@pytest.fixture(scope="module")
def served():
    with oidc_provider.serving() as provider:
        yield provider


@pytest.fixture
def provider(served, app, monkeypatch):
    """A provider that answers as it should, and the application set to use it."""
    fresh = oidc_provider.Provider(issuer=served.issuer)
    vars(served).update(vars(fresh))
    openid = OpenId(issuer=served.issuer, client_id=oidc_provider.CLIENT_ID, client_secret=oidc_provider.CLIENT_SECRET)
    monkeypatch.setitem(app.extensions, "reperes", replace(app.extensions["reperes"], openid=openid))
    return served


def leave(client, suite="/organisations"):
    """Press the button of the sign-in page; return where the browser is led."""
    token = hidden_fields(client.get("/connexion"))["csrf_token"]
    return client.post(START, data={"csrf_token": token, "suite": suite})


def come_back(client, provider, suite="/organisations"):
    """Go to the provider, agree, come back; return the page with the button."""
    led = leave(client, suite)
    assert led.status_code == 303
    return client.get(provider.back(led.location))


def enter(client, page):
    return client.post(ENTER, data=hidden_fields(page, ENTER))


def device(client):
    with client.session_transaction() as kept:
        return kept.get(SESSION_KEY)


def test_the_browser_is_led_with_a_state_a_nonce_and_a_challenge(client, provider):
    led = leave(client)

    assert led.status_code == 303
    assert led.location.startswith(f"{provider.issuer}/authorize?")
    provider.authorize(led.location)
    assert provider.asked["response_type"] == "code"
    assert provider.asked["code_challenge_method"] == "S256"
    assert provider.asked["scope"] == "openid email"
    assert len(provider.asked["state"]) >= 32
    assert len(provider.asked["nonce"]) >= 32
    assert urlsplit(provider.asked["redirect_uri"]).path == "/connexion/proconnect/retour"


@pytest.mark.parametrize("tells_signed", [True, False])
def test_coming_back_signs_in_once_the_button_is_pressed(client, provider, session, tells_signed):
    provider.tells_signed = tells_signed
    page = come_back(client, provider)

    assert page.status_code == 200
    assert device(client) is None
    answer = enter(client, page)
    assert (answer.status_code, answer.location) == (303, "/organisations")
    assert device(client)
    account = session.scalars(select(Account)).one()
    assert account.email == EMAIL
    assert account.openid_subject
    assert client.get("/organisations").status_code == 200


def test_the_same_person_comes_back_to_the_same_account_even_under_another_email(client, provider, session):
    enter(client, come_back(client, provider))
    provider.person["email"] = "nouvelle@exemple.fr"
    enter(client, come_back(client, provider))

    assert session.scalars(select(Account.email)).all() == [EMAIL]


def test_an_account_of_that_email_is_tied_to_the_person(client, provider, session):
    account = account_of(session, EMAIL, [], {})
    enter(client, come_back(client, provider))

    session.expire_all()
    assert session.scalars(select(Account.id).where(Account.openid_subject.is_not(None))).all() == [account.id]


def test_an_account_tied_to_somebody_else_is_not_handed_over(client, provider, session):
    account = account_of(session, EMAIL, [], {})
    with unit_of_work(session):
        account.openid_subject = "somebody else"
    answer = enter(client, come_back(client, provider))

    assert answer.status_code == 403
    assert "autre identité" in answer.text
    assert device(client) is None


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_an_email_that_the_provider_does_not_prove_signs_nobody_in(client, provider, session, verified):
    provider.person["email_verified"] = verified
    answer = enter(client, come_back(client, provider))

    assert answer.status_code == 403
    assert "ne garantit pas" in answer.text
    assert session.scalar(select(func.count()).select_from(Account)) == 0


def test_proconnect_answers_for_the_emails_that_it_gives():
    claims = {"sub": "42", "email": EMAIL}

    def is_proven(issuer, **more):
        openid = OpenId(issuer=issuer, client_id="a", client_secret=oidc_provider.CLIENT_SECRET)
        return service._person(openid, issuer, {**claims, **more}).is_email_proven

    assert is_proven("https://proconnect.gouv.fr/api/v2")
    assert not is_proven("https://proconnect.gouv.fr/api/v2", email_verified=False)
    assert not is_proven("https://faux-proconnect.gouv.fr.exemple.fr")
    assert not is_proven("https://fauxproconnect.gouv.fr")


def test_a_disabled_account_stays_out(client, provider, session, monday):
    account = account_of(session, EMAIL, [], {})
    with unit_of_work(session):
        account.disabled_at = account.created_at
    answer = enter(client, come_back(client, provider))

    assert answer.status_code == 403
    assert device(client) is None


LIES = {
    "a forged signature": {"signs_with": oidc_provider.FORGED},
    "another journey": {"claims": {"nonce": "another"}},
    "no nonce": {"claims": {"nonce": None}},
    "somebody else’s token": {"claims": {"aud": "another client"}},
    "a token for several, given to another": {"claims": {"aud": ["another", oidc_provider.CLIENT_ID], "azp": "another"}},
    "another provider": {"claims": {"iss": "https://exemple.fr"}},
    "an expired token": {"claims": {"exp": 1_000_000_000}},
    "a token without an end": {"claims": {"exp": None}},
    "nobody": {"claims": {"sub": None}},
    "two people": {"told": {"sub": "43"}},
    "nobody in what is told": {"told": {"sub": None}},
    "what is told to another client": {"told": {"aud": "another client"}},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_signs_nobody_in(client, provider, session, lie):
    page = come_back(client, provider)
    vars(provider).update(LIES[lie])
    answer = enter(client, page)

    assert answer.status_code == 400, lie
    assert "vérifiée" in answer.text
    assert device(client) is None
    assert session.scalar(select(func.count()).select_from(DeviceSession)) == 0


def test_a_token_that_nobody_signed_is_not_believed(client, provider, monkeypatch):
    page = come_back(client, provider)
    unsigned = "eyJhbGciOiJub25lIn0.eyJzdWIiOiI0MiJ9."  # pragma: allowlist secret
    monkeypatch.setattr(type(provider), "signed", lambda _self, _claims: unsigned)

    assert enter(client, page).status_code == 400


def test_a_return_that_this_browser_did_not_ask_for_is_refused(client, provider, app):
    led = leave(client)
    back = provider.back(led.location)

    assert app.test_client().get(back).status_code == 400
    assert client.get("/connexion/proconnect/retour?code=a&state=b").status_code == 400
    assert client.get("/connexion/proconnect/retour").status_code == 400


def test_a_return_serves_once(client, provider):
    page = come_back(client, provider)
    fields = hidden_fields(page, ENTER)
    assert enter(client, page).status_code == 303

    fields["csrf_token"] = hidden_fields(client.get("/organisations/nouvelle"), "/organisations/nouvelle")["csrf_token"]
    assert client.post(ENTER, data=fields).status_code == 400


def test_a_code_put_in_another_journey_is_refused(client, provider, app):
    somebody = app.test_client()
    stolen = hidden_fields(come_back(somebody, provider), ENTER)["code"]
    fields = hidden_fields(come_back(client, provider), ENTER)

    assert client.post(ENTER, data={**fields, "code": stolen}).status_code == 400
    assert device(client) is None


def test_who_gives_up_at_the_provider_is_told_what_else_to_do(client, provider):
    provider.authorize(leave(client).location)
    page = client.get(f"/connexion/proconnect/retour?error=access_denied&state={provider.asked['state']}")

    assert page.status_code == 403
    assert "code par courriel" in page.text


@pytest.mark.parametrize("path", ["openid-configuration", "token", "jwks", "userinfo"])
def test_a_provider_that_fails_is_said_plainly(client, provider, path):
    if path == "openid-configuration":
        provider.is_broken = path
        answer = leave(client)
    else:
        page = come_back(client, provider)
        provider.is_broken = path
        answer = enter(client, page)

    assert answer.status_code in (400, 503)
    assert "Vous n’êtes pas connecté" in answer.text


def test_a_slow_provider_does_not_hold_the_page(client, provider, monkeypatch):
    monkeypatch.setattr(service, "TIMEOUT", 0.05)
    provider.pause = 0.3

    answer = leave(client)
    provider.pause = 0.0
    assert answer.status_code == 503


def test_a_provider_out_of_reach_is_said_plainly(client, provider, app, monkeypatch):
    config = app.extensions["reperes"]
    nowhere = replace(config.openid, issuer="http://127.0.0.1:1")
    monkeypatch.setitem(app.extensions, "reperes", replace(config, openid=nowhere))

    assert leave(client).status_code == 503


def test_a_provider_that_calls_itself_otherwise_is_not_followed(client, provider, monkeypatch):
    monkeypatch.setattr(type(provider), "discovery", lambda self: {**vars(self), "issuer": "https://exemple.fr"})

    assert leave(client).status_code == 503


@pytest.mark.parametrize("suite", ["https://exemple.fr", "//exemple.fr", "/\\exemple.fr", ""])
def test_signing_in_leads_to_this_site_only(client, provider, suite):
    assert enter(client, come_back(client, provider, suite)).location == "/compte"


def test_without_a_provider_there_is_no_such_page(plain, app):
    assert plain.get("/connexion/proconnect/retour").status_code == 404


def test_the_policy_lets_the_form_lead_to_the_provider_alone(app):
    config = app.extensions["reperes"]
    openid = OpenId(issuer="https://identite.exemple.fr/api/v2", client_id="a", client_secret=oidc_provider.CLIENT_SECRET)

    assert "form-action 'self';" in policy(config)
    assert "form-action 'self' https://identite.exemple.fr;" in policy(replace(config, openid=openid))

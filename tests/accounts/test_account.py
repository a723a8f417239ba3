"""One's own account: found or made, kept, closed; accounts that nobody uses."""

import pytest
from sqlalchemy import select

from app.accounts import closing
from app.accounts.models import Account, DeviceSession, Grant, Invitation, Membership, Organisation, RecoveryCode, SignInRequest
from app.accounts.returning import own_path
from app.accounts.rules import MemberRole
from app.accounts.services import account as accounts
from app.accounts.services import devices, second_factor, signing_in
from app.core.clock import utc_now
from app.core.tokens import digest
from app.core.unit_of_work import unit_of_work
from tests.support.forms import post_form
from tests.support.plugins.accounts import account_of

KEY = "a secret that only tests share, long enough"  # pragma: allowlist secret
EMAIL = "quelquun@exemple.fr"
CLOSE = "/compte/fermer"


def invitation(organisation: int, email: str) -> Invitation:
    now = utc_now()
    return Invitation(organisation_id=organisation, email=email, role="membre", token_digest=digest(email), created_at=now, expires_at=now)


def test_an_address_is_kept_in_lower_case():
    assert accounts.normalised(" Nom@EXEMPLE.fr ") == "nom@exemple.fr"
    assert accounts.normalised("nom@Élan.exemple.fr") == "nom@xn--lan-9la.exemple.fr"


@pytest.mark.parametrize("text", ["", "nom", "nom@", "nom@localhost", "é@exemple.fr", "a b@exemple.fr"])
def test_what_mail_cannot_reach_is_no_address(text):
    with pytest.raises(accounts.NotAnEmail):
        accounts.normalised(text)


@pytest.mark.parametrize("path", ["/", "/a?b=c&d=%20", "/mes-fiches/1#horaires"])
def test_a_path_of_this_site_is_gone_back_to(path):
    assert own_path(path) == path


@pytest.mark.parametrize("path", ["", "a", "//a", "/\\a", "\\\\a", "/\na", "/\t/a", "https://a", "/" + "a" * 3000])
def test_nothing_else_is(path):
    assert own_path(path) == "/compte"


def test_an_account_is_made_once(session):
    made = accounts.find_or_create(session, EMAIL, "en")
    assert accounts.find_or_create(session, EMAIL, "fr") is made
    assert (made.email, made.language, made.name) == (EMAIL, "en", "")


def test_name_and_language_are_kept(client, signed_in_as, session):
    signed_in_as(client)
    page = post_form(client, "/compte", {"name": "  Nom \x00 d’usage ", "language": "en"})
    assert page.location == "/compte"
    assert "C’est enregistré" in client.get("/compte").text
    assert session.execute(select(Account.name, Account.language)).one() == ("Nom d’usage", "en")


def test_a_name_too_long_is_refused_and_kept_on_the_page(client, signed_in_as):
    signed_in_as(client)
    page = post_form(client, "/compte", {"name": "a" * 101, "language": "xx"})
    assert page.status_code == 422
    assert "a" * 101 in page.text


def test_the_account_says_its_roles_and_where(client, signed_in_as):
    signed_in_as(client, roles=[("moderateur", "38"), ("pilote", "")])
    page = client.get("/compte").text
    assert "Modération, département 38" in page
    assert "Pilotage de l’observatoire, partout" in page


def test_closing_needs_the_word(client, signed_in_as, session):
    signed_in_as(client)
    assert post_form(client, CLOSE, {"word": "oui"}).status_code == 422
    assert session.scalar(select(Account.closed_at)) is None


@pytest.fixture
def told(monkeypatch):
    """Numbers of the accounts that other features were told to forget."""
    numbers = []
    monkeypatch.setattr(accounts, "CLOSING", [lambda _session, number: numbers.append(number)])
    return numbers


def test_closing_leaves_nothing_of_who_it_was(client, signed_in_as, session, outbox, told):
    account = signed_in_as(client, roles=[("auteur", "")], organisations={"Seule": "proprietaire"})
    with unit_of_work(session):
        account.name, account.openid_subject = "Nom", "sub"
        account.totp_secret = "A"  # noqa: S105 - any text
        session.add(RecoveryCode(account_id=account.id, code_digest="x"))
        signing_in.ask(session, KEY, "handle", EMAIL, "fr")
    other = client.application.test_client()
    signed_in_as(other)
    answer = post_form(client, CLOSE, {"word": "Fermer"})
    assert answer.location == "/connexion"
    session.expire_all()
    kept = session.scalar(select(Account))
    assert (kept.email, kept.name, kept.openid_subject, kept.totp_secret, kept.totp_confirmed_at) == (None, "", None, None, None)
    assert kept.closed_at is not None
    for table in (Grant, Membership, RecoveryCode, SignInRequest, Organisation):
        assert session.scalars(select(table)).all() == []
    assert session.scalars(select(DeviceSession).where(DeviceSession.ended_at.is_(None))).all() == []
    assert told == [kept.id]
    assert other.get("/compte").status_code == client.get("/compte").status_code == 303
    assert [(to, letter.purpose) for to, letter in outbox()] == [(EMAIL, "closed-account")]


def test_whoever_closed_may_come_back_as_somebody_new(session):
    first = account_of(session, EMAIL, (), {})
    with unit_of_work(session):
        accounts.close(session, first)
    assert accounts.find_or_create(session, EMAIL, "fr").id != first.id


def test_the_last_owner_names_another_before_leaving(client, signed_in_as, session, outbox):
    account_of(session, "membre@exemple.fr", (), {"Ensemble": "membre"})
    signed_in_as(client, organisations={"Ensemble": "proprietaire", "Seule": "proprietaire"})
    page = post_form(client, CLOSE, {"word": "fermer"})
    assert page.status_code == 409
    assert "Ensemble" in page.text
    assert "Seule" not in page.text
    assert len(session.scalars(select(Organisation)).all()) == 2, "all or nothing"
    assert outbox() == []
    account_of(session, "autre@exemple.fr", (), {"Ensemble": "proprietaire"})
    assert post_form(client, CLOSE, {"word": "fermer"}).status_code == 303


@pytest.fixture
def swept(config, session):
    """Run the sweep of accounts that nobody uses."""

    def sweep() -> int:
        with unit_of_work(session):
            return closing.sweep_inactive(config)(session, utc_now())

    return sweep


def test_accounts_that_nobody_uses_are_warned_then_closed(session, swept, outbox, at):
    at("2026-01-01 12:00")
    unused, used = account_of(session, EMAIL, (), {}), account_of(session, "active@exemple.fr", (), {})
    seen = []
    for month in range(30):
        at(f"{2026 + month // 12}-{month % 12 + 1:02}-15 12:00")
        if month % 6 == 0:
            with unit_of_work(session):
                devices.start(session, used, "")
        if swept():
            seen.append(month)
        assert swept() == 0, "twice is once"
    assert seen == [24, 25]
    assert (unused.closed_at is None, used.closed_at is None) == (False, True)
    letters = [(to, letter.purpose) for to, letter in outbox()]
    assert letters == [(EMAIL, "inactive-account"), (EMAIL, "closed-account")]
    assert "14 février 2028" in outbox()[0][1].blocks[1].text


def test_whoever_comes_back_after_the_warning_is_not_closed(session, swept, at):
    at("2026-01-01 12:00")
    account = account_of(session, EMAIL, (), {})
    at("2028-01-15 12:00")
    assert swept() == 1
    at("2028-02-01 12:00")
    with unit_of_work(session):
        devices.start(session, account, "")
    at("2028-04-01 12:00")
    assert swept() == 0
    assert account.closed_at is None


def test_somebody_answers_for_an_organisation_whose_owner_is_gone(session, swept, outbox, at):
    at("2026-01-01 12:00")
    account_of(session, EMAIL, (), {"Ensemble": "proprietaire", "Seule": "proprietaire"})
    at("2027-12-01 12:00")
    account_of(session, "membre@exemple.fr", (), {"Ensemble": "membre"})
    heir = account_of(session, "redactrice@exemple.fr", (), {"Ensemble": "redacteur"})
    at("2028-01-15 12:00")
    swept()
    at("2028-03-01 12:00")
    swept()
    assert session.scalar(select(Membership.role).where(Membership.account_id == heir.id)) == MemberRole.OWNER
    assert session.scalars(select(Organisation.name)).all() == ["Ensemble"]
    assert outbox()[-1][0] == "redactrice@exemple.fr"


def test_what_served_to_sign_in_is_deleted_in_time(session, at):
    at("2026-01-01 12:00")
    account = account_of(session, EMAIL, (), {"Ensemble": "proprietaire"})
    organisation = session.scalar(select(Organisation.id))
    with unit_of_work(session):
        signing_in.ask(session, KEY, "handle", "nouvelle@exemple.fr", "fr")
        devices.start(session, account, "")
        session.add(invitation(organisation, "x@exemple.fr"))
    gone = []
    for moment in ("2026-01-01 13:00", "2026-01-03 12:00", "2026-02-13 12:00", "2026-02-15 12:00", "2026-04-02 12:00"):
        at(moment)
        with unit_of_work(session):
            gone.append(closing.sweep_leftovers(session, utc_now()))
        if len(gone) == 1:
            assert session.scalars(select(SignInRequest.email)).all() == [None]
    assert gone == [0, 1, 0, 1, 1]


def test_an_invitation_to_an_account_that_closes_is_forgotten(session):
    account_of(session, "autre@exemple.fr", (), {"Ensemble": "proprietaire"})
    account = account_of(session, EMAIL, (), {})
    with unit_of_work(session):
        session.add_all(invitation(session.scalar(select(Organisation.id)), email) for email in (EMAIL, "x@exemple.fr"))
        session.flush()
        accounts.close(session, account)
    assert session.scalars(select(Invitation.email)).all() == ["x@exemple.fr"]


def test_a_second_factor_goes_with_the_account(session):
    account = account_of(session, EMAIL, (), {})
    with unit_of_work(session):
        second_factor.begin(account)
        accounts.close(session, account)
    assert account.totp_next_secret is None

"""`reperes user` and `reperes keys`, as an operator types them."""

import base64
from contextlib import nullcontext

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from app.accounts.models import Account, DeviceSession, Grant, RecoveryCode
from app.core.clock import utc_now
from app.core.keys import Keyring
from app.core.unit_of_work import unit_of_work
from app.ops import application
from app.ops.cli import commands
from tests.support.forms import post_form

EMAIL = "premiere@exemple.fr"


@pytest.fixture
def reperes(app, monkeypatch):
    """Run a command on the application of the tests; its tables are up to date already."""
    monkeypatch.setattr("app.create_app", lambda **_how: app)
    monkeypatch.setattr("flask_migrate.upgrade", lambda: None)
    monkeypatch.setattr(application, "mend_words", nullcontext)
    return lambda *words: CliRunner().invoke(commands, list(words))


def roles(session):
    session.expire_all()
    return [tuple(row) for row in session.execute(select(Grant.role, Grant.territory).order_by(Grant.id))]


def test_the_first_administrator_enters_by_the_link_of_a_command_once(reperes, client, session, app):
    said = reperes("user", "create", f" {EMAIL.upper()} ", "--role", "administrateur")

    assert said.exit_code == 0
    link = said.stdout.strip()
    path = link.removeprefix("http://127.0.0.1:5000")
    assert path.startswith("/connexion/lien/")
    assert EMAIL not in said.output
    assert roles(session) == [("administrateur", "")]
    assert session.scalars(select(Account.email)).all() == [EMAIL]

    assert post_form(client, path, action=path).status_code == 303
    assert session.scalars(select(DeviceSession.account_id)).one()
    assert app.test_client().get(path).status_code != 200


def test_a_link_lasts_a_day(reperes, plain, at):
    at("2026-11-23 10:00")
    path = reperes("user", "create", EMAIL).stdout.strip().removeprefix("http://127.0.0.1:5000")
    at("2026-11-24 09:59")
    assert plain.get(path).status_code == 200
    at("2026-11-24 10:01")
    assert plain.get(path).status_code != 200


def test_creating_again_keeps_the_account_and_gives_another_link(reperes, session):
    first, second = (reperes("user", "create", EMAIL, "--role", "moderateur", "--territory", "7").stdout for _ in range(2))

    assert first != second
    assert len(session.scalars(select(Account)).all()) == 1
    assert roles(session) == [("moderateur", "07")]


def test_roles_are_given_and_taken_back_by_departement(reperes, session):
    reperes("user", "create", EMAIL)
    assert "donné" in reperes("user", "role", EMAIL, "moderateur", "--territory", "38").stderr
    assert "Rien à changer" in reperes("user", "role", EMAIL, "moderateur", "--territory", "38").stderr
    reperes("user", "role", EMAIL, "moderateur", "--territory", "2a")
    assert roles(session) == [("moderateur", "38"), ("moderateur", "2A")]

    assert "retiré" in reperes("user", "role", EMAIL, "moderateur", "--territory", "38", "--remove").stderr
    assert roles(session) == [("moderateur", "2A")]


def test_a_disabled_account_is_signed_out_and_its_links_die_until_it_is_enabled(reperes, client, session, signed_in_as, plain):
    signed_in_as(client, email=EMAIL)
    path = reperes("user", "create", EMAIL).stdout.strip().removeprefix("http://127.0.0.1:5000")
    assert plain.get("/connexion").status_code == 200

    assert reperes("user", "disable", EMAIL).exit_code == 0
    assert client.get("/organisations").status_code == 303
    assert plain.get(path).status_code != 200
    refused = reperes("user", "create", EMAIL)
    assert refused.exit_code == 2
    assert refused.stdout == ""

    assert reperes("user", "enable", EMAIL).exit_code == 0
    assert client.get("/organisations").status_code == 303, "its devices stay signed out"
    assert reperes("user", "create", EMAIL).exit_code == 0


def test_a_lost_second_factor_is_set_up_again(reperes, session):
    reperes("user", "create", EMAIL)
    with unit_of_work(session):
        account = session.scalars(select(Account)).one()
        account.totp_secret, account.totp_confirmed_at = "JBSWY3DPEHPK3PXP", utc_now()  # pragma: allowlist secret
        session.add(RecoveryCode(account_id=account.id, code_digest="0" * 64))

    assert reperes("user", "forget-factor", EMAIL).exit_code == 0

    session.expire_all()
    account = session.scalars(select(Account)).one()
    assert (account.totp_secret, account.totp_confirmed_at) == (None, None)
    assert session.scalars(select(RecoveryCode)).all() == []


def test_the_list_names_nobody(reperes):
    reperes("user", "create", EMAIL, "--role", "moderateur", "--territory", "38")
    reperes("user", "create", "autre@exemple.fr")
    said = reperes("user", "list")

    assert "moderateur (38)" in said.stdout
    assert "aucun rôle" in said.stdout
    assert "exemple" not in said.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("create", "pas une adresse"), "pas une adresse de courriel"),
        (("create", EMAIL, "--territory", "99"), "département"),
        (("role", "inconnue@exemple.fr", "moderateur"), "Aucun compte"),
        (("disable", "inconnue@exemple.fr"), "Aucun compte"),
        (("enable", "inconnue@exemple.fr"), "Aucun compte"),
        (("role", EMAIL, "chef"), "chef"),
    ],
)
def test_what_cannot_be_done_is_said(reperes, session, words, said):
    done = reperes("user", *words)

    assert done.exit_code == 2
    assert said in done.stderr
    assert session.scalars(select(Account)).all() == []


def test_a_new_key_is_one_that_the_configuration_reads(monkeypatch):
    said = CliRunner().invoke(commands, ["keys", "new"])

    assert said.exit_code == 0
    assert len(base64.b64decode(said.stdout.strip().partition(":")[2])) == 32
    named = CliRunner().invoke(commands, ["keys", "new", "k2"]).stdout.strip()
    assert next(iter(Keyring.read(f"{named},{said.stdout.strip()}").keys)) == "k2"
    assert CliRunner().invoke(commands, ["keys", "new", "k 2"]).exit_code == 2

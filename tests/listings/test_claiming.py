"""Claiming a listing: by the e-mail that the directory knew; double clicks, forged forms, codes tried by others."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from app.accounts.models import Organisation
from app.core.unit_of_work import unit_of_work
from app.directory import editing
from app.directory.history import Author
from app.directory.models import Keeping, Structure
from app.directory.rules import Origin
from app.listings.models import Correspondent, Ticket
from app.listings.services import claims
from tests.listings.claiming import (
    BY_EMAIL,
    BY_MODERATOR,
    BY_SIRET,
    SIRET,
    claim,
    codes,
    fill,
    organisation_of,
    rows,
    try_code,
    where,
)
from tests.support.factories import GRENOBLE
from tests.support.forms import hidden_fields

pytestmark = pytest.mark.one_engine

SITE = claims.Site("https://reperes.exemple.fr", "a secret that only tests share, long enough")  # pragma: allowlist secret


@pytest.fixture
def structure(directory):
    made = directory.structure(nom="Association du Relais", code_insee=GRENOBLE, siret=SIRET, courriel="accueil@relais.exemple.fr")
    directory.fixed(structure=made)
    directory.publish()
    return made


def test_a_stranger_is_led_to_sign_in_and_back(client, structure):
    answer = client.get(where(structure))
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/connexion?suite=%2Fstructures%2F{structure.id}%2Fprendre-en-main"


def test_the_code_sent_to_the_known_address_gives_the_listing(client, session, structure, signed_in_as, outbox):
    account = signed_in_as(client, email="presidente@exemple.fr")
    page = client.get(where(structure)).get_data(as_text=True)
    assert "a•••@relais.exemple.fr" in page
    assert "accueil@" not in page
    path = claim(client, structure, BY_EMAIL).headers["Location"]
    [(recipient, letter)] = outbox()
    assert recipient == "accueil@relais.exemple.fr"
    assert "Relais" not in letter.subject
    assert "presidente" not in str(letter)
    assert not rows(session, Keeping)
    [code] = codes(outbox)
    assert try_code(client, path, code).headers["Location"] == f"/mes-fiches/{structure.id}"
    [keeping] = rows(session, Keeping)
    organisation = organisation_of(session, "Le Relais")
    assert (keeping.structure_id, keeping.organisation_id, keeping.way) == (structure.id, organisation.id, "courriel")
    assert organisation.verified_at is not None
    [correspondent] = rows(session, Correspondent)
    assert (correspondent.account_id, correspondent.email) == (account.id, "presidente@exemple.fr")
    assert outbox()[-1][0] == "presidente@exemple.fr"
    [ticket] = rows(session, Ticket)
    assert (ticket.state, ticket.code_digest, ticket.answered_by) == ("accepte", None, "preuve")
    assert session.get(Structure, structure.id).is_default is structure.is_default


def test_a_code_serves_once(client, session, structure, signed_in_as, outbox):
    signed_in_as(client)
    path = claim(client, structure, BY_EMAIL).headers["Location"]
    [code] = codes(outbox)
    data = {**hidden_fields(client.get(path), path), "code": code}
    assert client.post(path, data=data).status_code == 303
    again = client.post(path, data=data)
    assert again.status_code == 200
    assert len(rows(session, Keeping)) == 1


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "9" * 100_000])
def test_what_is_no_code_costs_no_try(client, session, structure, signed_in_as, typed):
    signed_in_as(client)
    path = claim(client, structure, BY_EMAIL).headers["Location"]
    assert try_code(client, path, typed).status_code == 422
    assert rows(session, Ticket)[0].code_tries == 0


def test_an_old_code_is_worth_nothing(client, session, structure, signed_in_as, outbox):
    signed_in_as(client)
    path = claim(client, structure, BY_EMAIL).headers["Location"]
    with unit_of_work(session):
        rows(session, Ticket)[0].code_sent_at -= timedelta(days=1, minutes=1)
    assert try_code(client, path, codes(outbox)[0]).status_code == 200
    assert not rows(session, Keeping)


def test_somebody_else_cannot_type_the_code(app, client, session, structure, signed_in_as, outbox):  # noqa: PLR0917 - fixtures
    signed_in_as(client)
    path = claim(client, structure, BY_EMAIL).headers["Location"]
    other = app.test_client()
    signed_in_as(other, email="autre@exemple.fr")
    assert other.get(path).status_code == 404
    own = claim(other, structure, BY_EMAIL, nom="Autre").headers["Location"]
    first, second = codes(outbox)
    if first != second:
        assert try_code(other, own, first).status_code == 422
    assert not rows(session, Keeping)


def test_an_organisation_of_others_is_not_offered_nor_taken(app, client, session, structure, signed_in_as):
    signed_in_as(app.test_client(), email="autre@exemple.fr", organisations={"Autre": "proprietaire"})
    signed_in_as(client, organisations={"Membre": "redacteur"})
    for name in ("Autre", "Membre"):
        assert claim(client, structure, BY_EMAIL, organisation=str(organisation_of(session, name).id)).status_code == 422
    assert not rows(session, Ticket)


def test_an_address_that_a_proposal_brought_proves_nothing(client, session, structure, signed_in_as):
    with unit_of_work(session):
        row = session.get(Structure, structure.id)
        editing.edit(session, row, {"courriel": "moi@exemple.fr"}, Author(Origin.PROPOSAL, "proposition"))
    signed_in_as(client)
    assert "m•••@exemple.fr" not in client.get(where(structure)).get_data(as_text=True)
    assert claim(client, structure, BY_EMAIL).status_code == 422


def test_a_double_click_is_one_claim_and_one_code(client, session, structure, signed_in_as, outbox):
    signed_in_as(client)
    path = where(structure)
    data = {**hidden_fields(client.get(path), path), "organisation": "nouvelle", "nom": "Le Relais", "preuve": BY_EMAIL}
    first, second = client.post(path, data=data), client.post(path, data=data)
    assert first.headers["Location"] == second.headers["Location"]
    assert len(rows(session, Ticket)) == len(codes(outbox)) == len(rows(session, Organisation)) == 1


def test_asking_again_is_the_same_claim_with_another_code(client, session, structure, signed_in_as, outbox):
    signed_in_as(client, organisations={"Le Relais": "proprietaire"})
    number = str(organisation_of(session, "Le Relais").id)
    otherwise = f"{where(structure)}?autrement=oui"
    paths = {fill(client, otherwise, organisation=number, preuve=BY_EMAIL).headers["Location"] for _ in range(2)}
    assert len(paths) == len(rows(session, Ticket)) == 1
    first, second = codes(outbox)
    [path] = paths
    if first != second:
        assert try_code(client, path, first).status_code == 422
    assert try_code(client, path, second).status_code == 303


def test_codes_to_one_address_are_limited_whoever_asks(app, structure, signed_in_as, outbox, monkeypatch):
    monkeypatch.setattr("app.listings.views.claiming.CODES_TO_ONE", 2)
    answers = []
    for number in range(3):
        client = app.test_client()
        signed_in_as(client, email=f"personne{number}@exemple.fr")
        answers.append(claim(client, structure, BY_EMAIL, nom=f"Organisation {number}").status_code)
    assert answers == [303, 303, 429]
    assert len(codes(outbox)) == 2


@pytest.mark.parametrize(
    "said",
    [
        {"organisation": "", "preuve": BY_EMAIL},
        {"organisation": "nouvelle", "preuve": BY_EMAIL},
        {"organisation": "nouvelle", "nom": "N", "preuve": "courriel-7"},
        {"organisation": "nouvelle", "nom": "N", "preuve": "courriel--1"},
        {"organisation": "nouvelle", "nom": "N", "preuve": BY_MODERATOR},
        {"organisation": "nouvelle", "nom": "N", "preuve": BY_SIRET, "siret": "12345678901234"},
        {"organisation": "nouvelle", "nom": "n" * 100_000, "preuve": BY_SIRET},
        {"organisation": "nouvelle", "nom": "N", "preuve": BY_MODERATOR, "message": "m" * 100_000},
    ],
)
def test_what_will_not_do_is_said(client, session, structure, signed_in_as, said):
    signed_in_as(client)
    assert fill(client, where(structure), **said).status_code == 422
    assert not rows(session, Ticket)
    assert not rows(session, Organisation)


def test_a_code_typed_many_times_at_once_gives_the_listing_once(app, client, session, structure, signed_in_as, outbox):  # noqa: PLR0917
    signed_in_as(client)
    path = claim(client, structure, BY_EMAIL).headers["Location"]
    data = {**hidden_fields(client.get(path), path), "code": codes(outbox)[0]}
    cookie = client.get_cookie("session").value

    def send(_number):
        one = app.test_client()
        one.set_cookie("session", cookie)
        return one.post(path, data=data).status_code

    with ThreadPoolExecutor(4) as together:
        assert set(together.map(send, range(4))) <= {200, 303}
    assert len(rows(session, Keeping)) == len(rows(session, Correspondent)) == 1
    assert len([purpose for purpose in (letter.purpose for _to, letter in outbox()) if purpose == "ticket-answered"]) == 1


def test_claims_sent_at_once_from_two_pages_are_one(app, client, session, structure, signed_in_as):
    signed_in_as(client, organisations={"Le Relais": "proprietaire"})
    number = str(organisation_of(session, "Le Relais").id)
    path = where(structure)
    pages = [{**hidden_fields(client.get(path), path), "organisation": number, "preuve": BY_EMAIL} for _ in range(4)]
    cookie = client.get_cookie("session").value

    def send(data):
        one = app.test_client()
        one.set_cookie("session", cookie)
        return one.post(path, data=data).headers["Location"]

    with ThreadPoolExecutor(4) as together:
        assert len(set(together.map(send, pages))) == 1
    assert len(rows(session, Ticket)) == 1

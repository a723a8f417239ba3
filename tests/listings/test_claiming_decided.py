"""Claims that a SIRET proves, that a moderator decides; giving a listing back."""

import pytest
from sqlalchemy import func, select

from app.accounts.models import Account
from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.directory.models import Keeping, Structure
from app.listings.models import Correspondent, Ticket
from app.listings.services import claims
from app.listings.services.tickets import AlreadyAnswered
from tests.listings.claiming import (
    BY_EMAIL,
    BY_MODERATOR,
    BY_SIRET,
    OTHER_SIRET,
    SIRET,
    claim,
    codes,
    fill,
    give_siret,
    organisation_of,
    other_than,
    rows,
    try_code,
    where,
)
from tests.support.factories import GRENOBLE
from tests.support.forms import hidden_fields

SITE = claims.Site("https://reperes.exemple.fr", "a secret that only tests share, long enough")  # pragma: allowlist secret


@pytest.fixture
def structure(directory):
    made = directory.structure(nom="Association du Relais", code_insee=GRENOBLE, siret=SIRET, courriel="accueil@relais.exemple.fr")
    directory.fixed(structure=made)
    directory.publish()
    return made


def test_five_wrong_codes_leave_the_claim_to_moderators(client, session, structure, signed_in_as, outbox):
    signed_in_as(client)
    path = claim(client, structure, BY_EMAIL).headers["Location"]
    [code] = codes(outbox)
    assert [try_code(client, path, other_than(code)).status_code for _ in range(4)] == [422] * 4
    data = {**hidden_fields(client.get(path), path), "code": other_than(code)}
    assert client.post(path, data=data).status_code == 200
    assert "Une personne de l’équipe du site lira" in client.post(path, data={**data, "code": code}).get_data(as_text=True)
    [ticket] = rows(session, Ticket)
    assert (ticket.way, ticket.code_digest, ticket.state) == ("moderation", None, "ouvert")
    assert not rows(session, Keeping)


def test_the_same_siret_alone_waits_for_a_moderator(client, session, structure, signed_in_as):
    signed_in_as(client)
    path = claim(client, structure, BY_SIRET, siret=SIRET).headers["Location"]
    [ticket] = rows(session, Ticket)
    assert (ticket.way, ticket.subject, ticket.state) == ("moderation", "meme-siret", "ouvert")
    assert "Une personne de l’équipe du site lira" in client.get(path).get_data(as_text=True)
    assert not rows(session, Keeping)


@pytest.mark.parametrize(
    ("siret", "is_verified", "is_given"), [(SIRET, True, True), (SIRET, False, False), (OTHER_SIRET, True, False), (None, True, False)]
)
def test_a_verified_organisation_with_the_siret_gets_the_listing(client, session, structure, signed_in_as, siret, is_verified, is_given):  # noqa: PLR0917 - fixtures
    signed_in_as(client, organisations={"Le Relais": "proprietaire"})
    number = give_siret(session, "Le Relais", siret, verified=is_verified)
    claim(client, structure, BY_SIRET, organisation=number)
    assert len(rows(session, Keeping)) == is_given


def test_an_address_proven_does_not_vouch_for_the_siret_of_others(client, session, structure, signed_in_as, outbox):
    signed_in_as(client)
    path = claim(client, structure, BY_EMAIL, siret=OTHER_SIRET).headers["Location"]
    try_code(client, path, codes(outbox)[0])
    assert len(rows(session, Keeping)) == 1
    assert organisation_of(session, "Le Relais").verified_at is None


def test_a_listing_already_kept_goes_to_moderators_and_its_owners_are_told(app, client, session, structure, signed_in_as, outbox):  # noqa: PLR0917 - fixtures
    signed_in_as(app.test_client(), email="avant@exemple.fr", organisations={"Avant": "proprietaire"})
    with unit_of_work(session):
        kept = {"organisation_id": organisation_of(session, "Avant").id, "structure_id": structure.id}
        session.add(Keeping(**kept, way="moderation", since=utc_now()))
    signed_in_as(client, organisations={"Le Relais": "proprietaire"})
    number = give_siret(session, "Le Relais", SIRET)
    assert claim(client, structure, BY_SIRET, organisation=number, message="").status_code == 422
    assert claim(client, structure, BY_SIRET, organisation=number).status_code == 303
    assert rows(session, Ticket)[0].way == "moderation"
    [(recipient, letter)] = outbox()
    assert (recipient, letter.purpose) == ("avant@exemple.fr", "also-claimed")
    assert len(rows(session, Keeping)) == 1


def test_one_listing_granted_does_not_vouch_for_the_siret_of_others(client, session, structure, signed_in_as):
    signed_in_as(client)
    claim(client, structure, BY_MODERATOR, siret=OTHER_SIRET)
    with unit_of_work(session):
        claims.grant(session, rows(session, Ticket)[0], by="moderation", site=SITE)
    assert len(rows(session, Keeping)) == 1
    assert organisation_of(session, "Le Relais").verified_at is None


def test_a_moderator_grants_or_refuses_and_the_claimant_is_answered(client, session, structure, signed_in_as, outbox):
    signed_in_as(client, email="presidente@exemple.fr")
    path = claim(client, structure, BY_MODERATOR).headers["Location"]
    with unit_of_work(session):
        claims.refuse(session, rows(session, Ticket)[0], by="moderation", site=SITE, text="Appelez-nous.")
    assert "Appelez-nous." in client.get(path).get_data(as_text=True)
    assert not rows(session, Keeping)
    number = str(organisation_of(session, "Le Relais").id)
    claim(client, structure, BY_MODERATOR, organisation=number)
    with unit_of_work(session):
        claims.grant(session, rows(session, Ticket)[1], by="moderation", site=SITE)
    assert len(rows(session, Keeping)) == 1
    assert [recipient for recipient, _letter in outbox()] == ["presidente@exemple.fr"] * 2
    with pytest.raises(AlreadyAnswered), unit_of_work(session):
        claims.grant(session, rows(session, Ticket)[1], by="moderation", site=SITE)


def test_who_keeps_already_is_led_to_the_listing(client, session, structure, signed_in_as, outbox):
    signed_in_as(client)
    try_code(client, claim(client, structure, BY_EMAIL).headers["Location"], codes(outbox)[0])
    assert client.get(where(structure)).headers["Location"] == f"/mes-fiches/{structure.id}"
    token = hidden_fields(client.get("/mes-fiches"))
    assert client.post(where(structure), data={**token, "preuve": BY_MODERATOR}).headers["Location"] == f"/mes-fiches/{structure.id}"
    assert len(rows(session, Ticket)) == 1


def test_an_owner_gives_the_listing_back(app, client, session, structure, signed_in_as, outbox):  # noqa: PLR0917 - fixtures
    signed_in_as(client)
    try_code(client, claim(client, structure, BY_EMAIL).headers["Location"], codes(outbox)[0])
    path = f"/mes-fiches/{structure.id}/rendre"
    for email, given in (("autre@exemple.fr", {}), ("redactrice@exemple.fr", {"organisations": {"Le Relais": "redacteur"}})):
        other = app.test_client()
        signed_in_as(other, email=email, **given)
        assert other.get(path).status_code == 404
        assert other.post(path, data=hidden_fields(other.get("/mes-fiches"))).status_code == 404
    assert fill(client, path).headers["Location"] == "/mes-fiches"
    assert not rows(session, Keeping)
    assert not rows(session, Correspondent)
    assert session.scalar(select(func.count()).select_from(Structure)) == 1
    assert client.get(path).status_code == 404


def test_the_claim_of_a_protected_listing_tells_no_more_than_its_sheet(client, directory, signed_in_as):
    refuge = directory.refuge(structure=directory.structure(nom="Maison, 1 rue de l’Exemple", adresse="1 rue de l’Exemple"))
    directory.publish()
    signed_in_as(client)
    assert "rue de l’Exemple" not in client.get(where(refuge.structure)).get_data(as_text=True)


def test_a_closed_account_that_waited_is_no_correspondent(client, session, structure, signed_in_as):
    account = signed_in_as(client)
    claim(client, structure, BY_MODERATOR)
    with unit_of_work(session):
        [ticket] = rows(session, Ticket)
        session.get(Account, account.id).email = None
        claims.grant(session, ticket, by="moderation", site=SITE)
    assert not rows(session, Correspondent)

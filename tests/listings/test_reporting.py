"""« Quelque chose a changé ? »: sent without an account, followed by a secret link, answered."""

import pytest
from sqlalchemy import func, select

from app.core.attempts import Attempt
from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.extensions import db
from app.listings.models import Ticket
from app.listings.rules import TicketState
from app.listings.services.tickets import answer
from tests.support.factories import PRIVAS
from tests.support.forms import hidden_fields, links, post_form

pytestmark = pytest.mark.one_engine

REPORT = {"trouble": "horaires", "message": "Fermé le mardi matin depuis septembre.", "contact": "voisine@exemple.fr"}


@pytest.fixture
def service(directory):
    made = directory.fixed(nom="Le Relais")
    directory.publish()
    return made


def tickets(session):
    session.expire_all()
    return session.scalars(select(Ticket)).all()


def test_the_sheets_lead_to_the_page_that_says_what_changed(client, service):
    assert f"/services/{service.id}/signaler" in links(client.get(f"/services/{service.id}"))
    assert f"/structures/{service.structure_id}/signaler" in links(client.get(f"/structures/{service.structure_id}"))


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_a_report_is_sent_without_an_account_and_leads_to_its_link(client, session, service, language):
    path = f"/services/{service.id}/signaler?lang={language}"
    sent = post_form(client, path, REPORT)
    assert sent.status_code == 303
    assert sent.headers["Location"].endswith(f"?lang={language}")
    [ticket] = tickets(session)
    assert (ticket.sort, ticket.subject, ticket.message) == ("signalement", "horaires", REPORT["message"])
    assert (ticket.contact, ticket.language, ticket.departement) == ("voisine@exemple.fr", language, "38")
    assert client.get(sent.headers["Location"]).status_code == 200


def test_a_structure_is_reported_too(client, session, service):
    assert post_form(client, f"/structures/{service.structure_id}/signaler", {"trouble": "ferme-definitivement"}).status_code == 303
    [ticket] = tickets(session)
    assert (ticket.structure_id, ticket.service_id, ticket.message, ticket.contact) == (service.structure_id, None, None, None)


def test_a_form_sent_twice_is_one_report_with_one_link(client, session, service):
    path = f"/services/{service.id}/signaler"
    data = {**hidden_fields(client.get(path)), **REPORT}
    first, second = client.post(path, data=data), client.post(path, data=data)
    assert first.headers["Location"] == second.headers["Location"]
    assert len(tickets(session)) == 1


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"trouble": "rien"},
        {"trouble": "autre"},
        {"trouble": "horaires", "message": "a" * 2001},
        {"trouble": "horaires", "message": "a" * 100_000},
        {"trouble": "horaires", "contact": "pas une adresse"},
        {"trouble": "horaires", "contact": "a@exemple.fr\nBcc: tous@exemple.fr"},
        {"trouble": "horaires", "contact": "a@exemple.fr, b@exemple.fr"},
        {"trouble": "horaires", "contact": "a" * 100_000 + "@exemple.fr"},
    ],
    ids=["nothing", "unknown", "other-without-words", "long", "enormous", "no-address", "a-header", "two", "enormous-address"],
)
def test_what_will_not_do_is_said_and_nothing_typed_is_lost(client, session, service, said):
    page = post_form(client, f"/services/{service.id}/signaler", said)
    assert page.status_code == 422
    assert not tickets(session)
    assert not session.scalar(select(func.count()).select_from(Attempt))
    assert all(value.split()[0] in page.get_data(as_text=True) for value in said.values() if value != "rien")


def test_a_report_without_its_token_is_refused(client, session, service):
    assert client.post(f"/services/{service.id}/signaler", data=REPORT).status_code == 400
    assert not tickets(session)


@pytest.mark.parametrize("path", ["/services/999999/signaler", "/structures/999999/signaler", f"/services/{2**40}/signaler"])
def test_what_has_no_sheet_has_no_report(client, path):
    assert client.get(path).status_code == 404


def test_what_only_organisations_see_has_no_public_page(client, directory):
    hidden = directory.fixed(organisations_only=True)
    directory.publish()
    assert client.get(f"/services/{hidden.id}/signaler").status_code == 404
    assert client.get(f"/services/{hidden.id}/proposer").status_code == 404


def test_the_page_of_a_protected_listing_tells_no_more_than_its_sheet(client, directory):
    refuge = directory.refuge(nom="Maison, 1 rue de l’Exemple", conditions_acces="Sonnez au 1 rue de l’Exemple.")
    directory.publish()
    for path in (f"/services/{refuge.id}/signaler", f"/structures/{refuge.structure_id}/signaler"):
        text = client.get(path).get_data(as_text=True)
        assert "Exemple" not in text.replace("exemple", "")
        assert "07000" not in text
        assert "Quitter vite ce site" in text


def test_limits_hold_for_a_listing_and_are_rows(client, plain, service, monkeypatch):
    monkeypatch.setattr("app.listings.views.sending.ABOUT_ONE_LISTING", 2)
    path = f"/services/{service.id}/signaler"
    assert [post_form(client, path, REPORT).status_code for _ in range(2)] == [303, 303]
    assert post_form(client, path, REPORT).status_code == 429
    assert post_form(plain, f"/structures/{service.structure_id}/signaler", REPORT).status_code == 429


def test_limits_of_an_address_of_the_network_hold_in_another_instance(app, config, service, session, monkeypatch):
    from app import create_app
    from tests.support.inspector.client import InspectedClient

    monkeypatch.setattr("app.listings.views.sending.FROM_ONE_ADDRESS", 2)
    other = create_app(config)
    other.testing, other.test_client_class = True, InspectedClient
    path = f"/services/{service.id}/signaler"
    assert [post_form(one.test_client(), path, REPORT).status_code for one in (app, other)] == [303, 303]
    assert [post_form(one.test_client(), path, REPORT).status_code for one in (other, app)] == [429, 429]
    assert len(tickets(session)) == 2
    with other.app_context():
        db.engine.dispose()
    elsewhere = {"environ_overrides": {"REMOTE_ADDR": "192.0.2.7"}}
    assert post_form(app.test_client(), path, REPORT, **elsewhere).status_code == 303


def test_the_answer_goes_to_who_asked_for_it_in_their_language(client, session, service, outbox):
    sent = post_form(client, f"/services/{service.id}/signaler?lang=en", REPORT)
    [ticket] = tickets(session)
    with unit_of_work(session):
        answer(
            session,
            ticket,
            state=TicketState.ACCEPTED,
            text="Merci, c’est corrigé.",
            by="moderation",
            base_url="https://reperes.exemple.fr",
        )
    [(recipient, letter)] = outbox()
    assert recipient == "voisine@exemple.fr"
    assert letter.language.code == "en"
    assert "Relais" not in letter.subject
    assert any(getattr(block, "url", "") == f"https://reperes.exemple.fr/services/{service.id}" for block in letter.blocks)
    page = client.get(sent.headers["Location"]).get_data(as_text=True)
    assert "Merci, c’est corrigé." in page
    assert ticket.answered_at is not None
    assert ticket.answered_at <= utc_now()


def test_the_answer_about_a_protected_listing_does_not_tell_where_it_is(client, session, directory, outbox):
    refuge = directory.refuge(PRIVAS, nom="Maison, 1 rue de l’Exemple")
    directory.publish()
    post_form(client, f"/services/{refuge.id}/signaler", REPORT)
    [ticket] = tickets(session)
    with unit_of_work(session):
        answer(session, ticket, state=TicketState.REFUSED, text="Non.", by="moderation", base_url="https://reperes.exemple.fr")
    [(_recipient, letter)] = outbox()
    assert "rue de l’Exemple" not in str(letter)

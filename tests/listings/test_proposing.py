"""A correction proposed by anybody, compared field by field, taken in part or whole, answered."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from lxml import html
from sqlalchemy import select

from app.accounts.models import Organisation
from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.directory.fields import snapshot
from app.directory.models import Keeping, Revision, Service, Structure
from app.listings.models import Ticket
from app.listings.queries import listing
from app.listings.rules import TicketSort
from app.listings.services.tickets import open_ticket
from tests.support.factories import GRENOBLE, PRIVAS
from tests.support.forms import hidden_fields, post_form


@pytest.fixture
def service(directory):
    structure = directory.structure(nom="Association du Relais", code_insee=GRENOBLE, telephone="04 76 00 00 01")
    made = directory.fixed(nom="Le Relais", structure=structure, telephone="04 76 00 00 00", description="Un accueil.")
    directory.publish()
    return made


@pytest.fixture
def kept(service, session, signed_in_as, client):
    """The service, kept by an organisation whose owner is signed in."""
    account = signed_in_as(client, email="relais@exemple.fr", organisations={"Le Relais": "proprietaire"})
    keep(session, service.structure_id, "Le Relais")
    return service, account


def keep(session, structure_id, name):
    organisation = session.scalars(select(Organisation).where(Organisation.name == name)).one()
    with unit_of_work(session):
        session.add(Keeping(organisation_id=organisation.id, structure_id=structure_id, way="moderation", since=utc_now()))


def only_ticket(session):
    session.expire_all()
    return session.scalars(select(Ticket)).one()


def told(page):
    return " ".join(html.fromstring(page.get_data(as_text=True)).text_content().split())


def propose(plain, service, **said):
    return post_form(plain, f"/services/{service.id}/proposer", {"contact": "voisine@exemple.fr", **said}).headers["Location"]


def decide(client, path, **said):
    return post_form(client, path, said)


def where(service, ticket):
    return f"/mes-fiches/{service.structure_id}/propositions/{ticket.id}"


def test_only_what_was_changed_is_proposed_with_what_it_said(client, session, service):
    sent = post_form(client, f"/services/{service.id}/proposer", {"telephone": "04 76 11 11 11", "description": "Un accueil."})
    assert sent.status_code == 303
    ticket = only_ticket(session)
    assert (ticket.sort, ticket.proposed, ticket.base) == (
        "proposition", {"telephone": "04 76 11 11 11"}, {"telephone": "04 76 00 00 00"},
    )  # fmt: skip
    assert client.get(sent.headers["Location"]).status_code == 200


def test_nothing_changed_is_no_proposal(client, session, service):
    page = post_form(client, f"/services/{service.id}/proposer", {"telephone": "04 76 00 00 00", "contact": "voisine@exemple.fr"})
    assert page.status_code == 422
    assert "Changez au moins une information" in told(page)
    assert session.scalar(select(Ticket)) is None


def test_hours_are_said_in_words(client, session, service):
    assert post_form(client, f"/services/{service.id}/proposer", {"horaires": "Fermé le mardi."}).status_code == 303
    ticket = only_ticket(session)
    assert (ticket.message, ticket.proposed) == ("Fermé le mardi.", {})


def test_fields_that_the_form_does_not_ask_are_ignored(client, session, service):
    extra = {
        "nom": "Autre",
        "is_protected": "y",
        "latitude": "1",
        "siret": "1",
        "proposed": "x",
        "state": "accepte",
        "site_web": "https://x.fr",
    }
    assert post_form(client, f"/services/{service.id}/proposer", {"telephone": "115", **extra}).status_code == 303
    assert set(only_ticket(session).proposed) == {"telephone"}


def test_an_address_is_found_again_or_refused(client, session, service):
    moved = {"adresse": "2 place de l’Exemple", "code_postal": "07000", "commune": "privas"}
    assert post_form(client, f"/services/{service.id}/proposer", {**moved, "code_postal": "69001"}).status_code == 422
    assert post_form(client, f"/services/{service.id}/proposer", {"commune": ""}).status_code == 422
    assert post_form(client, f"/services/{service.id}/proposer", moved).status_code == 303
    place = only_ticket(session).proposed["place"]
    assert (place["code_insee"], place["latitude"]) == (PRIVAS, None)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("telephone", "appelez-moi"),
        ("courriel", "a@exemple.fr\r\nBcc: b@exemple.fr"),
        ("description", "a" * 100_000),
        ("conditions_acces", "a" * 100_000),
        ("horaires", "a" * 100_000),
        ("adresse", "a" * 100_000),
        ("contact", "a@exemple.fr\nTo: tous@exemple.fr"),
    ],
)
def test_what_will_not_do_is_said(client, session, service, field, value):
    assert post_form(client, f"/services/{service.id}/proposer", {field: value}).status_code == 422
    assert session.scalar(select(Ticket)) is None


def test_what_the_sheet_says_already_is_not_judged(client, session, service):
    with unit_of_work(session):
        row = session.get(Service, service.id)
        row.description, row.courriel = "Long. " * 3000, "accueil@localhost.local"
    assert post_form(client, f"/services/{service.id}/proposer", {"telephone": "115"}).status_code == 303
    assert set(only_ticket(session).proposed) == {"telephone"}


def test_a_site_that_is_no_site_is_refused(client, service):
    path = f"/structures/{service.structure_id}/proposer"
    assert post_form(client, path, {"site_web": "ftp://relais.exemple.fr"}).status_code == 422
    assert post_form(client, path, {"site_web": "https://relais.exemple.fr"}).status_code == 303


def test_a_protected_listing_is_corrected_without_learning_where_it_is(client, session, directory):
    refuge = directory.refuge(nom="Refuge", telephone="04 75 00 00 00", conditions_acces="Appelez. Sonnez au 1 rue de l’Exemple.")
    refuge.structure.site_web, refuge.structure.adresse = "https://refuge.exemple.fr", "1 rue de l’Exemple"
    refuge.structure.code_insee, refuge.structure.description = PRIVAS, "Au 1 rue de l’Exemple, à Privas."
    directory.publish()
    for path in (f"/services/{refuge.id}/proposer", f"/structures/{refuge.structure_id}/proposer"):
        text = client.get(path).get_data(as_text=True)
        assert "rue de l" not in text
        assert "07000" not in text
        assert "refuge.exemple" not in text
        assert 'name="adresse"' not in text
    said = {"telephone": "04 75 11 11 11", "adresse": "3 rue de l’Exemple", "site_web": "https://autre.exemple.fr"}
    assert post_form(client, f"/services/{refuge.id}/proposer", said).status_code == 303
    assert set(only_ticket(session).proposed) == {"telephone"}


def test_the_number_behind_the_115_is_not_asked(client, directory):
    night = directory.fixed(kinds=("hebergement-urgence",), through_siao=True, telephone="04 76 99 99 99")
    directory.publish()
    assert "99" not in told(client.get(f"/services/{night.id}/proposer"))


def test_the_owner_is_told_by_mail_and_decides_field_by_field(client, plain, session, kept, outbox):
    service, account = kept
    link = propose(plain, service, telephone="04 76 11 11 11", description="Autre chose.")
    [(recipient, letter)] = outbox()
    ticket = only_ticket(session)
    path = where(service, ticket)
    assert recipient == "relais@exemple.fr"
    assert "Relais" not in letter.subject
    assert any(getattr(block, "url", "").endswith(path) for block in letter.blocks)
    page = told(client.get(path))
    assert "Un accueil." in page
    assert "Autre chose." in page
    assert "voisine" not in page
    assert decide(client, path, accepte=["telephone"], reponse="").headers["Location"] == path
    ticket = only_ticket(session)
    assert (ticket.state, ticket.answered_by) == ("en-partie", "structure")
    changed = session.get(Service, service.id)
    assert (changed.telephone, changed.description) == ("04 76 11 11 11", "Un accueil.")
    revision = session.scalars(select(Revision).order_by(Revision.id.desc())).first()
    assert (revision.origin, revision.account_id, revision.changed) == ("proposition", account.id, ["telephone"])
    assert [recipient for recipient, _letter in outbox()] == ["relais@exemple.fr", "voisine@exemple.fr"]
    assert "Une partie de votre correction" in told(plain.get(link))


@pytest.mark.parametrize(("accepted", "state"), [(["telephone", "message"], "accepte"), ([], "refuse"), (["message"], "en-partie")])
def test_the_state_says_how_much_was_taken(client, plain, session, kept, accepted, state):  # noqa: PLR0917 - fixtures
    propose(plain, kept[0], telephone="115", horaires="Le matin.")
    decide(client, where(kept[0], only_ticket(session)), accepte=accepted, reponse="Vu.")
    ticket = only_ticket(session)
    assert (ticket.state, ticket.answer) == (state, "Vu.")


def test_names_that_are_not_of_the_proposal_are_accepted_by_nobody(client, plain, session, kept):
    propose(plain, kept[0], telephone="115")
    decide(client, where(kept[0], only_ticket(session)), accepte=["nom", "is_protected", "description"])
    assert only_ticket(session).state == "refuse"


def test_the_address_of_a_structure_is_decided_as_one(client, plain, session, kept):
    service, _account = kept
    moved = {"adresse": "2 place de l’Exemple", "code_postal": "07000", "commune": "Privas"}
    assert post_form(plain, f"/structures/{service.structure_id}/proposer", moved).status_code == 303
    decide(client, where(service, only_ticket(session)), accepte=["place"])
    assert only_ticket(session).state == "accepte"
    structure = session.get(Structure, service.structure_id)
    assert (structure.adresse, structure.code_insee) == ("2 place de l’Exemple", PRIVAS)


def test_who_decides_second_is_told_what_was_decided(client, plain, session, kept):
    service, _account = kept
    propose(plain, service, telephone="115")
    path = where(service, only_ticket(session))
    late = {**hidden_fields(client.get(path), path), "accepte": [], "reponse": "Non."}
    decide(client, path, accepte=["telephone"], reponse="Oui.")
    page = client.post(path, data=late)
    assert page.status_code == 409
    assert "Oui." in told(page)
    assert only_ticket(session).answer == "Oui."


def test_a_listing_changed_meanwhile_is_compared_again_before_anything_is_written(client, plain, session, kept):
    service, _account = kept
    propose(plain, service, telephone="115")
    path = where(service, only_ticket(session))
    late = {**hidden_fields(client.get(path), path), "accepte": ["telephone"], "reponse": ""}
    with unit_of_work(session):
        session.get(Service, service.id).telephone = "04 76 22 22 22"
    page = client.post(path, data=late)
    assert page.status_code == 409
    assert "04 76 22 22 22" in told(page)
    session.expire_all()
    assert session.get(Service, service.id).telephone == "04 76 22 22 22"
    assert decide(client, path, accepte=["telephone"]).status_code == 303
    session.expire_all()
    assert session.get(Service, service.id).telephone == "115"


def test_nobody_else_decides(app, session, service, plain, signed_in_as, directory):  # noqa: PLR0917 - fixtures
    other = directory.fixed(structure=directory.structure(nom="Autre"))
    directory.publish()
    propose(plain, service, telephone="115")
    path = where(service, only_ticket(session))
    assert app.test_client().get(path).headers["Location"].startswith("/connexion?")
    for email, given in (
        ("rien@exemple.fr", {}),
        ("autre@exemple.fr", {"organisations": {"Autre": "proprietaire"}}),
        ("moderation38@exemple.fr", {"roles": [("moderateur", "07")], "second_factor": True}),
    ):
        client = app.test_client()
        signed_in_as(client, email=email, **given)
        assert client.get(path).status_code == 404
    keep(session, other.structure_id, "Autre")
    assert client.get(f"/mes-fiches/{other.structure_id}/propositions/{only_ticket(session).id}").status_code == 404
    moderator = app.test_client()
    signed_in_as(moderator, email="isere@exemple.fr", roles=[("moderateur", "38")], second_factor=True)
    assert decide(moderator, path, accepte=["telephone"]).status_code == 303
    assert only_ticket(session).answered_by == "moderation"


def test_a_report_is_not_decided_as_a_proposal(client, plain, session, kept):
    service, _account = kept
    post_form(plain, f"/services/{service.id}/signaler", {"trouble": "horaires"})
    assert client.get(where(service, only_ticket(session))).status_code == 404


def test_a_closure_said_by_mail_is_added_to_what_was_announced_since(client, session, kept, directory):
    service, _account = kept
    closed = {"kind": "closure", "starts": "2030-08-01", "ends": "2030-08-15", "expression": "", "message": ""}
    with unit_of_work(session):
        about = listing(session, service.structure_id)
        open_ticket(session, sort=TicketSort.CLOSURE, listing=about, message="Fermé en août.", proposed={"temporary": [closed]})
    with unit_of_work(session):
        directory.temporarily(session.get(Structure, service.structure_id), "message", date(2030, 1, 1), date(2030, 1, 2), message="Vœux")
    assert "Fermé en août." in told(client.get(where(service, only_ticket(session))))
    decide(client, where(service, only_ticket(session)), accepte=["temporary"])
    assert only_ticket(session).state == "accepte"
    kinds = [one["kind"] for one in snapshot(session.get(Structure, service.structure_id))["temporary"]]
    assert kinds == ["message", "closure"]


def test_decisions_sent_at_once_are_one_and_the_others_are_told(app, client, plain, session, kept, outbox):  # noqa: PLR0917
    service, _account = kept
    propose(plain, service, telephone="115")
    path = where(service, only_ticket(session))
    data = {**hidden_fields(client.get(path), path), "accepte": ["telephone"], "reponse": ""}
    cookie = client.get_cookie("session").value

    def send(_number):
        one = app.test_client()
        one.set_cookie("session", cookie)
        return one.post(path, data=data).status_code

    with ThreadPoolExecutor(4) as together:
        assert sorted(together.map(send, range(4))) == [303, 409, 409, 409]
    assert [letter.purpose for _to, letter in outbox()] == ["proposal", "ticket-answered"]
    assert len(session.scalars(select(Revision).where(Revision.origin == "proposition")).all()) == 1

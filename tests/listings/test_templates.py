import pytest
from lxml import html
from sqlalchemy import select

from app.accounts.models import Organisation
from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.directory.fields import field_of
from app.directory.models import Keeping, Revision, Service
from app.listings.labels import FIELDS
from app.listings.models import ServiceTemplate, TemplateUse
from app.listings.services import templates
from tests.support.forms import hidden_fields, post_form

TEXT = {
    "name": "Premier accueil",
    "what_happens": "On vous écoute.",
    "documents": "Une pièce d’identité\n\nUn avis d’impôt",
    "frais": "gratuit",
}


@pytest.fixture
def network(client, directory, session, signed_in_as, monday) -> tuple[str, list[Service]]:
    """The address of the templates of one's organisation, and the services that it keeps."""
    signed_in_as(client, organisations={"Réseau": "redacteur"})
    services = [directory.fixed(nom="Accueil A"), directory.fixed(nom="Accueil B", what_happens="On vous écoute.")]
    directory.publish()
    with unit_of_work(session):
        organisation = session.scalar(select(Organisation).where(Organisation.name == "Réseau"))
        session.add_all(
            Keeping(organisation_id=organisation.id, structure_id=service.structure_id, way="siret", since=utc_now())
            for service in services
        )
    return f"/organisations/{organisation.id}/modeles", services


@pytest.fixture
def written(client, network) -> str:
    """The address of a template that two services follow."""
    path, services = network
    answer = post_form(client, f"{path}/nouveau", {**TEXT, "services": [service.id for service in services]}, action=f"{path}/nouveau")
    assert answer.status_code == 303
    return answer.headers["Location"].removesuffix("/appliquer")


def marks(page) -> list[str]:
    return html.fromstring(page.get_data(as_text=True)).xpath("//input[@name='vu']/@value")


def test_a_template_says_only_what_was_written(client, network, written, session) -> None:
    template = session.scalar(select(ServiceTemplate))
    assert template.fields == {
        "what_happens": "On vous écoute.",
        "documents": ["Une pièce d’identité", "Un avis d’impôt"],
        "frais": "gratuit",
    }
    assert "Premier accueil" in client.get(network[0]).get_data(as_text=True)
    shown = client.get(written).get_data(as_text=True)
    assert "Une pièce d’identité\nUn avis d’impôt" in shown


def test_each_site_says_what_it_says_otherwise_and_takes_what_was_chosen(client, network, written, session) -> None:
    _path, (first, second) = network
    page = client.get(f"{written}/appliquer")
    text = page.get_data(as_text=True)
    assert text.count("Remplacer : Ce qui va se passer") == 1, "the second says it already"
    assert text.count("Remplacer : Prix") == 2
    chosen = [f"{first.id}:what_happens", f"{second.id}:documents"]
    action = f"{written}/appliquer"
    answer = client.post(action, data={**hidden_fields(page, action), "vu": marks(page), "champ": chosen})
    assert answer.status_code == 303
    session.expire_all()
    first, second = session.get_one(Service, first.id), session.get_one(Service, second.id)
    assert (first.what_happens, first.documents, first.frais) == ("On vous écoute.", [], None)
    assert (second.documents, second.frais) == (["Une pièce d’identité", "Un avis d’impôt"], None)
    assert "2 services mis à jour." in client.get(action).get_data(as_text=True)
    versions = session.scalars(select(Revision).where(Revision.service_id == first.id).order_by(Revision.id)).all()
    assert [(version.origin, version.changed) for version in versions] == [("premiere", []), ("association", ["what_happens"])]
    assert all(use.applied_at for use in session.scalars(select(TemplateUse)))


def test_a_site_that_changed_since_the_page_was_shown_is_left_alone_and_told(client, network, written, session) -> None:
    _path, (first, second) = network
    action = f"{written}/appliquer"
    page = client.get(action)
    with unit_of_work(session):
        session.get_one(Service, first.id).what_happens = "On boit un café."
    chosen = [f"{service.id}:{field}" for service in (first, second) for field in ("what_happens", "frais")]
    client.post(action, data={**hidden_fields(page, action), "vu": marks(page), "champ": chosen})
    session.expire_all()
    assert session.get_one(Service, first.id).what_happens == "On boit un café."
    assert session.get_one(Service, first.id).frais is None
    assert session.get_one(Service, second.id).frais == "gratuit"
    text = client.get(action).get_data(as_text=True)
    assert "1 service mis à jour." in text
    assert "Nous n’y avons pas touché : Accueil A" in text
    assert "On boit un café." in text


def test_a_service_that_the_organisation_does_not_keep_any_more_is_not_changed(client, network, written, session) -> None:
    _path, (first, _second) = network
    action = f"{written}/appliquer"
    page = client.get(action)
    with unit_of_work(session):
        session.delete(session.scalar(select(Keeping).where(Keeping.structure_id == first.structure_id)))
    client.post(action, data={**hidden_fields(page, action), "vu": marks(page), "champ": [f"{first.id}:frais"]})
    session.expire_all()
    assert session.get_one(Service, first.id).frais is None
    assert "Accueil A" not in client.get(action).get_data(as_text=True)


def test_of_two_who_change_a_template_at_once_nobodys_words_are_lost(client, network, written, session) -> None:
    page = client.get(written)
    with unit_of_work(session):
        template = session.scalar(select(ServiceTemplate))
        template.fields = {**template.fields, "what_happens": "On vous reçoit à deux."}
    hidden = hidden_fields(page, written)
    mine = {**TEXT, "what_happens": "On vous offre un café."}
    refused = client.post(written, data={**hidden, **mine})
    text = refused.get_data(as_text=True)
    assert refused.status_code == 409
    assert "On vous reçoit à deux." in text
    assert "On vous offre un café." in text
    assert client.post(written, data={**hidden_fields(refused, written), **mine}).status_code == 303
    session.expire_all()
    assert session.scalar(select(ServiceTemplate)).fields["what_happens"] == "On vous offre un café."


def test_a_template_needs_a_name_and_is_written_once(client, network, session) -> None:
    path = f"{network[0]}/nouveau"
    refused = post_form(client, path, {**TEXT, "name": " "}, action=path)
    assert refused.status_code == 422
    assert "On vous écoute." in refused.get_data(as_text=True)
    page = client.get(path)
    for _ in range(2):
        assert client.post(path, data={**hidden_fields(page, path), **TEXT}).status_code == 303
    assert len(session.scalars(select(ServiceTemplate)).all()) == 1


def test_a_template_goes_and_the_sites_keep_their_words(client, network, written, session) -> None:
    action = f"{written}/supprimer"
    assert client.post(action, data=hidden_fields(client.get(written), action)).status_code == 303
    assert session.scalars(select(ServiceTemplate)).all() == []
    assert "Aucun modèle pour le moment" in client.get(network[0]).get_data(as_text=True)


def test_others_find_no_template(client, network, written, session, signed_in_as) -> None:
    other = client.application.test_client()
    signed_in_as(other, email="autre@exemple.fr", organisations={"Autre": "proprietaire"})
    for path in (network[0], f"{network[0]}/nouveau", written, f"{written}/appliquer"):
        assert other.get(path).status_code == 404
    mine = session.scalar(select(Organisation).where(Organisation.name == "Autre")).id
    assert other.get(f"/organisations/{mine}/modeles/{written.rsplit('/', 1)[1]}").status_code == 404
    assert other.get("/organisations/999999/modeles").status_code == 404
    member = client.application.test_client()
    signed_in_as(member, email="membre@exemple.fr", organisations={"Réseau": "membre"})
    assert member.get(network[0]).status_code == 404


def test_what_a_template_says_has_words() -> None:
    assert all(name in FIELDS and field_of(Service(), name) for name in templates.FIELDS)

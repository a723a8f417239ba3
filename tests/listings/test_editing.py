"""Changing a listing, section by section."""

from datetime import timedelta

import pytest
from lxml import html
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from app.directory import history
from app.directory.models import Service, Structure
from app.directory.rules import Origin
from app.listings.sections import OF_SERVICE, OF_STRUCTURE
from tests.listings.keeping import ORGANISATION, keep, send
from tests.support.dataset import load_town_halls
from tests.support.factories import GRENOBLE
from tests.support.forms import hidden_fields, post_form
from tests.support.moments import MONDAY

pytestmark = pytest.mark.usefixtures("monday")
FORMS = [section.code for section in OF_SERVICE if section.part and section.code != "horaires"]
CONFIRMED = [section for section in (*OF_STRUCTURE, *OF_SERVICE) if section.part]


@pytest.fixture
def kept(client, session, directory, signed_in_as):
    """A service of a listing that somebody of an association keeps."""
    service = directory.fixed(
        GRENOBLE, nom="Accueil de l’Exemple", telephone="04 65 71 00 01", structure=directory.structure(nom="Le Phare")
    )
    directory.publish()
    signed_in_as(client, organisations={ORGANISATION: "redacteur"})
    keep(session, service)
    return service


def fresh(session, model, number):
    session.expire_all()
    return session.get(model, number)


def test_my_listings_say_what_to_do_first(client, kept):
    page = client.get("/mes-fiches").get_data(as_text=True)

    assert "Le Phare" in page
    assert "Horaires\u00a0: à vérifier pour 1 service" in page


def test_who_keeps_nothing_is_told_how_to_begin(client, directory, signed_in_as):
    directory.publish()
    signed_in_as(client)

    assert "C’est ma structure" in client.get("/mes-fiches").get_data(as_text=True)


def test_a_listing_shows_each_section_and_where_to_change_it(client, kept):
    page = client.get(f"/mes-fiches/{kept.structure_id}").get_data(as_text=True)

    for section in (*OF_STRUCTURE, *OF_SERVICE):
        assert section.name in page
    assert "Jamais confirmé" in page
    assert f"/mes-fiches/services/{kept.id}/modifier/quoi" in page


@pytest.mark.parametrize("code", [section.code for section in OF_STRUCTURE])
def test_saving_a_section_of_a_structure_as_it_is_changes_nothing_and_confirms_it(code, client, session, kept):
    assert saved_as_it_is(client, f"/mes-fiches/{kept.structure_id}/modifier/{code}").status_code == 303

    structure = fresh(session, Structure, kept.structure_id)
    assert [revision.origin for revision in history.revisions(session, structure)] == [Origin.FIRST]
    assert structure.contact_confirmed_by == "association" or structure.conditions_confirmed_by == "association"


@pytest.mark.parametrize("code", FORMS)
def test_saving_a_section_of_a_service_as_it_is_changes_nothing_and_confirms_it(code, client, session, kept):
    assert saved_as_it_is(client, f"/mes-fiches/services/{kept.id}/modifier/{code}").status_code == 303

    service = fresh(session, Service, kept.id)
    assert [revision.origin for revision in history.revisions(session, service)] == [Origin.FIRST]
    assert service.contact_confirmed_by == "association" or service.conditions_confirmed_by == "association"


def saved_as_it_is(client, path):
    """Send a form as a browser does when nothing was touched."""
    page = client.get(path)
    form = next(form for form in html.fromstring(page.get_data(as_text=True)).forms if form.xpath(".//input[@name='lu']"))
    return client.post(path, data=MultiDict(_values(form)))


def _values(form):
    """What a form sends; lxml says « on » for a choice whose value is empty."""
    chosen = {field.get("name") for field in form.xpath(".//input[@type='radio' and @value='' and @checked]")}
    return [(name, "" if name in chosen else value) for name, value in form.form_values() if value is not None]


def test_what_is_saved_is_read_by_the_public_and_found(client, session, kept, find):
    answer = send(
        client, f"/mes-fiches/services/{kept.id}/modifier/quoi",
        {"nom": "Le Tambouillard", "description": "Un repas.", "kinds": ["accueil-de-jour"], "ajout": "domiciliation"},
    )  # fmt: skip

    assert answer.status_code == 303
    service = fresh(session, Service, kept.id)
    assert [kind.kind for kind in service.kinds] == ["accueil-de-jour", "domiciliation"]
    assert "Le Tambouillard" in find(q="tambouillard", commune=GRENOBLE).names
    last = history.revisions(session, service)[0]
    assert (last.origin, last.by, sorted(last.changed)) == (Origin.ASSOCIATION, "association", ["description", "kinds", "nom"])


@pytest.mark.parametrize(
    ("path", "typed", "said"),
    [
        ("modifier/quoi", {"nom": "", "description": "Gardez ce texte", "kinds": "accueil-de-jour"}, "Répondez à cette question."),
        ("modifier/venir", {"telephone": "à la mairie", "courriel": "moi@exemple.fr"}, "numéro de téléphone"),
        ("modifier/venir", {"courriel": "moi chez moi", "telephone": "04 65 71 00 09"}, "adresse complète"),
        ("modifier/venir", {"lien_mobilisation": "ftp://exemple.fr"}, "commence par https://"),
        ("modifier/pour-qui", {"audience": "inconditionnel", "age_min": "40", "age_max": "20"}, "âge maximum est plus petit"),
        ("modifier/pour-qui", {"audience": "inconditionnel", "age_min": "quarante"}, "Écrivez un âge en chiffres"),
        ("modifier/lieu", {"adresse": "3 rue d’Ailleurs", "code_postal": "75001", "commune": "Paris"}, "ne trouvons pas cette commune"),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_typed_is_lost(path, typed, said, client, session, kept):  # noqa: PLR0917
    answer = send(client, f"/mes-fiches/services/{kept.id}/{path}", typed)

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert said in page
    assert all(value in page for value in typed.values() if value)
    assert history.revisions(session, fresh(session, Service, kept.id)) == []


def test_contacts_are_stored_as_the_directory_writes_them(client, session, kept):
    send(client, f"/mes-fiches/{kept.structure_id}/modifier/contact", {"telephone": "0465710009", "site_web": "www.exemple.fr"})

    structure = fresh(session, Structure, kept.structure_id)
    assert (structure.telephone, structure.site_web) == ("04 65 71 00 09", "https://www.exemple.fr")


def test_another_address_takes_the_point_of_its_commune_and_may_be_hidden(client, session, kept):
    typed = {"adresse": "2 rue d’Ici", "code_postal": "07000", "commune": "privas", "is_protected": "y"}
    send(client, f"/mes-fiches/{kept.structure_id}/modifier/adresse", typed)

    structure = fresh(session, Structure, kept.structure_id)
    assert (structure.commune, structure.code_insee, structure.is_protected) == ("Privas", "07186", True)
    assert structure.latitude is not None
    assert "2 rue d’Ici" not in client.get(f"/structures/{kept.structure_id}").get_data(as_text=True)


def test_a_service_may_have_no_place(client, session, kept):
    send(
        client, f"/mes-fiches/services/{kept.id}/modifier/lieu", {"adresse": "", "code_postal": "", "commune": "", "complement_adresse": ""}
    )

    assert fresh(session, Service, kept.id).locations == []


def test_a_moderator_of_the_territory_changes_as_moderation(client, session, directory, signed_in_as):
    service = directory.fixed(GRENOBLE)
    directory.publish()
    signed_in_as(client, roles=[("moderateur", "38")], second_factor=True)

    send(client, f"/mes-fiches/services/{service.id}/modifier/prix", {"frais": "gratuit"})

    found = fresh(session, Service, service.id)
    assert (found.frais, found.conditions_confirmed_by) == ("gratuit", "moderation")


@pytest.mark.parametrize(
    "path", ["{structure}", "{structure}/modifier/contact", "services/{service}/modifier/quoi", "{structure}/historique"]
)
def test_somebody_else_finds_nothing_there(path, client, session, kept, signed_in_as, app):  # noqa: PLR0917
    stranger = app.test_client()
    signed_in_as(stranger, email="autre@exemple.fr", organisations={"Une autre": "proprietaire"})

    address = f"/mes-fiches/{path.format(structure=kept.structure_id, service=kept.id)}"
    assert stranger.get(address).status_code == 404
    assert app.test_client().get(address).status_code == 303


def test_an_unknown_section_is_nowhere(client, kept):
    assert client.get(f"/mes-fiches/services/{kept.id}/modifier/tout").status_code == 404


def test_who_comes_second_sees_both_versions_and_keeps_their_words(client, session, kept):
    path = f"/mes-fiches/services/{kept.id}/modifier/prix"
    page = client.get(path)
    opened = hidden_fields(page, path)
    client.post(path, data={**opened, "frais": "payant", "frais_precisions": "Deux euros."})

    answer = client.post(path, data={**opened, "frais": "payant", "frais_precisions": "Trois euros."})

    text = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Deux euros." in text
    assert text.count("Trois euros.") >= 2
    assert fresh(session, Service, kept.id).frais_precisions == "Deux euros."

    client.post(path, data={**hidden_fields(answer, path), "frais": "payant", "frais_precisions": "Trois euros."})
    assert fresh(session, Service, kept.id).frais_precisions == "Trois euros."


def test_a_section_is_confirmed_from_the_page_of_its_listing(client, session, kept):
    listing, action = f"/mes-fiches/{kept.structure_id}", f"/mes-fiches/services/{kept.id}/confirmer"
    page = client.get(listing).get_data(as_text=True)
    assert page.count("C’est toujours vrai") == len(CONFIRMED)
    assert "À vérifier\u00a0: horaires, contact, conditions" in page

    answer = post_form(client, listing, {"section": "horaires"}, action=action)
    assert answer.headers["Location"] == f"{listing}#horaires-{kept.id}"
    service = fresh(session, Service, kept.id)
    assert (service.hours_confirmed_by, service.contact_confirmed_at) == ("association", None)
    assert history.revisions(session, service) == []
    page = client.get(listing).get_data(as_text=True)
    assert "C’est confirmé." in page
    assert "À vérifier\u00a0: contact, conditions" in page
    assert f'id="horaires-{kept.id}"' in page
    assert page.count("C’est toujours vrai") == len(CONFIRMED) - 1

    post_form(client, listing, {"section": "contact"}, action=f"{listing}/confirmer")
    assert fresh(session, Structure, kept.structure_id).contact_confirmed_by == "association"


@pytest.mark.parametrize("section", ["", "tout", "contact"])
def test_a_section_that_is_none_is_not_confirmed(section, client, session, kept):
    action = f"/mes-fiches/services/{kept.id}/confirmer"
    assert post_form(client, f"/mes-fiches/{kept.structure_id}", {"section": section}, action=action).status_code == 404
    assert fresh(session, Service, kept.id).contact_confirmed_at is None


def test_a_default_that_somebody_confirms_is_none_any_more(client, session, signed_in_as):
    load_town_halls(session, ["07186"])
    hall = session.scalars(select(Service)).one()
    signed_in_as(client, organisations={ORGANISATION: "proprietaire"})
    keep(session, hall)

    action = f"/mes-fiches/services/{hall.id}/confirmer"
    post_form(client, f"/mes-fiches/{hall.structure_id}", {"section": "prix"}, action=action)
    assert fresh(session, Service, hall.id).is_default is False


def test_saving_says_whether_anything_is_new_and_leads_to_the_section(client, kept):
    path, listing = f"/mes-fiches/services/{kept.id}/modifier/prix", f"/mes-fiches/{kept.structure_id}"
    for typed, said in (("gratuit", "Le public lit déjà votre changement"), ("gratuit", "C’est confirmé.")):
        answer = send(client, path, {"frais": typed, "frais_precisions": ""})
        assert answer.headers["Location"] == f"{listing}#prix-{kept.id}"
        assert said in client.get(listing).get_data(as_text=True)


def test_the_preview_without_script_lands_where_it_is_read(client, kept):
    path = f"/mes-fiches/services/{kept.id}/horaires"
    shown = client.post(f"{path}/apercu", data={**hidden_fields(client.get(path), path), "jour-0-0-de": "9h", "jour-0-0-a": "12h"})
    text = shown.get_data(as_text=True)
    assert text.count('id="apercu"') == 1
    assert text.index('id="apercu"') < text.index("Aujourd’hui, la fiche dit")


def test_a_form_sent_twice_is_no_conflict(client, kept):
    path = f"/mes-fiches/services/{kept.id}/modifier/prix"
    sent = {**hidden_fields(client.get(path), path), "frais": "gratuit", "frais_precisions": ""}

    assert [client.post(path, data=sent).status_code for _ in range(2)] == [303, 303]


def test_a_form_that_does_not_say_what_it_was_opened_on_is_compared_first(client, session, kept):
    path = f"/mes-fiches/services/{kept.id}/modifier/prix"
    token = hidden_fields(client.get(path), path)["csrf_token"]

    assert client.post(path, data={"csrf_token": token, "frais": "payant"}).status_code == 409
    assert fresh(session, Service, kept.id).frais is None


def test_a_default_that_somebody_answers_for_is_none_any_more(client, session, signed_in_as):
    load_town_halls(session, ["07186"])
    hall = session.scalars(select(Service)).one()
    signed_in_as(client, organisations={ORGANISATION: "proprietaire"})
    keep(session, hall)

    send(client, f"/mes-fiches/services/{hall.id}/modifier/prix", {"frais": "gratuit"})

    assert fresh(session, Service, hall.id).is_default is False


def test_places_left_are_said_in_one_tap(client, session, kept, monday):
    page = f"/mes-fiches/{kept.structure_id}"
    answer = post_form(client, page, {"places": "complet"}, action=f"/mes-fiches/services/{kept.id}/places")

    assert answer.status_code == 303
    assert fresh(session, Service, kept.id).places_left == "complet"
    monday.move_to(MONDAY + timedelta(hours=2))
    assert "Dit il y a 2 heures" in client.get(page).get_data(as_text=True)


def test_unknown_places_change_nothing(client, session, kept):
    post_form(client, f"/mes-fiches/{kept.structure_id}", {"places": "beaucoup"}, action=f"/mes-fiches/services/{kept.id}/places")

    assert fresh(session, Service, kept.id).places_left is None

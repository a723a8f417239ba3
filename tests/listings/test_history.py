"""The history of a listing as one reads it, and versions brought back."""

import pytest

from app.core.unit_of_work import unit_of_work
from app.directory import history
from app.directory.editing import edit
from app.directory.fields import snapshot
from app.directory.history import Author
from app.directory.models import Service
from app.directory.rules import Origin
from app.listings.display.saying import said
from app.web.translations import translator
from tests.listings.keeping import ORGANISATION, keep
from tests.support.factories import GRENOBLE, VALENCE
from tests.support.forms import post_form

pytestmark = pytest.mark.usefixtures("monday")


@pytest.fixture
def kept(client, session, directory, signed_in_as):
    """A service of a listing that somebody of an association keeps, and has changed twice."""
    service = directory.fixed(GRENOBLE, nom="Ancien nom")
    directory.publish()
    account = signed_in_as(client, email="ana@exemple.fr", organisations={ORGANISATION: "redacteur"})
    keep(session, service)
    author = Author(Origin.ASSOCIATION, "association", account.id)
    for changes in ({"nom": "Nouveau nom", "hours": ["Mo 09:00-10:00", ""]}, {"animals": True}):
        with unit_of_work(session):
            edit(session, service, changes, author)
    return service


def test_history_says_who_when_and_what(client, kept):
    page = client.get(f"/mes-fiches/services/{kept.id}/historique").get_data(as_text=True)

    assert "23 novembre 2026, 10:00" in page
    assert "la structure elle-même" in page
    assert "ana@exemple.fr" in page
    assert "Ancien nom" in page
    assert "Le lundi" in page or "Lundi" in page
    assert "Autres lieux et passages" not in page
    assert "C’est ce que dit la fiche aujourd’hui." in page


def test_a_moderator_reads_roles_and_no_name(app, kept, signed_in_as):
    moderator = app.test_client()
    signed_in_as(moderator, email="mo@exemple.fr", roles=[("moderateur", "38")], second_factor=True)
    page = moderator.get(f"/mes-fiches/services/{kept.id}/historique").get_data(as_text=True)

    assert "la structure elle-même" in page
    assert "ana@exemple.fr" not in page


def test_a_version_is_compared_then_brought_back(client, session, kept):
    first = history.revisions(session, kept)[-1]
    path = f"/mes-fiches/services/{kept.id}/historique/{first.id}"
    wanted = first.values
    page = client.get(path).get_data(as_text=True)
    assert "Ancien nom" in page
    assert "Nouveau nom" in page

    assert post_form(client, path, action=f"{path}/restaurer").status_code == 303
    session.expire_all()
    service = session.get_one(Service, kept.id)
    assert snapshot(service) == wanted
    assert (history.revisions(session, service)[0].origin, len(history.revisions(session, service))) == (Origin.ASSOCIATION, 4)
    restored = client.get(f"/mes-fiches/services/{kept.id}/historique").get_data(as_text=True)
    assert restored.count("Retour à la version du 23 novembre 2026, 10:00") == 1
    assert "La fiche dit déjà la même chose" in client.get(path).get_data(as_text=True)


def test_versions_of_others_and_of_nothing_are_nowhere(client, session, kept):
    number = history.revisions(session, kept)[0].id

    assert client.get(f"/mes-fiches/{kept.structure_id}/historique/{number}").status_code == 404
    assert client.get(f"/mes-fiches/services/{kept.id}/historique/{2**40}").status_code == 404
    assert client.get(f"/mes-fiches/{kept.structure_id}/historique").status_code == 200


SITE = {
    "role": "arret", "nom": "Place du Marché", "adresse": "", "complement_adresse": "", "code_postal": "26000", "commune": "Valence",
    "code_insee": VALENCE, "latitude": None, "longitude": None, "starts": "2026-11-01", "ends": "2026-12-01",
    "hours": ["Tu 09:00-10:00", "", "", "A"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("nom", "", "rien n’est dit"),
        ("animals", False, "non"),
        ("publics", ["femmes", "familles"], "femmes, familles"),
        ("spoken_languages", ["fr", "ar"], "français, arabe"),
        ("kinds", ["accueil-de-jour"], "Accueil de jour"),
        ("telephone", "0465710001", "04\u00a065\u00a071\u00a000\u00a001"),
        ("frais", "gratuit", "gratuit"),
        ("audience", "exclusif", "Réservé à certains publics"),
        ("areas", [["departement", "07"]], "Ardèche"),
        ("place", {"adresse": "1 rue", "code_postal": "07000", "commune": "Privas"}, "1 rue\n07000 Privas"),
        ("hours", ["", "le matin"], "le matin"),
        ("hours", ["Mo 09:00-10:00", "", "Mo-Su off", "A"], "vacances scolaires (zone A)"),
        ("sites", [SITE], "Place du Marché"),
        ("temporary", [{"kind": "closure", "starts": "2026-12-01", "ends": "2026-12-02", "expression": "", "message": "Repos."}], "Repos."),
        ("thematiques", ["logement-hebergement--etre-accompagne"], "logement hebergement\u00a0: etre accompagne"),
        ("date_maj", "2026-05-01", "1er mai 2026"),
    ],
)
def test_each_value_has_its_words(field, value, words):
    assert words in said(field, value, translator("fr"))

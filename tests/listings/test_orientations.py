"""Choosing to receive orientations."""

from datetime import date

import pytest

from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.directory import history
from app.directory.editing import follow
from app.directory.models import Service
from app.directory.rules import Origin
from tests.listings.keeping import ORGANISATION, keep, send
from tests.support.factories import GRENOBLE
from tests.support.forms import hidden_fields, post_form

pytestmark = pytest.mark.usefixtures("monday")
INVITED = "Voulez-vous les recevoir"
TO_CHOOSE = "Orientations\u00a0: à choisir pour 1 service"


@pytest.fixture
def make(client, session, directory, signed_in_as):
    """A service of a listing that somebody of an association keeps."""

    def service(*, of: str = "", **described):
        made = directory.fixed(
            GRENOBLE, nom="Accueil de l’Exemple", structure=directory.structure(nom="Le Phare", courriel=of), **described
        )
        directory.publish()
        signed_in_as(client, organisations={ORGANISATION: "redacteur"})
        keep(session, made)
        return made

    return service


@pytest.fixture
def kept(make):
    return make(courriel="accueil@exemple.fr")


def path_of(service):
    return f"/mes-fiches/services/{service.id}/modifier/orientations"


def choose(client, service, answer):
    return send(client, path_of(service), {"receives_orientations": answer})


def fresh(session, service):
    session.expire_all()
    return session.get(Service, service.id)


def read(client, path):
    return client.get(path).get_data(as_text=True)


def test_the_page_says_what_arrives_how_soon_to_answer_and_how_to_stop(client, kept):
    page = read(client, path_of(kept))

    for said in ("accueil@exemple.fr", "Il ne contient aucun nom", "demande un code", "avant 5 jours", "Comment arrêter"):
        assert said in page, said


def test_the_delay_to_answer_is_the_one_of_the_operator(client, kept, app, monkeypatch):
    monkeypatch.setitem(app.extensions["reperes"].delays, "sender_warned", 8)

    assert "avant 8 jours" in read(client, path_of(kept))


def test_saying_yes_is_a_version_and_confirms_nothing(client, session, kept):
    answer = choose(client, kept, "oui")

    assert answer.headers["Location"] == f"/mes-fiches/{kept.structure_id}#orientations-{kept.id}"
    service = fresh(session, kept)
    assert service.receives_orientations is True
    assert (service.conditions_confirmed_at, service.contact_confirmed_at) == (None, None)
    last = history.revisions(session, service)[0]
    assert (last.origin, last.changed) == (Origin.ASSOCIATION, ["receives_orientations"])
    page = read(client, f"/mes-fiches/{kept.structure_id}")
    assert "C’est enregistré." in page
    assert INVITED not in page


def test_an_email_of_the_structure_is_enough(client, session, make):
    service = make(of="phare@exemple.fr")

    choose(client, service, "oui")

    assert fresh(session, service).receives_orientations is True


@pytest.mark.parametrize("courriel", ["", "voir notre site"])
def test_without_an_email_to_write_to_one_is_asked_for_first(courriel, client, session, make):
    service = make(courriel=courriel)
    page = read(client, path_of(service))
    assert f"/mes-fiches/services/{service.id}/modifier/venir" in page
    assert f"/mes-fiches/{service.structure_id}/modifier/contact" in page

    answer = choose(client, service, "oui")

    assert answer.status_code == 422
    assert "Donnez d’abord un courriel" in answer.get_data(as_text=True)
    assert fresh(session, service).receives_orientations is False
    assert choose(client, service, "non").status_code == 303


def test_nothing_chosen_is_an_error_that_says_so(client, session, kept):
    answer = client.post(path_of(kept), data=hidden_fields(client.get(path_of(kept)), path_of(kept)))

    assert answer.status_code == 422
    assert history.revisions(session, fresh(session, kept)) == []


def test_who_has_chosen_nothing_is_invited_to_on_the_list_and_on_the_listing(client, kept):
    assert TO_CHOOSE in read(client, "/mes-fiches")
    assert INVITED in read(client, f"/mes-fiches/{kept.structure_id}")


@pytest.mark.parametrize("answer", ["oui", "non"])
def test_who_has_chosen_is_not_asked_again(answer, client, kept):
    choose(client, kept, answer)

    assert TO_CHOOSE not in read(client, "/mes-fiches")
    assert INVITED not in read(client, f"/mes-fiches/{kept.structure_id}")


def test_a_no_said_at_once_is_remembered_once_and_told_in_the_history(client, session, kept):
    for _ in range(2):
        assert choose(client, kept, "non").status_code == 303

    service = fresh(session, kept)
    assert service.receives_orientations is False
    assert [revision.changed for revision in history.revisions(session, service)] == [["receives_orientations"], []]
    page = read(client, f"/mes-fiches/services/{kept.id}/historique")
    assert "Orientations par ce site" in page
    assert "rien n’est dit" in page


def test_stopping_is_choosing_no(client, session, kept):
    choose(client, kept, "oui")
    choose(client, kept, "non")

    assert fresh(session, kept).receives_orientations is False
    assert TO_CHOOSE not in read(client, "/mes-fiches")


@pytest.mark.parametrize("described", [{"organisations_only": True}, {"ended_on": date(2026, 11, 1)}], ids=["organisations", "ended"])
def test_a_service_to_which_nobody_is_sent_is_not_asked(described, client, make):
    service = make(**described)

    assert "Orientations\u00a0: à choisir" not in read(client, "/mes-fiches")
    assert INVITED not in read(client, f"/mes-fiches/{service.structure_id}")


def test_a_service_for_organisations_alone_has_no_such_section(client, make):
    service = make(organisations_only=True)

    assert client.get(path_of(service)).status_code == 404
    assert path_of(service) not in read(client, f"/mes-fiches/{service.structure_id}")


def test_who_loses_the_email_is_told_to_give_one(client, session, kept):
    choose(client, kept, "oui")
    with unit_of_work(session):
        fresh(session, kept).courriel = ""

    assert "Donnez un courriel" in read(client, f"/mes-fiches/{kept.structure_id}")


def test_a_choice_is_not_something_to_confirm(client, kept):
    listing = f"/mes-fiches/{kept.structure_id}"
    page = read(client, listing)
    assert page.count('value="orientations"') == 0

    answer = post_form(client, listing, {"section": "orientations"}, action=f"/mes-fiches/services/{kept.id}/confirmer")
    assert answer.status_code == 404


def test_a_moderator_may_choose_for_them_and_a_stranger_may_not(client, session, kept, signed_in_as, app):
    moderator, stranger = app.test_client(), app.test_client()
    signed_in_as(moderator, email="moderation@exemple.fr", roles=[("moderateur", "38")], second_factor=True)
    signed_in_as(stranger, email="autre@exemple.fr", organisations={"Une autre": "proprietaire"})

    assert stranger.get(path_of(kept)).status_code == 404
    assert choose(moderator, kept, "oui").status_code == 303
    assert history.revisions(session, fresh(session, kept))[0].by == "moderation"


def test_two_who_choose_otherwise_at_once_see_both_versions(client, session, kept):
    opened = hidden_fields(client.get(path_of(kept)), path_of(kept))
    client.post(path_of(kept), data={**opened, "receives_orientations": "oui"})

    answer = client.post(path_of(kept), data={**opened, "receives_orientations": "non"})

    assert answer.status_code == 409
    assert fresh(session, kept).receives_orientations is True


def test_what_upstream_says_never_touches_the_choice(client, session, make):
    service = make(courriel="accueil@exemple.fr", dataset="data-inclusion")
    choose(client, service, "oui")
    service = fresh(session, service)

    with unit_of_work(session):
        follow(session, service, {"nom": "Autre nom", "courriel": "autre@exemple.fr"}, [], utc_now())

    assert fresh(session, service).receives_orientations is True


def test_versions_written_before_this_choice_existed_do_not_make_it_a_change(client, session, kept):
    send(client, f"/mes-fiches/services/{kept.id}/modifier/prix", {"frais": "gratuit"})
    with unit_of_work(session):
        for revision in history.revisions(session, fresh(session, kept)):
            revision.values = {name: value for name, value in revision.values.items() if name != "receives_orientations"}
    assert "C’est ce que dit la fiche aujourd’hui." in read(client, f"/mes-fiches/services/{kept.id}/historique")

    send(client, f"/mes-fiches/services/{kept.id}/modifier/prix", {"frais": "payant"})
    assert history.revisions(session, fresh(session, kept))[0].changed == ["frais"]
    choose(client, kept, "oui")
    assert history.revisions(session, fresh(session, kept))[0].changed == ["receives_orientations"]

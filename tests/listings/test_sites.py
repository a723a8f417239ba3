from collections.abc import Mapping
from datetime import date

import pytest
from lxml import html
from sqlalchemy import select

from app.accounts.models import Organisation
from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.directory.models import Keeping, Revision, Service, TemporaryInfo
from tests.support.factories import PRIVAS, VALENCE
from tests.support.forms import hidden_fields, post_form

pytestmark = pytest.mark.one_engine

PATH = "/mes-fiches/plusieurs"
CLOSED = {"starts": "2026-12-24", "ends": "2026-12-31", "message": "Nous revenons en janvier."}


@pytest.fixture
def network(client, directory, session, signed_in_as, monday) -> list[Service]:
    """Three services of two listings that one keeps, and a fourth that is somebody else's."""
    signed_in_as(client, organisations={"Réseau": "redacteur"})
    first = directory.structure(nom="Accueil du centre")
    mine = [
        directory.fixed(structure=first, nom="Repas"),
        directory.fixed(structure=first, nom="Douches", hours="Tu 10:00-12:00"),
        directory.fixed(PRIVAS, nom="Bagagerie"),
    ]
    made = [*mine, directory.fixed(VALENCE, nom="Ailleurs")]
    directory.publish()
    keep(session, "Réseau", {service.structure_id for service in mine})
    return made


def keep(session, name: str, structures: set[int]) -> int:
    with unit_of_work(session):
        organisation = session.scalar(select(Organisation).where(Organisation.name == name))
        session.add_all(
            Keeping(organisation_id=organisation.id, structure_id=number, way="siret", since=utc_now()) for number in structures
        )
    return organisation.id


def preview(client, change: str, services: list[Service], data: Mapping[str, str]):
    path = f"{PATH}/{change}"
    shown = post_form(client, path, {**data, "services": [service.id for service in services], "etape": "voir"}, action=path)
    assert shown.status_code == 200
    return shown


def confirm(client, change: str, shown):
    fields = every_hidden_field(shown)
    return client.post(f"{PATH}/{change}", data={**fields, "etape": "confirmer"})


def every_hidden_field(page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    form = html.fromstring(page.get_data(as_text=True)).xpath(f"//form[starts-with(@action, '{PATH}/')]")[0]
    for field in form.xpath(".//input[@type='hidden']"):
        found.setdefault(field.get("name"), []).append(field.get("value", ""))
    return found


def test_a_closure_is_announced_for_the_chosen_services_once_it_was_confirmed(client, network, session) -> None:
    assert b"Annoncer une fermeture" in client.get(PATH).data
    meal, showers, _luggage, _other = network
    shown = preview(client, "fermeture", [meal, showers], CLOSED)
    text = shown.get_data(as_text=True)
    assert "2 services changent." in text
    assert "Fermé du 24 décembre 2026 au 31 décembre 2026 inclus" in text
    assert session.scalars(select(TemporaryInfo)).all() == []
    answer = confirm(client, "fermeture", shown)
    assert (answer.status_code, answer.headers["Location"]) == (303, PATH)
    announced = session.scalars(select(TemporaryInfo)).all()
    assert {(one.service_id, one.starts, one.ends) for one in announced} == {
        (service.id, date(2026, 12, 24), date(2026, 12, 31)) for service in (meal, showers)
    }
    assert "2 services mis à jour." in client.get(PATH).get_data(as_text=True)
    versions = session.scalars(select(Revision)).all()
    assert [version.origin for version in versions if version.changed] == ["association", "association"]


def test_a_confirmation_sent_twice_announces_once(client, network, session) -> None:
    shown = preview(client, "message", [network[0]], {**CLOSED, "message": "Entrez par la cour."})
    assert confirm(client, "message", shown).status_code == 303
    assert confirm(client, "message", shown).status_code == 303
    assert [one.message for one in session.scalars(select(TemporaryInfo))] == ["Entrez par la cour."]


def test_one_number_for_all_and_a_site_that_changed_meanwhile_is_left_alone_and_told(client, network, session) -> None:
    shown = preview(client, "telephone", network[:3], {"telephone": "04 00 00 00 01"})
    with unit_of_work(session):
        session.get_one(Service, network[1].id).telephone = "04 00 00 00 99"
    confirm(client, "telephone", shown)
    session.expire_all()
    assert [session.get_one(Service, one.id).telephone for one in network[:3]] == ["04 00 00 00 01", "04 00 00 00 99", "04 00 00 00 01"]
    text = client.get(PATH).get_data(as_text=True)
    assert "2 services mis à jour." in text
    assert "1 service a changé pendant que vous lisiez" in text
    assert "Douches" in text


def test_the_hours_of_one_service_are_given_to_others(client, network, session) -> None:
    shown = preview(client, "horaires", [network[0], network[2]], {"source": str(network[1].id)})
    assert "mardi" in shown.get_data(as_text=True).lower()
    confirm(client, "horaires", shown)
    session.expire_all()
    assert {session.get_one(Service, one.id).locations[0].hours.expression for one in network[:3]} == {"Tu 10:00-12:00"}


def test_somebody_elses_services_are_neither_offered_nor_changed(client, network, session) -> None:
    page = client.get(f"{PATH}/telephone")
    assert "Ailleurs" not in page.get_data(as_text=True)
    asked = {**hidden_fields(page, f"{PATH}/telephone"), "telephone": "04 00 00 00 01", "services": [network[3].id]}
    assert client.post(f"{PATH}/telephone", data={**asked, "etape": "voir"}).status_code == 422
    assert client.post(f"{PATH}/telephone", data={**asked, "etape": "confirmer"}).status_code == 422
    session.expire_all()
    assert session.get_one(Service, network[3].id).telephone == ""


@pytest.mark.parametrize(
    ("change", "data", "told"),
    [
        ("fermeture", {"starts": "24/12", "ends": "2026-12-31"}, "Écrivez un jour"),
        ("fermeture", {"starts": "2026-12-31", "ends": "2026-12-24"}, "avant le premier"),
        ("fermeture", {"starts": "2026-01-01", "ends": "2026-01-02"}, "Ce jour est passé"),
        ("message", {"starts": "2026-12-24", "ends": "2026-12-31", "message": " "}, "Écrivez le message"),
        ("telephone", {"telephone": "zéro quatre"}, "numéro de téléphone"),
        ("horaires", {"source": "x"}, "Choisissez le service dont les horaires"),
    ],
)
def test_what_cannot_be_taken_says_what_to_write_and_keeps_the_rest(client, network, change: str, data, told: str) -> None:
    path = f"{PATH}/{change}"
    answer = post_form(client, path, {**data, "services": [network[0].id], "etape": "voir"}, action=path)
    assert answer.status_code == 422
    assert told in answer.get_data(as_text=True)
    assert f'value="{network[0].id}" checked' in answer.get_data(as_text=True)


def test_one_goes_back_to_the_form_with_what_was_chosen(client, network) -> None:
    shown = preview(client, "telephone", [network[0]], {"telephone": "04 00 00 00 01"})
    back = client.post(f"{PATH}/telephone", data={**every_hidden_field(shown), "etape": "choisir"})
    assert back.status_code == 200
    assert 'value="04 00 00 00 01"' in back.get_data(as_text=True)


def test_nobody_changes_anything_without_signing_in_and_unknown_changes_are_not_there(plain, client, network) -> None:
    assert plain.get(f"{PATH}/telephone").status_code == 303
    assert client.get(f"{PATH}/autre").status_code == 404


def test_who_keeps_nothing_is_told_what_to_do(client, session, signed_in_as) -> None:
    signed_in_as(client, organisations={"Réseau": "membre"})
    assert "Vous ne tenez encore aucune fiche" in client.get(PATH).get_data(as_text=True)
    assert "Vous ne tenez encore aucune fiche" in client.get(f"{PATH}/telephone").get_data(as_text=True)

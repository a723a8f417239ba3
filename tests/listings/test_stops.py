"""The stops of a service: kept by those who keep the listing, a day cancelled or moved in two taps."""

from datetime import date

import pytest
from sqlalchemy import select

from app.directory import history
from app.directory.history import Author
from app.directory.models import Service, TemporaryInfo
from app.directory.rules import Origin
from tests.listings.keeping import ORGANISATION, keep, send
from tests.support.factories import GRENOBLE, VALENCE
from tests.support.forms import hidden_fields, links, post_form

pytestmark = pytest.mark.usefixtures("monday")
MONDAY = date(2026, 11, 23)
AUTHOR = Author(Origin.ASSOCIATION, "association", 1)
EVENINGS = "Mo-Su 19:00-21:00"
GARE = {"nom": "Gare", "commune": "38000 Grenoble", "adresse": "1 rue de l’Exemple", "expression": EVENINGS}
"""The first stop of the bus, as its form shows it."""
TYPED = {"nom": "Place du Marché, devant la fontaine", "commune": "Vienne", "jour-1-0-de": "18h", "jour-1-0-a": "20h30"}


@pytest.fixture
def bus(client, session, directory, signed_in_as):
    """A bus with two stops, that somebody of an association keeps."""
    made = directory.itinerant(
        directory.stop(GRENOBLE, hours=EVENINGS, nom="Gare"), directory.stop(VALENCE, hours="We 10:00-12:00", nom="Marché"), nom="Bus"
    )
    directory.publish()
    signed_in_as(client, organisations={ORGANISATION: "redacteur"})
    keep(session, made)
    return made


def again_read(session, service) -> Service:
    session.expire_all()
    return session.get_one(Service, service.id)


def path(service, stop: int | None = None, what: str = "") -> str:
    parts = [f"/mes-fiches/services/{service.id}/arrets", *([str(stop)] if stop else []), *([what] if what else [])]
    return "/".join(parts)


def test_the_listing_leads_to_the_stops_of_what_moves(client, bus, directory, session):
    assert path(bus) in links(client.get(f"/mes-fiches/{bus.structure_id}"))
    page = client.get(path(bus)).text
    assert "Prochain passage" in page
    assert "Ce soir, 19\u00a0h – 21\u00a0h" in page
    fixed = directory.fixed(structure=bus.structure)
    directory.publish()
    assert path(fixed) not in links(client.get(f"/mes-fiches/{bus.structure_id}"))
    assert client.get(path(fixed)).status_code == 404


def test_a_stop_is_added_once_and_found_at_once(client, session, bus, find):
    opened = hidden_fields(client.get(path(bus, what="nouveau")), path(bus, what="nouveau"))
    answers = [client.post(path(bus, what="nouveau"), data={**opened, **TYPED, "fin": "2026-12-31"}) for _ in range(2)]

    assert [answer.headers["Location"] for answer in answers] == [path(bus)] * 2
    place = again_read(session, bus).locations[-1]
    assert len(bus.locations) == 3
    assert (place.role, place.nom, place.commune, place.code_postal) == ("arret", TYPED["nom"], "Vienne", "38200")
    assert (place.hours.expression, place.ends) == ("Tu 18:00-20:30; PH off", date(2026, 12, 31))
    assert (place.latitude, place.longitude) != (None, None)
    assert find(lieu="Vienne").names == ["Bus"]
    assert "Place du Marché" in client.get(f"/services/{bus.id}").text
    assert history.revisions(session, bus)[0].changed == ["sites"]


def test_a_stop_may_have_its_own_point(client, session, bus):
    send(client, path(bus, what="nouveau"), {**TYPED, "latitude": "45,53", "longitude": "4.88"})

    place = again_read(session, bus).locations[-1]
    assert (place.latitude, place.longitude) == (45.53, 4.88)
    assert 'value="45,53"' in client.get(path(bus, place.id)).text
    send(client, path(bus, place.id), {**TYPED, "commune": "Grenoble", "latitude": "45,53", "longitude": "4,88"})
    moved = again_read(session, bus).locations[-1]
    assert (moved.commune, round(moved.latitude, 1)) == ("Grenoble", 45.2)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"nom": ""}, "Répondez à cette question."),
        ({"commune": ""}, "Répondez à cette question."),
        ({"commune": "Nullepartville"}, "Nous ne trouvons pas cette commune."),
        ({"commune": "Saint-Just"}, "Écrivez aussi le code postal."),
        ({"commune": "Isère"}, "Nous ne trouvons pas cette commune."),
        ({"latitude": "45"}, "Écrivez la latitude et la longitude"),
        ({"latitude": "nan", "longitude": "4"}, "Écrivez la latitude et la longitude"),
        ({"latitude": "48,8", "longitude": "2,3"}, "Ce point est loin de la commune."),
        ({"debut": "2026-12-02", "fin": "2026-12-01"}, "Le dernier jour est avant le premier"),
        ({"debut": "bientôt"}, "Écrivez un jour"),
        ({"jour-1-0-a": ""}, "il manque l’heure"),
        ({"jour-1-0-de": "", "jour-1-0-a": ""}, "Écrivez les heures d’au moins un jour."),
        ({"expression": "de temps en temps"}, "ne peuvent pas être lus"),
    ],
)
def test_what_cannot_be_a_stop_is_said_and_nothing_is_lost(typed, said, client, session, bus):
    answer = send(client, path(bus, what="nouveau"), {**TYPED, **typed})

    assert answer.status_code == 422
    assert said in answer.text
    assert typed.get("commune", "Vienne") in answer.text
    assert len(again_read(session, bus).locations) == 2


def test_a_stop_is_changed_and_removed_and_the_other_keeps_its_number(client, session, bus):
    first, second = (place.id for place in bus.locations)
    page = client.get(path(bus, first)).text
    assert 'name="commune" value="38000 Grenoble"' in page
    assert 'value="19h"' in page
    send(client, path(bus, first), {**GARE, "nom": "Gare routière"})
    assert [place.nom for place in again_read(session, bus).locations] == ["Gare routière", "Marché"]
    assert bus.locations[0].code_insee == GRENOBLE
    answer = post_form(client, path(bus, first), action=path(bus, first, "retirer"))

    assert answer.headers["Location"] == path(bus)
    assert [place.id for place in again_read(session, bus).locations] == [second]
    assert "Gare routière" not in client.get(f"/services/{bus.id}").text


def test_tonight_is_cancelled_in_two_taps_and_put_back_in_one(client, session, bus):
    stop = bus.locations[0].id
    first_tap = path(bus, stop, "annuler")
    assert first_tap in links(client.get(path(bus)))
    assert "Ce soir, 19\u00a0h – 21\u00a0h" in client.get(first_tap).text
    second_tap = f"{first_tap}?jour=2026-11-23"
    answer = post_form(client, first_tap, {"message": "En panne."}, action=second_tap)

    assert answer.headers["Location"] == path(bus)
    info = session.scalars(select(TemporaryInfo)).one()
    assert (info.location_id, info.service_id, info.structure_id, info.starts, info.ends) == (stop, None, None, MONDAY, MONDAY)
    assert "Ce soir\u00a0: passage annulé" in client.get(f"/services/{bus.id}").text
    page = client.get(path(bus))
    assert "Demain, 19\u00a0h – 21\u00a0h" in page.text
    post_form(client, path(bus), action=path(bus, stop, "retablir"))
    assert session.scalar(select(TemporaryInfo.id)) is None
    assert "annulé" not in client.get(f"/services/{bus.id}").text


def test_a_passage_is_moved_for_its_day_alone(client, session, bus):
    stop = bus.locations[0].id
    form = path(bus, stop, "deplacer")
    page = client.get(form).text
    assert 'name="jour-0-0-de" value="19h"' in page
    sent = {"nom": "Place Bellecour", "commune": "Grenoble", "jour-0-0-de": "20h", "jour-0-0-a": "22h"}
    assert post_form(client, form, sent, action=f"{form}?jour=2026-11-23").status_code == 303

    instead = again_read(session, bus).locations[-1]
    assert (instead.instead_of_id, instead.starts, instead.ends, instead.nom) == (stop, MONDAY, MONDAY, "Place Bellecour")
    assert (instead.hours.expression, instead.commune) == ("Mo 20:00-22:00", "Grenoble")
    assert client.get(path(bus, instead.id)).status_code == 404
    assert "Ce soir\u00a0: passage déplacé, Place Bellecour, Grenoble" in client.get(f"/services/{bus.id}").text
    again_moved = {"nom": "Place Victor-Hugo", "commune": "Grenoble", "jour-0-0-de": "20h", "jour-0-0-a": "21h"}
    post_form(client, f"{form}?jour=2026-11-23", again_moved)
    assert [place.nom for place in again_read(session, bus).locations] == ["Gare", "Marché", "Place Victor-Hugo"]
    post_form(client, f"{path(bus, stop, 'annuler')}?jour=2026-11-23", {})
    assert [place.nom for place in again_read(session, bus).locations] == ["Gare", "Marché"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"nom": ""}, "Répondez à cette question."),
        ({"jour-0-0-de": "", "jour-0-0-a": ""}, "Écrivez les heures du passage."),
        ({"jour-0-0-a": "25h"}, "entre 0h et 24h"),
        ({"commune": "Nullepartville"}, "Nous ne trouvons pas cette commune."),
    ],
)
def test_a_passage_that_would_be_nowhere_is_not_moved(typed, said, client, session, bus):
    form = f"{path(bus, bus.locations[0].id, 'deplacer')}?jour=2026-11-23"
    answer = post_form(client, form, {"nom": "Place Bellecour", "commune": "Grenoble", "jour-0-0-de": "20h", "jour-0-0-a": "22h", **typed})

    assert answer.status_code == 422
    assert said in answer.text
    assert session.scalar(select(TemporaryInfo.id)) is None


@pytest.mark.parametrize("day", ["2026-11-22", "2027-11-22", "lundi", "0"])
def test_a_day_on_which_it_does_not_pass_cannot_be_cancelled(day, client, bus):
    assert client.get(f"{path(bus, bus.locations[0].id, 'annuler')}?jour={day}").status_code == 404
    assert client.get(f"{path(bus, bus.locations[1].id, 'annuler')}?jour=2026-11-23").status_code == 404


@pytest.mark.parametrize("what", ["", "annuler", "deplacer"])
def test_who_comes_second_sees_both_and_may_go_on(what, client, session, bus):
    stop = bus.locations[0].id
    form = path(bus, stop, what) + ("?jour=2026-11-23" if what else "")
    mine = {
        "": {"nom": "Mon nom"},
        "annuler": {"message": "Mon mot"},
        "deplacer": {"nom": "Mon nom", "jour-0-0-de": "20h", "jour-0-0-a": "22h"},
    }[what]
    opened = hidden_fields(client.get(form), form)
    send(client, path(bus, stop), {**GARE, "nom": "Le nom de l’autre"})
    answer = client.post(form, data={**opened, **TYPED, **mine})

    assert answer.status_code == 409
    assert "Quelqu’un d’autre vient d’enregistrer" in answer.text
    assert "Le nom de l’autre" in answer.text
    assert next(iter(mine.values())) in answer.text
    assert again_read(session, bus).locations[0].nom == "Le nom de l’autre"
    fresh = hidden_fields(answer, form)
    assert client.post(form, data={**opened, **TYPED, **mine, "lu": fresh["lu"]}).status_code == 303


def test_a_stop_changed_meanwhile_is_not_removed(client, session, bus):
    stop = bus.locations[0].id
    opened = hidden_fields(client.get(path(bus, stop)), path(bus, stop, "retirer"))
    send(client, path(bus, stop), {**GARE, "nom": "Un autre nom"})
    answer = client.post(path(bus, stop, "retirer"), data=opened)

    assert answer.status_code == 409
    assert "Un autre nom" in answer.text
    assert len(again_read(session, bus).locations) == 2


def test_only_those_who_keep_the_listing_write_its_stops(client, app, session, bus, signed_in_as, directory):  # noqa: PLR0917
    stop = bus.locations[0].id
    other = directory.itinerant(directory.stop(GRENOBLE, hours=EVENINGS))
    directory.publish()
    assert client.get(path(other)).status_code == 404
    assert client.get(path(bus, other.locations[0].id)).status_code == 404
    stranger = app.test_client()
    signed_in_as(stranger, email="autre@exemple.fr", organisations={"Ailleurs": "redacteur"})
    token = hidden_fields(client.get(path(bus)))["csrf_token"]
    for what in ("", "annuler", "deplacer"):
        assert stranger.get(path(bus, stop, what)).status_code == 404
    for what in ("", "annuler", "deplacer", "retirer", "retablir"):
        assert stranger.post(path(bus, stop, what), data={"csrf_token": token, "jour": "2026-11-23"}).status_code in (400, 404)
    assert session.scalar(select(TemporaryInfo.id)) is None

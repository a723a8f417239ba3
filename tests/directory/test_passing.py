"""« Qui passe ici ce soir ? »"""

from datetime import date

import pytest
from sqlalchemy import event, select

from app.core.unit_of_work import unit_of_work
from app.directory.loading.demo import load_demo, remove_demo
from app.directory.models import Location, TemporaryInfo
from tests.directory.stopping import cancelled, moved, passing
from tests.support.factories import GRENOBLE, LYON_7, VALENCE
from tests.support.results import ResultsPage

EVENINGS = "Mo-Su 19:00-21:00"
TODAY = date(2026, 11, 23)

pytestmark = pytest.mark.usefixtures("monday")


@pytest.fixture
def evening(session, directory):
    """Around Grenoble tonight: soup at the station, showers later and nearer, a round cancelled, one far."""
    soup = directory.itinerant(directory.stop(GRENOBLE, hours=EVENINGS, nom="Gare", north=3), nom="Soupe", telephone="04 65 71 00 01")
    showers = directory.itinerant(directory.stop(GRENOBLE, hours="Mo 22:00-02:00", nom="Quai"), nom="Douches")
    stop = directory.stop(GRENOBLE, hours="Mo 20:00-21:00", nom="Halles")
    directory.itinerant(stop, nom="Maraude")
    directory.itinerant(directory.stop(LYON_7, hours=EVENINGS, nom="Guillotière"), nom="Loin")
    directory.itinerant(directory.stop(GRENOBLE, hours="Tu 10:00-12:00", nom="Marché"), nom="Demain")
    cancelled(session, stop, TODAY, "Le camion est en panne.")
    directory.publish()
    return soup, showers


def test_the_stops_of_tonight_come_in_the_order_of_their_hours(evening, client):
    assert passing(client, lieu="Grenoble") == [
        ("19 h – 21 h · Soupe", False),
        ("20 h – 21 h · Maraude", True),
        ("22 h – 2 h · Douches", False),
    ]
    page = client.get("/passages?lieu=Grenoble").text
    assert "Annulé ce soir" in page
    assert "Le camion est en panne." in page
    assert "Gare, 1 rue de l’Exemple, 38000 Grenoble" in page
    assert "À 3,0\u00a0km" in page
    assert "04 65 71 00 01".replace(" ", "\u00a0") in page
    assert f"/services/{evening[0].id}" in page
    assert "tel:115" in page


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        ("2026-11-23 20:30", ["Soupe", "Maraude", "Douches"]),
        ("2026-11-23 21:30", ["Douches"]),
        ("2026-11-24 01:30", ["Douches"]),
        ("2026-11-24 02:30", []),
        ("2026-11-24 09:00", ["Demain", "Soupe"]),
    ],
)
def test_what_is_over_is_not_told_and_a_night_is_one(instant, expected, evening, client, at):
    at(instant)
    assert [head.partition(" · ")[2] for head, _ in passing(client, lieu="Grenoble")] == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("demain", ["10 h – 12 h · Demain", "19 h – 21 h · Soupe"]),
        ("2026-11-26", ["19 h – 21 h · Soupe"]),
        ("2026-11-30", ["19 h – 21 h · Soupe", "20 h – 21 h · Maraude", "22 h – 2 h · Douches"]),
    ],
)
def test_another_day_may_be_asked_for(day, expected, evening, client):
    assert [head for head, _ in passing(client, lieu="Grenoble", jour=day)] == expected


def test_where_nothing_passes_it_looks_a_little_further(directory, client):
    directory.itinerant(directory.stop(GRENOBLE, hours=EVENINGS, north=20), nom="Un peu loin")
    directory.publish()

    page = client.get("/passages?lieu=Grenoble").text
    assert "Un peu loin" in page
    assert "à moins de 25 km de Grenoble" in page
    assert "Aucun passage connu" in client.get("/passages?lieu=Valence").text


def test_teams_without_an_hour_are_told_after_with_their_number(directory, client):
    directory.team(("departement", "38"), nom="Équipe de rue", telephone="04 65 71 00 02")
    directory.team(("departement", "07"), nom="Équipe d’ailleurs")
    directory.publish()

    page = ResultsPage(client.get("/passages?lieu=Grenoble"))
    assert "Ces équipes viennent aussi vers vous" in page.text
    assert "Équipe de rue" in page.text
    assert "04\u00a065\u00a071\u00a000\u00a002" in page.html
    assert "ailleurs" not in page.text


def test_a_moved_stop_is_struck_and_stands_where_it_is_tonight(session, directory, client):
    stop, instead = (
        directory.stop(GRENOBLE, hours=EVENINGS, nom="Gare"),
        directory.stop(GRENOBLE, hours="Mo 20:00-22:00", nom="Bellecour", north=2),
    )
    directory.itinerant(stop, instead, nom="Soupe", is_example=True)
    session.flush()
    moved(session, stop, TODAY, instead)
    directory.publish()

    assert passing(client, lieu="Grenoble") == [("19 h – 21 h · Soupe exemple", True), ("20 h – 22 h · Soupe exemple", False)]
    assert "Déplacé\u00a0: Bellecour, Grenoble" in client.get("/passages?lieu=Grenoble").text


def test_a_closure_of_the_whole_service_strikes_its_stops(directory, client):
    bus = directory.itinerant(directory.stop(GRENOBLE, hours=EVENINGS, nom="Gare"), nom="Soupe")
    directory.temporarily(bus, "closure", TODAY, TODAY, message="Fermé ce lundi.")
    directory.publish()

    assert passing(client, lieu="Grenoble") == [("19 h – 21 h · Soupe", True)]


def test_stops_that_must_not_be_known_are_not_told(session, directory, client):
    stop, instead = (directory.stop(GRENOBLE, hours=EVENINGS, nom=name, adresse=f"7 impasse {name}") for name in ("Secrète", "Cachée"))
    hidden = directory.itinerant(stop, instead, kinds=("hebergement-violences",), nom="Refuge")
    directory.itinerant(directory.stop(GRENOBLE, hours=EVENINGS), nom="Entre nous", organisations_only=True)
    session.flush()
    moved(session, stop, TODAY, instead)
    directory.publish()

    assert passing(client, lieu="Grenoble") == []
    assert client.get(f"/services/{hidden.id}/arrets.ics").status_code == 404
    sheet = client.get(f"/services/{hidden.id}").text
    assert "Ce soir\u00a0: passage déplacé" in sheet
    assert "arrets.ics" not in sheet
    for path in (
        f"/services/{hidden.id}",
        f"/recherche?commune={GRENOBLE}",
        "/recherche?lieu=Is%C3%A8re",
        f"/structures/{hidden.structure_id}",
    ):
        page = client.get(path).text
        assert "Secrète" not in page
        assert "Cachée" not in page


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("lieu=Nullepartville", "Nous ne trouvons pas «\u00a0Nullepartville\u00a0»"),
        ("lieu=Grenoble&jour=hier", "Choisissez ce soir, demain ou un jour"),
        ("lieu=Grenoble&jour=2026-11-22", "Choisissez ce soir, demain ou un jour"),
        ("lieu=Grenoble&jour=2027-11-22", "Choisissez ce soir, demain ou un jour"),
        ("lat=48&lon=2", "Erreur"),
        ("lat=45", "Erreur"),
        ("commune=99999", "Erreur"),
        ("lieu=" + "a" * 300, "Erreur"),
    ],
)
def test_what_cannot_be_used_is_said(query, said, client):
    answer = client.get(f"/passages?{query}")
    assert answer.status_code == 422
    assert said in answer.text


@pytest.mark.parametrize(
    "query",
    [
        "",
        "lieu=Saint-Just",
        "lieu=Is%C3%A8re",
        "lieu=38000",
        "lat=45.19&lon=5.72",
        "lieu=Grenoble&lang=ar",
        "lieu=Grenoble&lang=en&jour=demain",
    ],
)
def test_every_way_of_saying_where_has_its_page(query, evening, client):
    answer = client.get(f"/passages?{query}")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert client.get(f"/passages?{query}", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_which_of_two_places_is_asked_with_the_day(evening, client):
    page = client.get("/passages?lieu=Saint-Just&jour=demain").text
    assert "Laquelle\u00a0?" in page
    assert "/passages?commune=" in page
    assert "jour=demain" in page


def test_the_urgent_numbers_lead_there(client):
    assert 'href="/passages"' in client.get("/urgence").text


def test_few_statements_answer_however_many_stops_there_are(session, directory, plain):
    for number in range(60):
        directory.itinerant(directory.stop(GRENOBLE, hours=f"Mo-Su 19:{number:02}-21:00", nom=f"Arrêt {number}"), nom=f"Bus {number}")
    directory.publish()
    plain.get("/passages?lieu=Grenoble")
    seen: list[str] = []
    engine = session.get_bind()

    def hear(_connection, _cursor, statement, *_rest):
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", hear)
    try:
        page = plain.get("/passages?lieu=Grenoble&jour=demain").text
    finally:
        event.remove(engine, "before_cursor_execute", hear)
    assert "60 passages" in page
    assert len(seen) < 10


def test_hours_that_nobody_knows_are_no_passage(directory, client):
    directory.itinerant(directory.stop(GRENOBLE, hours=""), directory.stop(VALENCE, hours=EVENINGS), nom="Bus")
    directory.publish()
    assert passing(client, lieu="Grenoble") == []


def test_the_answers_of_a_search_lead_to_who_passes_where_something_moves(evening, directory, find):
    assert f"/passages?commune={GRENOBLE}" in find(commune=GRENOBLE).html
    assert "/passages?lat=45.19&amp;lon=5.72&amp;lang=en" in find(lat="45.19", lon="5.72", lang="en").html
    directory.fixed(VALENCE)
    directory.publish()
    assert "/passages?" not in find(commune=VALENCE, rayon=4).html


@pytest.mark.one_engine
def test_the_fictional_services_show_a_passage_cancelled_and_one_moved_tonight(session, plain):
    with unit_of_work(session):
        load_demo(session)
    assert session.scalars(select(TemporaryInfo.starts).where(TemporaryInfo.location_id.is_not(None))).all() == [TODAY, TODAY]
    stop = session.scalars(select(Location).where(Location.instead_of_id.is_not(None))).one()
    told = passing(plain, commune=stop.code_insee)
    assert [struck for _, struck in told].count(True) == 2
    assert any("exemple" in head and not struck for head, struck in told)
    assert stop.nom in plain.get(f"/passages?commune={stop.code_insee}").text
    with unit_of_work(session):
        remove_demo(session)
    assert session.scalar(select(Location.id)) is None

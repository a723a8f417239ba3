"""The way in for professionals: on sheets and on cards."""

import json
import re
from datetime import date

import pytest
from lxml import html

from app.directory.columns import SERVICE_COLUMNS
from app.directory.labels import BANDS
from app.directory.loading.demo import load_demo
from app.directory.models import Service
from app.directory.rules import ResponseBand
from tests.support.factories import GRENOBLE

pytestmark = pytest.mark.usefixtures("monday")
RECEIVES = "Ce service reçoit les orientations par ce site."


@pytest.fixture
def sheet(directory, client):
    """Publish what was described, and read the sheet of a service."""

    def read(service):
        directory.publish()
        answer = client.get(f"/services/{service.id}")
        assert answer.status_code == 200
        return answer.text

    return read


def ways_in(text):
    return [
        (link.text_content(), link.get("href"), link.get("rel"))
        for link in html.fromstring(text).xpath("//a[contains(@href, '/orienter')]")
    ]


def test_every_sheet_has_a_way_in_for_professionals_that_robots_do_not_follow(directory, sheet):
    service = directory.fixed()
    text = sheet(service)

    assert ways_in(text) == [("Orienter une personne", f"/services/{service.id}/orienter", "nofollow")]
    assert "Pour les professionnels" in text
    assert RECEIVES not in text


def test_the_way_in_keeps_the_language(directory, client):
    service = directory.fixed()
    directory.publish()

    assert ways_in(client.get(f"/services/{service.id}?lang=en").text)[0][1] == f"/services/{service.id}/orienter?lang=en"


@pytest.mark.parametrize("band", ResponseBand)
def test_a_sheet_says_that_the_service_receives_and_how_soon_it_usually_answers(band, directory, sheet):
    text = sheet(directory.fixed(receives_orientations=True, response_band=band))

    assert RECEIVES in text
    assert BANDS[band] in text


@pytest.mark.parametrize("band", ["", "jamais"])
def test_a_delay_that_is_not_known_is_not_told(band, directory, sheet, find):
    service = directory.fixed(receives_orientations=True, response_band=band)

    for text in (sheet(service), find(commune=GRENOBLE).html):
        assert not any(words in text for words in BANDS.values())


@pytest.mark.parametrize("of", ["service", "structure"])
def test_nobody_is_oriented_to_what_has_ended(of, directory, sheet, client):
    service = directory.fixed(receives_orientations=True, structure=directory.structure())
    (service if of == "service" else service.structure).ended_on = date(2026, 11, 1)

    assert ways_in(sheet(service)) == []
    assert ways_in(client.get(f"/structures/{service.structure_id}").text) == []


def test_cards_lead_there_for_services_that_receive_only(directory, find):
    receiving = directory.fixed(nom="La Halte", receives_orientations=True, response_band=ResponseBand.WEEK)
    directory.fixed(response_band=ResponseBand.MONTH)
    directory.publish()

    text = find(commune=GRENOBLE).html
    assert ways_in(text) == [("Orienter : La Halte", f"/services/{receiving.id}/orienter", "nofollow")]
    assert BANDS[ResponseBand.WEEK] in text
    assert BANDS[ResponseBand.MONTH] not in text


def test_a_card_of_a_protected_service_tells_no_more_than_its_name_does(directory, find):
    refuge = directory.refuge(GRENOBLE, nom="Refuge, 1 rue de l’Exemple", receives_orientations=True)
    directory.publish()

    (way,) = ways_in(find(type="hebergement-violences", commune=GRENOBLE).html)
    assert way[1] == f"/services/{refuge.id}/orienter"
    assert "rue" not in way[0]


def test_search_engines_read_nothing_of_it(directory, sheet):
    text = sheet(directory.fixed(receives_orientations=True, response_band=ResponseBand.WEEK, courriel="halte@exemple.fr"))

    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)[1])
    assert "orient" not in json.dumps(data)


def test_no_upstream_says_whether_orientations_are_received():
    assert {"receives_orientations", "response_band"}.isdisjoint(SERVICE_COLUMNS)


@pytest.mark.one_engine
def test_about_half_of_the_fictional_services_receive_at_a_fictional_address(session):
    load_demo(session)

    services = session.query(Service).all()
    receiving = [service for service in services if service.receives_orientations]
    assert 0.4 < len(receiving) / len(services) < 0.6
    assert all(re.fullmatch(r"exemple-\d+@exemple\.fr", service.courriel) and service.is_example for service in receiving)
    assert len({service.courriel for service in receiving}) == len(receiving)

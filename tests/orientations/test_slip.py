"""The slip of paper: where, when, the code; never who."""

from datetime import timedelta
from math import hypot

import pytest

from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.orientations.display import slip as display
from app.orientations.display.locator import locator
from app.orientations.rules import State
from app.territory.distance import kilometres
from app.territory.gazetteer import gazetteer
from tests.orientations.making import EMAIL, NAME, PHONE

pytestmark = pytest.mark.one_engine


@pytest.fixture
def slip_of(sender, session):
    """`slip_of(orientation, code=…)`: the answer to who asks for the slip."""

    def ask(made, code="ABCD2345"):
        with unit_of_work(session):
            made.code = code
        return sender[0].get(f"/orientations/{made.id}/fiche")

    return ask


def test_the_slip_says_where_when_and_the_code_and_not_who(orientation, slip_of):
    answer = slip_of(orientation(State.ACCEPTED))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    for told in ("Domiciliation des Tilleuls", "ABCD 2345", "Votre rendez-vous", "04\u00a065\u00a071\u00a000\u00a001", "/ma-demande"):
        assert told in page
    for secret in (NAME, PHONE, EMAIL):
        assert secret not in page


def test_the_square_code_holds_neither_code_nor_link(app, orientation, slip_of, monkeypatch):
    drawn = []
    monkeypatch.setattr(display, "_qr", lambda address: drawn.append(address) or "<svg></svg>")
    slip_of(orientation(State.SENT))
    slip_of(orientation(State.SENT, language="ar"))
    base = app.extensions["reperes"].base_url
    assert drawn == [f"{base}/ma-demande", f"{base}/ma-demande?lang=ar"]


def test_the_slip_is_in_her_language_around_french_names(orientation, slip_of):
    page = slip_of(orientation(State.SENT, language="ar")).get_data(as_text=True)
    assert '<html lang="fr"' in page
    assert '<article class="slip" lang="ar" dir="rtl">' in page
    assert '<p class="slip-name" lang="fr" dir="auto">Domiciliation des Tilleuls</p>' in page


def test_without_an_appointment_it_gives_the_hours(orientation, slip_of):
    assert "9\u00a0h" in slip_of(orientation(State.SENT)).get_data(as_text=True)
    past = orientation(State.ACCEPTED, appointment_at=utc_now() - timedelta(days=2))
    assert "Votre rendez-vous" not in slip_of(past).get_data(as_text=True)


def test_no_slip_where_paper_is_not_safe(orientation, slip_of):
    answer = slip_of(orientation(State.SENT, may_print=False))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 403
    assert "n’est pas sûre" in page
    assert "ABCD" not in page
    assert "Tilleuls" not in page


@pytest.mark.parametrize("state", [State.DRAFT, State.TO_VERIFY, State.CANCELLED, State.REFUSED])
def test_no_slip_before_the_sending_nor_after_the_end(orientation, slip_of, state):
    answer = slip_of(orientation(state))
    assert answer.status_code == 403
    assert "ABCD" not in answer.get_data(as_text=True)


def test_a_protected_address_is_not_printed(orientation, slip_of, session, service):
    made = orientation(State.SENT)
    with unit_of_work(session):
        service.is_protected = True
    page = slip_of(made).get_data(as_text=True)
    assert service.locations[0].adresse not in page
    assert "L’adresse est protégée" in page


def test_only_who_oriented_prints_it(orientation, receiver, client):
    made = orientation(State.SENT)
    assert receiver[0].get(f"/orientations/{made.id}/fiche").status_code == 404
    assert client.get(f"/orientations/{made.id}/fiche").status_code == 303


@pytest.mark.parametrize("code", ["07186", "69387", "38185", "15014", "73227", "43157"])
def test_the_map_names_towns_around_without_one_hiding_another(code):
    commune = gazetteer().commune(code)
    drawn = locator(commune.point, commune)
    assert len(drawn.towns) >= 4
    assert drawn.name == commune.nom
    assert commune.nom not in {town.name for town in drawn.towns}
    spans = [
        (min(town.x, town.name_x - (len(town.name) * 6.6 if town.is_before else 0)), town.y, len(town.name) * 6.6) for town in drawn.towns
    ]
    for number, (start, y, long) in enumerate(spans):
        assert 0 <= start <= start + long <= 440
        for other_start, other_y, other_long in spans[:number]:
            assert abs(y - other_y) >= 14 or start + long <= other_start or other_start + other_long <= start


def test_north_is_on_top_and_a_kilometre_is_a_kilometre():
    commune = gazetteer().commune("07186")
    drawn = locator(commune.point, commune)
    for town in drawn.towns:
        found = next(other for other in gazetteer().communes.values() if other.nom == town.name and other.departement == "07")
        assert (town.y < 68) == (found.latitude > commune.latitude)
        assert (town.x > 220) == (found.longitude > commune.longitude)
        drawn_km = hypot(town.x - 220, town.y - 68) * drawn.scale_km / drawn.scale_wide
        assert drawn_km == pytest.approx(kilometres(commune.point, found.point), rel=0.03)


def test_no_map_tells_where_a_protected_place_is(orientation, slip_of, session, service):
    made = orientation(State.SENT)
    assert '<svg class="locator"' in slip_of(made).get_data(as_text=True)
    with unit_of_work(session):
        service.is_protected = True
    assert '<svg class="locator"' not in slip_of(made).get_data(as_text=True)

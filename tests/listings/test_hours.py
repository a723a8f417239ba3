"""The editor of hours as one uses it."""

import pytest
from hypothesis import given, settings

from app.directory.fields import field_of
from app.directory.models import Service
from app.listings.forms.hours import HoursForm
from app.listings.grid import written
from app.web.translations import translator
from tests.listings.keeping import ORGANISATION, keep, send
from tests.listings.test_hours_grid import GRIDS
from tests.support.factories import GRENOBLE
from tests.support.forms import hidden_fields

pytestmark = pytest.mark.usefixtures("monday")
TUESDAYS = {"mois-0-n": ["1", "3"], "mois-0-jour": "1", "mois-0-0-de": "14h", "mois-0-0-a": "16h30"}


@pytest.fixture
def path(client, session, directory, signed_in_as):
    """Where the hours of a service are changed."""
    service = directory.fixed(GRENOBLE, hours="Mo-Fr 09:00-12:00,14:00-17:00; PH off")
    directory.publish()
    signed_in_as(client, organisations={ORGANISATION: "redacteur"})
    keep(session, service)
    return f"/mes-fiches/services/{service.id}/horaires"


def hours(session):
    session.expire_all()
    service = session.query(Service).one()
    return field_of(service, "hours").read(service)


def test_the_editor_reads_the_hours_that_stand(client, path):
    page = client.get(path).get_data(as_text=True)

    assert 'name="jour-0-0-de" value="9h"' in page
    assert 'name="jour-4-1-a" value="17h"' in page
    assert "Du lundi au vendredi" in page


def test_days_and_days_of_the_month_are_written_as_osm_does(client, session, path):
    answer = send(client, path, {"jour-0-0-de": "9:00", "jour-0-0-a": "12", "feries": "ferme", "ecole": "pareil", **TUESDAYS})

    assert answer.status_code == 303
    assert hours(session) == ["Mo 09:00-12:00; Tu[1,3] 14:00-16:30; PH off", ""]
    assert session.query(Service).one().hours_confirmed_by == "association"


def test_school_holidays_are_kept_apart(client, session, path):
    typed = {
        "jour-0-0-de": "9h",
        "jour-0-0-a": "12h",
        "feries": "pareil",
        "ecole": "autres",
        "vacances-1-0-de": "10h",
        "vacances-1-0-a": "11h",
    }
    send(client, path, typed)
    assert hours(session) == ["Mo 09:00-12:00", "", "Tu 10:00-11:00", "A"]
    client.get("/mes-fiches")
    assert 'name="vacances-1-0-de" value="10h"' in client.get(path).get_data(as_text=True)

    send(client, path, {"jour-0-0-de": "9h", "jour-0-0-a": "12h", "ecole": "ferme"})
    assert hours(session)[2] == "Mo-Su off"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "au moins un jour"),
        ({"jour-1-0-de": "neuf heures", "jour-1-0-a": "12h"}, "Mardi\u00a0: écrivez l’heure"),
        ({"jour-1-0-de": "9h"}, "il manque l’heure"),
        ({"jour-1-0-de": "9h", "jour-1-0-a": "12h", "jour-1-1-de": "11h", "jour-1-1-a": "13h"}, "se suivent"),
        ({"jour-1-0-de": "14h", "jour-1-0-a": "12h"}, "Mardi\u00a0: l’heure de fin vient avant l’heure de début."),
        ({"jour-1-0-de": "20h", "jour-1-0-a": "8h", "jour-1-1-de": "9h", "jour-1-1-a": "12h"}, "l’heure de fin vient avant"),
        ({"mois-0-n": "1", "mois-0-0-de": "14h", "mois-0-0-a": "12h"}, "Lundi\u00a0: l’heure de fin vient avant"),
        ({"jour-1-0-de": "9h", "jour-1-0-a": "25h"}, "Mardi\u00a0: écrivez une heure entre 0h et 24h."),
        ({"mois-0-n": "1"}, "écrivez les heures"),
        ({"mois-0-0-de": "9h", "mois-0-0-a": "12h"}, "cochez au moins une semaine"),
        ({"expression": "Mo-Fr 09:00-12:00; SH off"}, "Retirez SH"),
        ({"jour-0-0-de": "9h", "jour-0-0-a": "12h", "ecole": "autres"}, "au moins un jour des vacances"),
    ],
)
def test_hours_that_cannot_be_taken_are_said_and_stay_typed(typed, said, client, session, path):
    answer = send(client, path, typed)

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert said in page
    assert all(f'value="{value}"' in page for value in typed.values())
    assert hours(session) == ["Mo-Fr 09:00-12:00,14:00-17:00; PH off", ""]


def test_a_night_goes_past_midnight(client, session, path):
    send(client, path, {"jour-0-0-de": "20h", "jour-0-0-a": "8h", "jour-4-0-de": "18h", "jour-4-0-a": "2h", "feries": "pareil"})

    assert hours(session) == ["Mo 20:00-08:00; Fr 18:00-02:00", ""]


def test_the_preview_says_what_the_public_will_read_and_saves_nothing(client, session, path):
    typed = {"jour-0-0-de": "9h", "jour-0-0-a": "12h", **TUESDAYS}
    whole = client.post(f"{path}/apercu", data={**hidden_fields(client.get(path), path), **typed})
    part = client.post(f"{path}/apercu", data={**hidden_fields(client.get(path), path), **typed}, headers={"HX-Request": "true"})

    for page in (whole.get_data(as_text=True), part.get_data(as_text=True)):
        assert "Ouvert jusqu’à 12" in page
        assert "undi" in page
    assert "<html" not in part.get_data(as_text=True)
    assert 'value="9h"' in whole.get_data(as_text=True)
    assert hours(session) == ["Mo-Fr 09:00-12:00,14:00-17:00; PH off", ""]


def test_the_preview_says_what_is_to_mend(client, path):
    answer = client.post(f"{path}/apercu", data={**hidden_fields(client.get(path), path), "jour-0-0-de": "9h"})

    assert "il manque l’heure" in answer.get_data(as_text=True)


def test_hours_that_no_grid_can_say_are_shown_in_words_and_changed_as_written(client, session, path):
    send(client, path, {"expression": "Mo-Fr 09:00-12:00; Dec 25 off"})
    assert hours(session) == ["Mo-Fr 09:00-12:00; Dec 25 off", ""]
    client.get("/mes-fiches")

    page = client.get(path).get_data(as_text=True)
    assert 'value="Mo-Fr 09:00-12:00; Dec 25 off"' in page
    assert "Du lundi au vendredi" in page


def test_two_who_change_hours_at_once_see_both(client, session, path):
    opened = hidden_fields(client.get(path), path)
    client.post(path, data={**opened, "jour-0-0-de": "8h", "jour-0-0-a": "9h"})
    client.get("/mes-fiches")
    answer = client.post(path, data={**opened, "jour-0-0-de": "10h", "jour-0-0-a": "11h"})

    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "8\u00a0h – 9\u00a0h" in page
    assert "10\u00a0h – 11\u00a0h" in page
    assert 'value="10h"' in page
    client.post(path, data={**hidden_fields(answer, path), "jour-0-0-de": "10h", "jour-0-0-a": "11h"})
    assert hours(session) == ["Mo 10:00-11:00; PH off", ""]


def test_a_service_without_a_place_is_told_so(client, session, path):
    send(client, path.replace("horaires", "modifier/lieu"), {"adresse": "", "code_postal": "", "commune": "", "complement_adresse": ""})
    client.get("/mes-fiches")

    assert "Les horaires vont avec un lieu" in client.get(path).get_data(as_text=True)


@given(GRIDS)
@settings(max_examples=30, deadline=None)
def test_the_form_gives_back_the_hours_that_it_was_given(grid):
    t = translator("fr")
    expression = written(grid)
    opened = HoursForm.of([expression, ""], t)
    names = {name for day in (*opened.week, *opened.away, *opened.monthly) for slot in day.slots for name in _typed(slot)}
    typed = {name: [value] for name, value in names if value}
    typed |= {f"{row.name}-n": [str(number) for number, _, ticked in row.numbers if ticked] for row in opened.monthly}
    typed |= {f"{row.name}-jour": [str(row.day)] for row in opened.monthly}
    sent = HoursForm({**typed, "feries": [opened.holidays], "ecole": [opened.school]}, t)

    assert sent.validate(), (expression, sent.errors)
    assert sent.hours == [expression, "", "", "A"]


def _typed(slot):
    return (slot.start, slot.start_value), (slot.end, slot.end_value)

import json
import re
from datetime import timedelta

import pytest

from app.core.clock import utc_now
from app.directory.kinds import THROUGH_SIAO
from app.directory.labels import PLACES_LEFT
from app.directory.rules import Audience, Mobilisation, Mobiliser, PlacesLeft
from tests.support.factories import GRENOBLE, WEEKDAYS, confirmed
from tests.support.results import ResultsPage

pytestmark = [pytest.mark.usefixtures("monday"), pytest.mark.one_engine]


@pytest.fixture
def sheet(directory, client):
    """Publish what was described, and read the sheet of a service, spaces made plain."""

    def read(service, language="fr"):
        directory.publish()
        return client.get(f"/services/{service.id}?lang={language}").text.replace("\u00a0", " ").replace("\u202f", " ")

    return read


def test_a_sheet_answers_the_questions_of_a_person_in_their_order(directory, sheet):
    described = {
        "nom": "Accueil de la Halte",
        "audience": Audience.EXCLUSIVE,
        "publics": ["femmes"],
        "telephone": "04 76 00 00 00",
        "documents": ["Une pièce d’identité"],
        "what_happens": "On vous reçoit.\nOn vous écoute.",
        "frais": "gratuit",
        "animals": False,
        "step_free": True,
        "spoken_languages": ["fr", "ar"],
    }
    text = sheet(directory.fixed(hours=WEEKDAYS, **described))

    asked = ("Est-ce que je peux venir", "Quand et où", "Comment faire pour venir", "Qu’est-ce que j’apporte", "Que va-t-il se passer")
    places = [text.index(question) for question in asked]
    assert places == sorted(places)
    for said in (
        "Réservé : femmes", "Les animaux ne sont pas acceptés.", "On entre en fauteuil roulant.", "français, arabe", "Une pièce d’identité",
        "On vous reçoit.", "On vous écoute.", "C’est gratuit.", "Du lundi au vendredi", "9 h – 17 h", 'href="tel:+33476000000"',
        "openstreetmap.org", "38000 Grenoble",
    ):  # fmt: skip
        assert said in text, said


def test_what_people_wrote_is_never_markup(directory, sheet, find):
    wicked = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}</script>"
    service = directory.fixed(
        nom=wicked, description=wicked, conditions_acces=wicked, documents=[wicked], what_happens=wicked, telephone=wicked,
        lien_mobilisation=f"javascript:{wicked}",
    )  # fmt: skip
    directory.temporarily(service, "message", utc_now().date(), utc_now().date(), message=wicked)

    for html in (sheet(service), find(commune=GRENOBLE).html):
        assert "<img" not in html
        assert "<script>alert" not in html
        assert "javascript:" not in html
        assert "49" not in re.findall(r"<h[13][^>]*>.*?</h[13]>", html, re.DOTALL)[0].replace("&#39;", "")


def test_what_search_engines_read_holds_the_same_hours_and_address(directory, sheet):
    text = sheet(directory.fixed(hours=WEEKDAYS, nom="Accueil de la Halte", telephone="04 76 00 00 00"))

    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)[1])
    place = data["availableChannel"]["serviceLocation"]
    assert data["name"] == "Accueil de la Halte"
    assert place["address"]["addressLocality"] == "Grenoble"
    assert place["geo"]["latitude"] == pytest.approx(45.18663)
    (hours,) = place["openingHoursSpecification"]
    assert (hours["opens"], hours["closes"]) == ("09:00", "17:00")
    assert hours["dayOfWeek"] == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]


@pytest.mark.parametrize("kind", sorted(THROUGH_SIAO))
def test_what_one_enters_through_the_siao_says_so_and_shows_no_place_left(kind, directory, sheet):
    text = sheet(directory.fixed(kinds=(kind,), places_left=PlacesLeft.FREE, places_left_at=utc_now()))

    assert "115 ou le SIAO" in text
    assert "Il reste des places" not in text
    assert "Venez directement" not in text
    assert 'href="tel:115"' in text


def test_a_flag_is_enough_for_a_service_to_be_entered_through_the_siao(directory, sheet):
    text = sheet(directory.fixed(through_siao=True, places_left=PlacesLeft.FREE, places_left_at=utc_now()))

    assert "115 ou le SIAO" in text
    assert "Il reste des places" not in text


def test_what_a_professional_must_ask_for_says_so(directory, sheet):
    assert "Un professionnel doit faire la demande avec vous." in sheet(directory.fixed(mobilisable_par=[Mobiliser.PROFESSIONAL]))


def test_an_appointment_wins_over_just_coming(directory, sheet):
    text = sheet(directory.fixed(by_appointment=True, modes_mobilisation=[Mobilisation.COME, Mobilisation.CALL]))

    assert "Il faut un rendez-vous." in text
    assert "Venez directement" not in text


@pytest.mark.parametrize(("hours_ago", "told"), [(0, True), (47.9, True), (48.1, False), (1000, False)])
@pytest.mark.parametrize("left", PlacesLeft)
def test_places_left_are_told_for_two_days_with_their_date(left, hours_ago, told, directory, sheet):
    said_at = utc_now() - timedelta(hours=hours_ago)

    text = sheet(directory.fixed(places_left=left, places_left_at=said_at))

    assert (f"{PLACES_LEFT[left]} (dit le {said_at.day} novembre 2026)" in text) is told


@pytest.mark.parametrize(
    ("days_ago", "said"),
    [(3, "Vérifié le 20 novembre 2026"), (183, "Vérifié le 24 mai 2026"), (184, "il y a longtemps : appelez avant d’y aller")],
)
def test_information_says_its_age_and_old_information_says_to_call_first(days_ago, said, directory, sheet, find):
    text = sheet(directory.fixed(**confirmed(days_ago)))

    assert said in text
    assert said in find(commune=GRENOBLE).cards[0].text


def test_what_nobody_confirmed_says_so(directory, sheet, find):
    text = sheet(directory.fixed())

    assert "À confirmer : appelez avant d’y aller" in text
    assert "À confirmer : appelez avant d’y aller" in find(commune=GRENOBLE).cards[0].text


def test_each_part_is_as_fresh_as_its_own_confirmation(directory, sheet):
    text = sheet(directory.fixed(hours_confirmed_at=utc_now() - timedelta(days=2), contact_confirmed_at=utc_now() - timedelta(days=400)))

    lines = dict(re.findall(r"<div><dt>(Horaires|Contact|Conditions)</dt><dd>(.*?)</dd></div>", text))
    assert lines["Horaires"] == "Vérifié le 21 novembre 2026"
    assert "il y a longtemps" in lines["Contact"]
    assert "À confirmer" in lines["Conditions"]


def test_hours_that_cannot_be_read_are_shown_as_they_were_given(directory, session, sheet):
    from app.directory import services

    service = directory.fixed(hours="")
    session.flush()
    service.locations[0].hours_id = services.hours(session, raw="sauf le premier lundi, sonner fort").id

    assert "sonner fort" in sheet(service)


def test_an_example_is_marked_so_everywhere(directory, sheet, find):
    text = sheet(directory.fixed(is_example=True))

    assert ">exemple<" in text
    assert "exemple" in find(commune=GRENOBLE).cards[0].text


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("04 76 00 00 00", "tel:+33476000000"),
        ("04.76.00.00.00", "tel:+33476000000"),
        ("+33 4 76 00 00 00", "tel:+33476000000"),
        ("+33 (0)4 76 00 00 00", "tel:+33476000000"),
        ("0033476000000", "tel:+33476000000"),
        ("115", "tel:115"),
        ("3919", "tel:3919"),
        ("04 76 00 00 00 / 04 76 11 11 11", "tel:+33476000000"),
        ("04 76 00 00 00 (le matin)", "tel:+33476000000"),
        ("+41 22 345 67 89", "tel:+41223456789"),
    ],
)
def test_a_telephone_can_be_tapped_however_it_was_written(typed, address, directory, sheet):
    assert f'href="{address}"' in sheet(directory.fixed(telephone=typed))


@pytest.mark.parametrize("typed", ["", "voir le site", "٣", "²", "0"])
def test_what_is_no_telephone_is_no_link(typed, directory, sheet):
    assert 'class="call" href="tel:"' not in sheet(directory.fixed(telephone=typed))


@pytest.mark.parametrize(("written", "is_link"), [("accueil@exemple.fr", True), ("nous écrire", False), ("a@b c@d", False), ("@", False)])
def test_an_address_of_mail_is_a_link_only_when_it_is_one(written, is_link, directory, sheet):
    assert (f'href="mailto:{written}"' in sheet(directory.fixed(courriel=written))) is is_link


@pytest.mark.parametrize("number", ["0", "999999999", "2147483648", "9" * 30, "9" * 4000])
@pytest.mark.parametrize("what", ["services", "structures"])
def test_a_sheet_that_does_not_exist_is_a_page_that_says_so(what, number, client):
    response = client.get(f"/{what}/{number}")

    assert response.status_code == 404
    assert "Cette page n’existe pas" in response.text


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_sheet_in_another_language_says_that_the_texts_of_people_are_french(language, directory, sheet):
    text = sheet(directory.fixed(description="On vous écoute."), language)

    assert re.search(r'<h1[^>]* lang="fr"', text)
    assert re.search(r'lang="fr"[^>]*>On vous écoute\.', text)


def test_a_structure_shows_its_services_each_with_how_it_is_given(directory, client):
    structure = directory.structure(nom="Association des Deux Rives", telephone="04 76 00 00 00", siret="12345678901234")
    place = directory.fixed(structure=structure, nom="Accueil")
    line = directory.remote(structure=structure, nom="Écoute", eligible=[("departement", "38")])
    team = directory.team(("departement", "38"), structure=structure, nom="Maraude")
    directory.publish()

    html = client.get(f"/structures/{structure.id}").text

    cards = {card.name: card.text for card in ResultsPage(client.get(f"/structures/{structure.id}")).everywhere}
    assert set(cards) == {place.nom, line.nom, team.nom}
    assert "Ouvert jusqu’à" in cards["Accueil"]
    assert "Par téléphone ou en ligne" in cards["Écoute"]
    assert "vient vers vous" in cards["Maraude"]
    assert "12345678901234" in html


def test_a_structure_without_any_service_says_to_call(directory, client):
    structure = directory.structure()
    directory.publish()

    assert "Nous ne connaissons pas encore ce que ce lieu propose." in client.get(f"/structures/{structure.id}").text

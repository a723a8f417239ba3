"""An old phone, a tired person: taps rather than words, her own language, numbers that answer."""

import re

import pytest

from tests.support.factories import ALWAYS, GRENOBLE, LYON_7
from tests.support.inspector.document import Document, words
from tests.support.results import ResultsPage

pytestmark = pytest.mark.usefixtures("monday")


def follow(client, document, label):
    """Follow the first link that bears these words."""
    link = next(link for link in document.all("a") if words(link).startswith(label))
    return client.get(link.get("href"), follow_redirects=True)


def test_two_taps_lead_from_a_need_to_the_answers_of_a_departement(directory, client):
    directory.fixed(kinds=("aide-alimentaire",), nom="Repas de midi")
    directory.publish()

    need = follow(client, Document(client.get("/").text), "Manger")
    answers = ResultsPage(follow(client, Document(need.text), "Isère"))

    assert answers.names == ["Repas de midi"]


def test_eating_tonight_leads_to_who_is_open_tonight(directory, client):
    directory.fixed(LYON_7, kinds=("aide-alimentaire",), hours="Mo-Su 18:00-21:00", nom="Soupe du soir")
    directory.fixed(LYON_7, kinds=("aide-alimentaire",), hours="Mo-Su 07:00-09:00", nom="Petit déjeuner")
    directory.publish()

    page = ResultsPage(client.get("/recherche?q=manger+ce+soir+Lyon+7"))

    assert page.names == ["Soupe du soir"]
    assert "Lyon 7" in page.title


def test_no_roof_tonight_shows_115_before_the_answers(directory, client):
    directory.fixed(kinds=("hebergement-urgence",), hours=ALWAYS)
    directory.publish()

    html = client.get(f"/recherche?besoin=dormir&commune={GRENOBLE}").text

    assert html.index('href="tel:115"') < html.index("<article")


def test_the_whole_way_stays_in_arabic_once_chosen(directory, plain):
    directory.fixed(kinds=("aide-alimentaire",), nom="Repas de midi")
    directory.publish()

    home = Document(plain.get("/").text)
    arabic = follow(plain, home, "العربية")
    results = plain.get(f"/recherche?besoin=manger&commune={GRENOBLE}&lang=ar")
    sheet = follow(plain, Document(results.text), "Repas de midi")

    for response in (arabic, results, sheet):
        document = Document(response.text)
        assert (document.html.get("lang"), document.html.get("dir")) == ("ar", "rtl")
    assert re.search(r'lang="fr"[^>]*>Repas de midi', sheet.text)
    assert Document(plain.get("/urgence").text).html.get("lang") == "ar"


def test_a_link_sent_to_somebody_keeps_its_language_for_who_chose_none(directory, client):
    service = directory.fixed()
    directory.publish()

    assert Document(client.get(f"/services/{service.id}?lang=ar").text).html.get("lang") == "ar"


def test_violence_shows_whom_to_call_the_way_out_and_no_address(directory, client):
    directory.refuge("07010", telephone="3919")
    directory.publish()

    page = client.get("/recherche?q=violences+conjugales&lieu=Privas").text
    sheet = follow(client, Document(page), "Service").text

    assert "3919" in page
    assert "Annonay" not in page + sheet
    assert "quit" in sheet.lower()


def test_urgent_numbers_are_one_tap_from_every_page(directory, client):
    service = directory.fixed()
    directory.publish()
    refused = "/recherche?q=douche&lieu=Nulle-Part"

    for page in ("/", "/recherche", refused, f"/services/{service.id}", "/dispositifs/domiciliation", "/nulle-part"):
        document = Document(client.get(page).text)
        assert "/urgence" in [link.get("href") for link in document.all("a")], page
    numbers = [link.get("href", "") for link in Document(client.get("/urgence").text).all("a")]
    assert {"tel:15", "tel:17", "tel:18", "tel:112", "sms:114", "tel:115", "tel:119", "tel:3919", "tel:3114"} <= set(numbers)


def test_where_nothing_is_known_the_page_still_helps(directory, client):
    directory.remote(kinds=("numero-prevention-suicide",), nom="Écoute", telephone="3114")
    directory.publish()

    page = ResultsPage(client.get("/recherche?q=num%C3%A9ro+national+de+pr%C3%A9vention+du+suicide&lieu=Aurillac"))

    assert page.total == 0
    assert page.all_names == ["Écoute"]
    assert "3114" in page.text

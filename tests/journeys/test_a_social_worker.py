"""Five minutes, a person in front of her, no JavaScript: she asks, narrows, reads, and knows whom to call."""

import re

import pytest

from tests.support.dataset import PRIVAS, load_town_halls
from tests.support.factories import ALWAYS, NIGHTS, WEEKDAYS
from tests.support.inspector.document import Document, words
from tests.support.results import ResultsPage

pytestmark = pytest.mark.usefixtures("monday")


def submit(client, document, name, **typed):
    """Send a form of the page as a browser does: its fields as they stand, with what was typed or ticked."""
    form = next(form for form in document.all("form") if name in (form.get("id"), form.get("class")))
    assert form.get("method") == "get"
    values = []
    for field in form.iter():
        given, kind = field.get("name"), field.get("type", "text")
        if field.tag == "input" and given and kind not in ("radio", "checkbox"):
            values.append((given, typed.pop(given, field.get("value", ""))))
        elif field.tag == "input" and given and "checked" in field.attrib and given not in typed:
            values.append((given, field.get("value", "")))
        elif field.tag == "select" and given not in typed:
            chosen = [option.get("value", "") for option in field if "selected" in option.attrib]
            values += [(given, value) for value in chosen]
    return client.get(form.get("action"), query_string=[*values, *typed.items()])


def follow(client, document, label):
    """Follow the first link that bears these words."""
    link = next(link for link in document.all("a") if words(link).startswith(label))
    return client.get(link.get("href"))


def test_from_the_home_page_to_the_telephone_of_the_town_hall(directory, session, client):
    load_town_halls(session, [PRIVAS])

    home = Document(client.get("/").text)
    results = ResultsPage(submit(client, home, "ask", q="domiciliation Privas"))
    sheet = follow(client, results.document, "Mairie de Privas").text

    assert results.understood == ["domiciliation"]
    assert results.cards[0].status.startswith(("Ouvert", "Fermé"))
    assert re.search(r'href="tel:\+33\d{9}"', sheet)
    assert "Aujourd’hui" in sheet or "lundi" in sheet.lower()
    kind = follow(client, Document(sheet), "Domiciliation").text
    assert "deux mois" in kind


def test_narrowing_to_what_is_open_now_and_back_again(directory, client):
    directory.fixed(hours=ALWAYS, nom="Ouvert")
    directory.fixed(hours=NIGHTS, nom="Fermé")
    directory.publish()

    first = ResultsPage(submit(client, Document(client.get("/").text), "ask", q="accueil de jour", lieu="Grenoble"))
    narrowed = ResultsPage(submit(client, first.document, "filtres", ouvert="maintenant"))
    back = ResultsPage(submit(client, narrowed.document, "filtres", ouvert=""))

    assert set(first.names) == {"Ouvert", "Fermé"}
    assert narrowed.names == ["Ouvert"]
    assert "Ouvre à" in narrowed.refused["Fermé"]
    assert set(back.names) == {"Ouvert", "Fermé"}
    assert narrowed.understood == back.understood == ["accueil-de-jour"]


def test_a_new_question_keeps_the_filters_and_a_new_place_keeps_the_question(directory, client):
    directory.fixed("07186", kinds=("laverie",), frais="gratuit", nom="Laverie de Privas")
    directory.fixed("26362", kinds=("laverie",), frais="gratuit", nom="Laverie de Valence")
    directory.publish()

    privas = ResultsPage(client.get("/recherche?q=laverie+solidaire&lieu=Privas&acces=gratuit&rayon=5"))
    valence = ResultsPage(submit(client, privas.document, "ask", lieu="Valence"))

    assert privas.names == ["Laverie de Privas"]
    assert valence.names == ["Laverie de Valence"]
    assert valence.understood == ["laverie"]
    assert 'value="gratuit" checked' in valence.html


def test_a_mistake_is_said_mended_and_forgotten(directory, client):
    directory.fixed("07186", hours=WEEKDAYS, nom="Accueil de Privas")
    directory.publish()

    mistaken = client.get("/recherche?q=accueil+de+jour&lieu=Nulle-Part")
    page = ResultsPage(mistaken)
    mended = ResultsPage(submit(client, page.document, "ask", lieu="Privas"))

    assert mistaken.status_code == 422
    assert page.document.title.startswith("Erreur")
    assert "#lieu" in [link.get("href") for link in page.document.all("a")]
    assert mended.names == ["Accueil de Privas"]
    assert not mended.document.title.startswith("Erreur")


def test_a_homonym_is_chosen_in_one_tap(directory, client):
    directory.fixed("42279", nom="Accueil de Saint-Just-Saint-Rambert")
    directory.publish()

    asked = ResultsPage(submit(client, Document(client.get("/").text), "ask", q="accueil de jour Saint-Just"))
    found = ResultsPage(client.get(asked.choices["Saint-Just-Saint-Rambert"]))

    assert found.names == ["Accueil de Saint-Just-Saint-Rambert"]
    assert found.understood == ["accueil-de-jour"]

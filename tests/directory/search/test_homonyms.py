from urllib.parse import parse_qs, urlsplit

import pytest

from app.directory.kinds import kinds
from app.directory.organisations import ORGANISATIONS
from app.directory.search.homonyms import homonyms
from app.directory.search.understanding import understand
from tests.support.factories import GRENOBLE
from tests.support.results import ResultsPage


def asked(address):
    return parse_qs(urlsplit(address).query)


def test_each_homonym_means_two_things_at_least_that_exist():
    for homonym in homonyms().values():
        assert len(homonym.kinds) + len(homonym.organisations) >= 2
        assert set(homonym.kinds) <= set(kinds())
        assert set(homonym.organisations) <= set(ORGANISATIONS)
        assert homonym.usual in ("", *homonym.kinds)


def test_an_acronym_of_two_things_is_asked_about_with_what_each_is_and_nothing_is_guessed(directory, find):
    directory.fixed(kinds=("caf",))
    directory.publish()

    page = find(q="ARS", commune=GRENOBLE)

    assert "ARS : que cherchez-vous ?" in page.text.replace("\u00a0", " ")
    assert list(page.choices) == ["Allocation de rentrée scolaire (ARS)", "Agence régionale de santé"]
    assert kinds()["allocation-rentree-scolaire"].definition in page.text
    assert ORGANISATIONS["ars"].explanation in page.text
    assert page.understood == []
    assert page.all_names == []


@pytest.mark.parametrize("place", [{"q": "ARS Grenoble"}, {"q": "ARS", "lieu": "Grenoble"}, {"q": "ARS demain", "commune": GRENOBLE}])
def test_each_meaning_is_one_link_that_keeps_the_place_and_the_filters(place, find, client):
    page = find(**place, acces="gratuit")

    for address in page.choices.values():
        assert asked(address)["acces"] == ["gratuit"]
        chosen = ResultsPage(client.get(address))
        assert "Grenoble" in chosen.title
        assert "que cherchez-vous" not in chosen.text
        assert "Retirer Grenoble" in chosen.text
    assert asked(page.choices["Allocation de rentrée scolaire (ARS)"])["type"] == ["allocation-rentree-scolaire"]


def test_the_meaning_that_is_no_kind_is_looked_for_in_words_and_explained(directory, find, client):
    agency = directory.fixed(nom="Agence régionale de santé, délégation de l’exemple", kinds=("premier-accueil-social",))
    directory.fixed(kinds=("maison-de-sante",))
    directory.publish()

    page = ResultsPage(client.get(find(q="ars", commune=GRENOBLE).choices["Agence régionale de santé"]))

    assert page.names == [agency.nom]
    assert ORGANISATIONS["ars"].explanation in page.text
    assert "Agence régionale de santé" in page.title


def test_an_organisation_that_nobody_lists_is_explained_all_the_same(directory, find):
    directory.fixed()
    directory.publish()

    page = find(q="CPAM", commune=GRENOBLE)

    assert ORGANISATIONS["cpam"].explanation in page.text
    assert "pas compris" not in page.text


def test_the_usual_meaning_of_a_word_is_answered_below_the_question(directory, find):
    hospital = directory.fixed(kinds=("pass",))
    directory.publish()

    page = find(q="PASS Grenoble")

    assert page.names == [hospital.nom]
    assert page.understood == ["pass"]
    assert len(page.choices) == 3
    assert page.choices["Pass Culture"] == f"/recherche?commune={GRENOBLE}&type=pass-culture"


@pytest.mark.parametrize(
    "sentence", ["allocation de rentrée scolaire", "Agence régionale de santé", "pass culture", "foyer de jeunes travailleurs"]
)
def test_the_full_name_asks_nothing(sentence):
    assert understand(sentence).homonym is None


def test_beside_a_kind_a_homonym_asks_nothing_and_has_its_first_meaning():
    said = understand("PASS et domiciliation")

    assert (said.homonym, set(said.kinds)) == (None, {"pass", "domiciliation"})


def test_without_a_place_the_meaning_is_asked_before_the_place(find):
    page = find(q="ARS")

    assert "Où cherchez-vous" not in page.text
    assert len(page.choices) == 2

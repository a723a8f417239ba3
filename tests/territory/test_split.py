from cProfile import Profile
from pstats import Stats

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.text import fold
from app.territory.gazetteer import gazetteer
from app.territory.resolve import split
from app.territory.rules import Ambiguous, Found, Split
from app.territory.words import ORDINARY

MOST_CALLS = 2000
CITIES = [commune for commune in gazetteer().communes.values() if commune.type == "COM"]


def found(sentence, **options):
    part = split(sentence, **options)
    assert isinstance(part.outcome, Found), f"{sentence}: {part}"
    return part.rest, part.outcome.place.label


@pytest.mark.parametrize(
    ("sentence", "rest", "label"),
    [
        ("domiciliation Privas", "domiciliation", "Privas"),
        ("PAEJ Vienne", "PAEJ", "Vienne"),
        ("manger ce soir Lyon 7", "manger ce soir", "Lyon 7e"),
        ("domiciliation 38000", "domiciliation", "Grenoble"),
        ("domiciliation 07000", "domiciliation", "07000 Privas"),
        ("mairie de Saint-Étienne", "mairie", "Saint-Étienne"),
        ("domiciliation st etienne", "domiciliation", "Saint-Étienne"),
        ("wifi 38000 Grenoble", "wifi", "Grenoble"),
        ("domiciliation Saint-Just (Ain)", "domiciliation", "Saint-Just (Ain)"),
        ("Où dormir ce soir à Saint-Jean-de-Maurienne ?", "Où dormir ce soir ?", "Saint-Jean-de-Maurienne"),
        ("Privas", "", "Privas"),
        ("à Die", "", "Die"),
        ("115 Lyon", "115", "Lyon"),
    ],
)
def test_a_place_closes_the_sentence(sentence, rest, label):
    assert found(sentence) == (rest, label)


@pytest.mark.parametrize(
    ("sentence", "rest", "label"),
    [
        ("Lyon 7 manger", "manger", "Lyon 7e"),
        ("Privas domiciliation", "domiciliation", "Privas"),
        ("métropole de Lyon, mission locale", "mission locale", "Métropole de Lyon"),
        ("manger à Grenoble ce soir", "manger ce soir", "Grenoble"),
        ("douche Voiron maintenant", "douche maintenant", "Voiron"),
    ],
)
def test_a_place_may_also_open_the_sentence_or_stand_inside(sentence, rest, label):
    assert found(sentence) == (rest, label)


@pytest.mark.parametrize(
    ("sentence", "rest", "label"),
    [
        ("dormir autour d’Annecy", "dormir", "Annecy"),
        ("dormir à côté de Voiron", "dormir", "Voiron"),
        ("dormir près du Puy-en-Velay", "dormir", "Le Puy-en-Velay"),
        ("mairie du Teil", "mairie", "Le Teil"),
        ("mairie des Vans", "mairie", "Les Vans"),
        ("aide alimentaire en Isère", "aide alimentaire", "Isère"),
        ("PAEJ de la Drôme", "PAEJ", "Drôme"),
        ("PAEJ dans l’Ain", "PAEJ", "Ain"),
        ("maraude dans le 38", "maraude", "Isère"),
        ("service social du département de l’Ardèche", "service social", "Ardèche"),
        ("bus du droit sur Roanne", "bus du droit", "Roanne"),
    ],
)
def test_what_leads_to_a_place_goes_with_it(sentence, rest, label):
    assert found(sentence) == (rest, label)


def test_a_place_that_several_communes_bear_is_asked_about():
    part = split("dormir près de Saint-Just")
    assert part.rest == "dormir"
    assert isinstance(part.outcome, Ambiguous)


@pytest.mark.parametrize(
    "sentence",
    [
        *("douche", "repas", "aide", "mairie", "bus", "urgence", "manger", "logement", "crèche", "parents", "argent", "centre social"),
        *("bains", "douches et bains publics", "cours de français", "Cours de langue", "job d’été", "jardin partagé", "fontaine"),
        *("petits déjeuners à l’école", "café des parents", "aller vers", "aide à la garde d’enfants", "la chambre", "la table"),
        *("logement à très bas loyer", "cours", "école", "confort", "ouvert en mars", "pair-aidance", "un job", "quartier", "maison"),
        *("Auvergne-Rhône-Alpes", "domiciliation auvergne rhone alpes", "société Saint-Vincent-de-Paul", "auto-école"),
        *("samu 15", "le 15", "numéro 15", "jeunes de moins de 26", "appeler le 04 76 00 38 38", "115", "3919", "cantine à 1 euro"),
        *("", " ", "à", "domiciliation à", "½ \0 ̈", "domiciliation Paris", "domiciliation 75001"),
    ],
)
def test_ordinary_words_and_numbers_are_left_alone(sentence):
    assert split(sentence) == Split(sentence.strip(), None)


def test_an_ordinary_word_is_a_place_when_something_announces_it():
    assert found("cours de français à Cours") == ("cours de français", "Cours")
    assert found("domiciliation Cours") == ("domiciliation", "Cours")
    assert found("domiciliation cours 69470") == ("domiciliation", "Cours")
    assert found("domiciliation fontaine") == ("domiciliation", "Fontaine")


def test_a_word_that_the_caller_knows_is_not_a_place():
    assert found("maraude Hauteville") == ("maraude", "Hauteville")
    known = {"maraude", "hauteville"}.__contains__
    assert split("maraude hauteville", is_known_word=known).outcome is None
    assert found("maraude à hauteville", is_known_word=known) == ("maraude", "Hauteville")


def test_one_typing_error_is_forgiven_at_the_end():
    assert found("domiciliation grenobel") == ("domiciliation", "Grenoble")
    assert found("hebergement a Villeurbane") == ("hebergement", "Villeurbanne")
    assert found("manger saint etiene") == ("manger", "Saint-Étienne")
    assert split("domiciliation grenobel", is_known_word={"grenobel"}.__contains__).outcome is None


def test_every_commune_is_found_after_the_word_that_people_search_for():
    for commune in CITIES:
        outcome = split(f"domiciliation {commune.nom} ({commune.departement})").outcome
        assert isinstance(outcome, Found)
        assert outcome.place.commune == commune


def test_every_name_that_is_not_an_ordinary_word_is_found_as_people_type_it():
    missed = set()
    for commune in CITIES:
        name = fold(commune.nom)
        part = split(f"domiciliation {name}")
        places = {Found: lambda o: [o.place], Ambiguous: lambda o: o.places}.get(type(part.outcome), lambda _o: [])(part.outcome)
        if commune not in {place.commune for place in places} or part.rest != "domiciliation":
            missed.add(name.split()[-1])
    assert missed <= ORDINARY


@given(st.text(max_size=300))
def test_any_text_may_be_split_and_loses_nothing_when_no_place_is_in_it(text):
    part = split(text)
    if part.outcome is None:
        assert fold(part.rest) == fold(text)


@given(st.lists(st.sampled_from(["à", "de", "l’", "Lyon", "7", "07", "Saint", "-", "Just", "Ain", "(", ")", "bains", "\0"]), max_size=12))
def test_a_sentence_may_be_nothing_but_places_and_links(words):
    split(" ".join(words))


def test_a_sentence_of_ten_thousand_words_is_no_harm():
    part = split("mot " * 10_000 + "Privas")
    assert isinstance(part.outcome, Found)


@pytest.mark.parametrize("sentence", ["domiciliation Privas", "manger ce soir Lyon 7", "où manger ce soir avec mes enfants"])
def test_splitting_is_two_thousand_calls_at_most(sentence):
    """Work counted, not timed: what walks through the communes calls tens of thousands of times."""
    split(sentence)
    with Profile() as profile:
        split(sentence)
    assert Stats(profile).total_calls < MOST_CALLS  # type: ignore[attr-defined] # not in its stubs

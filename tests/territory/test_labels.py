import re
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.language import LANGUAGES, Language
from app.territory.gazetteer import gazetteer
from app.territory.labels import distance_text, place_text, travel_text, where_text
from app.territory.names import of_commune
from app.territory.resolve import position, resolve


@dataclass(frozen=True)
class Untranslated:
    """Says msgids as they are, as one language or another."""

    language: Language

    def gettext(self, message, /, **values):
        return message % values

    def ngettext(self, singular, plural, count, /, **values):
        return (singular if count < 2 else plural) % {"num": count, **values}


FR, EN, AR = (Untranslated(LANGUAGES[code]) for code in ("fr", "en", "ar"))


@pytest.mark.parametrize(
    ("km", "text"),
    [
        (0, "À moins de 100\u00a0m"),
        (0.3, "À 300\u00a0m"),
        (0.949, "À 900\u00a0m"),
        (0.96, "À 1,0\u00a0km"),
        (3.42, "À 3,4\u00a0km"),
        (9.94, "À 9,9\u00a0km"),
        (9.96, "À 10\u00a0km"),
        (27.4, "À 27\u00a0km"),
    ],
)
def test_a_distance_is_no_finer_than_is_useful(km, text):
    assert distance_text(km, FR) == text


def test_the_decimal_mark_is_that_of_the_language():
    assert "3.4" in distance_text(3.4, EN)
    assert "3,4" in distance_text(3.4, AR)


@given(st.floats(0, 2000))
def test_a_distance_in_words_is_within_a_twentieth_or_50_metres_of_the_truth(km):
    text = distance_text(km, FR)
    said = float(re.search(r"[\d,]+", text)[0].replace(",", "."))
    said = said if text.endswith("km") else said / 1000
    assert abs(said - km) <= max(0.1 if "moins" in text else 0.051, km * 0.05 + 0.001)


@pytest.mark.parametrize(
    ("km", "text"),
    [
        (0.2, "environ 4\u00a0min à pied"),
        (1.7, "environ 30\u00a0min à pied"),
        (2, "environ 11\u00a0min en voiture"),
        (55, "environ 1\u00a0h\u00a002 en voiture"),
    ],
)
def test_a_journey_is_on_foot_while_it_is_short_and_says_that_it_is_an_estimate(km, text):
    assert travel_text(km, FR) == text


@pytest.mark.parametrize(
    ("text", "place", "where"),
    [
        ("Grenoble", "Grenoble", "autour de Grenoble"),
        ("Annecy", "Annecy", "autour d’Annecy"),
        ("Le Teil", "Le Teil", "autour du Teil"),
        ("La Mure", "La Mure", "autour de la Mure"),
        ("Les Vans", "Les Vans", "autour des Vans"),
        ("L’Horme", "L'Horme", "autour de l’Horme"),
        ("07000", "07000 (Privas et alentours)", "autour de 07000 (Privas et alentours)"),
        ("Lyon 7", "Lyon 7e", "autour de Lyon 7e"),
        ("Ardèche", "Ardèche", "en Ardèche"),
        ("Ain", "Ain", "dans l’Ain"),
        ("Métropole de Lyon", "Métropole de Lyon", "dans la métropole de Lyon"),
    ],
)
def test_a_place_is_said_as_french_says_it(text, place, where):
    found = resolve(text).place
    assert place_text(found, FR) == place
    assert where_text(found, FR) == where


def test_other_languages_keep_the_name_whole():
    assert where_text(resolve("Le Teil").place, EN) == "autour de Le Teil"
    assert where_text(resolve("Ain").place, EN) == "dans le département Ain"


def test_a_position_is_never_named():
    place = position(45.187, 5.736).place
    assert place_text(place, FR) == "Votre position"
    assert where_text(place, FR) == "autour de votre position"


def test_every_departement_is_said_in_french():
    for departement in gazetteer().departements.values():
        assert departement.nom in where_text(resolve(departement.code).place, FR)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Lyon", "de Lyon"),
        ("Échirolles", "d’Échirolles"),
        ("Yssingeaux", "d’Yssingeaux"),
        ("Yenne", "de Yenne"),
        ("Huez", "de Huez"),
        ("Hauteville", "de Hauteville"),
        ("Heyrieux", "d’Heyrieux"),
        ("Le Puy-en-Velay", "du Puy-en-Velay"),
        ("Lent", "de Lent"),
    ],
)
def test_de_is_joined_to_a_name_as_french_joins_it(name, text):
    assert of_commune(name) == text


def test_de_is_joined_to_a_commune_as_well():
    assert of_commune(gazetteer().communes["74010"]) == "d’Annecy"

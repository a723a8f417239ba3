"""What may tell who wrote is pointed at; masks replace, and nothing else of a text changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.participation.masking import MASK, hidden, is_masked_form, suspects, written

pytestmark = pytest.mark.one_engine


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("J’ai vu Karim Benali à la CAF le 12 mai 2024.", ["Karim Benali", "12 mai 2024"]),
        ("il habite 12 bis rue de la paix à côté", ["12 bis rue de la paix"]),
        ("près de la place Bellecour, avec l’aide d’Amina", ["place Bellecour", "Amina"]),
        ("à la place du chef je dirais non", []),
        ("mon numéro 06.12.34.56.78 ou +33 6 12 34 56 78", ["06.12.34.56.78", "+33 6 12 34 56 78"]),
        ("mon dossier 1234567 et k.b@exemple.fr", ["1234567", "k.b@exemple.fr"]),
        ("né le 01/02/1990, Mme Dupont le sait", ["01/02/1990", "Mme Dupont"]),
        ("رقمي ٠٦١٢٣٤٥٦٧٨ شكرا", ["٠٦١٢٣٤٥٦٧٨"]),
        ("On attend 3 heures. Le RSA ne suffit pas, la CAF non plus.", []),
    ],
)
def test_what_looks_like_somebody_is_pointed_at(text, found):
    assert suspects(text) == found


def test_words_are_masked_wherever_they_stand_and_never_inside_others():
    assert hidden("Ali, ali et Alina : Ali Ben, Ali", ["Ali", "Ali Ben", "", " "]) == "[…], ali et Alina : […], […]"
    assert hidden("(06) 12", ["(06) 12", ".*"]) == "(06) 12".replace("(06) 12", MASK)


@pytest.mark.parametrize(
    ("masked", "is_right"),
    [
        ("un deux trois deux", True),
        ("[…] deux trois deux", True),
        ("un […] deux", True),
        ("un deux […]", True),
        ("[…]", True),
        ("[…][…] trois […]", True),
        ("un […] trois quatre", False),
        ("un […] trois", False),
        ("trois […] un", False),
        ("un deux trois deux […] deux", False),
        ("une fois […] deux", False),
        ("", False),
    ],
)
def test_only_masks_may_replace(masked, is_right):
    assert is_masked_form("un deux  trois\ndeux", masked) is is_right


def test_ways_of_typing_a_mask_are_one():
    assert written("[...] et [ … ] et [..]") == "[…] et […] et […]"


@given(st.text(max_size=300))
def test_masking_what_is_pointed_at_never_changes_anything_else(text):
    assert is_masked_form(text, hidden(text, suspects(text))) or MASK in text

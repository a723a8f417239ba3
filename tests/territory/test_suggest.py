import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.territory.resolve import suggest


def labels(prefix, limit=8):
    return [place.label for place in suggest(prefix, limit)]


def test_the_most_populous_come_first():
    assert labels("vil", 3) == ["Villeurbanne", "Villefranche-sur-Saône", "Villefontaine"]
    assert labels("St É", 1) == ["Saint-Étienne"]


def test_a_word_inside_a_name_counts_after_its_beginning():
    assert labels("hères") == ["Saint-Martin-d'Hères"]
    assert labels("valence", 2)[0] == "Valence"
    assert "Bourg-lès-Valence" in labels("valence")


def test_a_departement_comes_by_its_name_or_its_number():
    assert labels("ardè", 1) == ["Ardèche"]
    assert labels("07", 2) == ["Ardèche", "07100 Annonay"]


def test_a_postcode_comes_as_it_is_typed():
    assert labels("3800", 1) == ["Grenoble"]
    assert labels("07000") == ["07000 Privas"]


def test_lyon_comes_before_its_arrondissements():
    assert labels("lyon", 1) == ["Lyon"]
    assert labels("lyon 7") == ["Lyon 7e"]


@pytest.mark.parametrize("prefix", ["", " ", "v", "💥", "zzzz", "99"])
def test_nothing_comes_for_too_little_or_for_nothing_known(prefix):
    assert labels(prefix) == []


@given(st.text(max_size=100), st.integers(0, 20))
def test_no_more_come_than_asked_and_none_twice(prefix, limit):
    places = suggest(prefix, limit)
    assert len(places) <= limit
    assert len(places) == len(set(places))

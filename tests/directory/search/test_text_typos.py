import pytest

from app.directory.search.text_typos import closest, singular


@pytest.mark.parametrize(
    ("word", "bare"), [("bains", "bain"), ("bain", "bain"), ("travaux", "travau"), ("bus", "bus"), ("gaz", "gaz"), ("prix", "pri")]
)
def test_a_word_loses_the_mark_of_its_plural_unless_it_is_too_short(word, bare):
    assert singular(word) == bare


@pytest.mark.parametrize("typed", ["rezto", "rest0s", "resots", "rsto", "resstos", "restos"])
def test_one_error_is_forgiven(typed):
    assert closest(typed, [("restos", 3), ("boussole", 9)]) == ("restos" if len(typed) >= 5 else "")


@pytest.mark.parametrize("typed", ["rizza", "boussolette", "x"])
def test_two_errors_or_a_short_word_are_not(typed):
    assert closest(typed, [("restos", 3), ("boussole", 9)]) == ""


def test_of_several_words_one_error_away_the_most_frequent_is_taken():
    assert closest("cartes", [("carnes", 1), ("cantes", 40), ("parade", 90)]) == "cantes"
    assert closest("cartes", []) == ""

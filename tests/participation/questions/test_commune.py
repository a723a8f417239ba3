"""Where somebody lives: a commune is typed, its group of communes is kept."""

import pytest

from app.participation.questions import type_of
from app.participation.questions.commune import (
    ELSEWHERE,
    NONE_OF_THESE,
    NOT_FOUND,
    NOT_QUITE,
    ONE_COMMUNE,
    WHICH_ONE,
    WRITE_COMMUNE,
    epcis,
    offers,
)  # fmt: skip
from app.territory.gazetteer import gazetteer
from tests.participation.questions.wording import answer, given, mistake, question, said

ASKED = question("commune")
DOMBES, SEVERAL = "200069193", "saint just"


@pytest.mark.parametrize("typed", ["L’Abergement-Clémenciat", "l'abergement clemenciat", "abergement clémenciat"])
def test_a_commune_becomes_its_group_of_communes(typed):
    assert answer(ASKED, given(typed)) == DOMBES
    assert said(ASKED, DOMBES) == ["CC de la Dombes"]


def test_a_postcode_will_do_when_its_communes_are_of_one_group():
    assert answer(ASKED, given("69003")) == answer(ASKED, given("Lyon 3e")) == answer(ASKED, given("Lyon")) == "200046977"


@pytest.mark.parametrize("typed", ["٦٩٠٠٣", "۶۹۰۰۳", "\u200f69003\u200e", "Lyon ٣e", "٦٩٠٠٣ Lyon"])
def test_figures_are_of_any_script_and_marks_that_nothing_shows_are_put_aside(typed):
    assert answer(ASKED, given(typed)) == "200046977"
    assert offers(given(typed)) == []


def test_a_postcode_of_several_groups_is_asked_about():
    postcode = next(
        code
        for code in ("26400", "26110", "01300", "07200")
        if len({c.epci for c in gazetteer().communes.values() if code in c.codes_postaux}) > 1
    )
    assert mistake(ASKED, given(postcode)) == (WHICH_ONE, "reponse-2")
    offered = [choice.code for choice in offers(given(postcode))]
    assert offered[-1] == NONE_OF_THESE
    assert answer(ASKED, given(postcode, second=offered[0])) == gazetteer().communes[offered[0]].epci


def test_when_several_communes_bear_a_name_which_one_is_asked():
    assert mistake(ASKED, given(SEVERAL)) == (WHICH_ONE, "reponse-2")
    offered = [choice.code for choice in offers(given(SEVERAL))]
    for code in offered[:-1]:
        assert answer(ASKED, given(SEVERAL, second=code)) == gazetteer().communes[code].epci
    assert answer(ASKED, given(SEVERAL, second=NONE_OF_THESE)) == ELSEWHERE
    assert mistake(ASKED, given(SEVERAL, second="69123")) == (WHICH_ONE, "reponse-2")


def test_who_lives_outside_the_region_can_say_so():
    assert mistake(ASKED, given("Xyzzyville")) == (NOT_FOUND, "reponse")
    assert NONE_OF_THESE in [choice.code for choice in offers(given("Xyzzyville"))]
    assert answer(ASKED, given("Xyzzyville", second=NONE_OF_THESE)) == ELSEWHERE
    assert said(ASKED, ELSEWHERE) == ["Ailleurs, hors d’Auvergne-Rhône-Alpes"]


def test_names_that_look_like_what_was_typed_are_offered():
    typed = "labergement clémenciat"
    assert mistake(ASKED, given(typed)) == (NOT_QUITE, "reponse-2")
    assert answer(ASKED, given(typed, second="01001")) == DOMBES


def test_a_departement_is_too_large():
    assert mistake(ASKED, given("Ardèche")) == (ONE_COMMUNE, "reponse")
    assert offers(given("Ardèche")) == []


def test_nothing_is_not_an_answer():
    for form in ({}, given(" "), given("", second="69123"), given("", second="x")):
        assert mistake(ASKED, form) == (WRITE_COMMUNE, "reponse")


def test_what_was_answered_is_offered_again_and_what_is_typed_goes_before_it():
    shown = type_of(ASKED).shown(ASKED, DOMBES)
    assert shown == {"reponse-2": [DOMBES]}
    assert [(choice.code, choice.label["fr"]) for choice in offers(shown)] == [(DOMBES, "CC de la Dombes")]
    assert answer(ASKED, {**shown, "reponse": ["Lyon"]}) == "200046977"
    assert mistake(ASKED, {**shown, "reponse": [SEVERAL]}) == (WHICH_ONE, "reponse-2")
    assert mistake(ASKED, given(SEVERAL, second=ELSEWHERE)) == (WHICH_ONE, "reponse-2")


def test_groups_are_counted_by_name_and_elsewhere_last():
    answers = [ELSEWHERE, "200046977", DOMBES, DOMBES]
    assert [code for code, _ in type_of(ASKED).categories(ASKED, answers)] == [DOMBES, "200046977", ELSEWHERE]
    assert len(epcis()) == len(set(epcis()))
    assert type_of(ASKED).values(ASKED)[-1] == ELSEWHERE

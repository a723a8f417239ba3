"""Types that offer choices: one, band, scale, consent, several, ranking."""

import pytest

from app.participation.questions import type_of
from app.participation.questions.consent import BAD_WORDS, YES_OR_NO
from app.participation.questions.one import CHOOSE, TWO_CHOICES
from app.participation.questions.ranking import BAD_PICK, CHOOSE_RANK, TWICE
from app.participation.questions.scale import BAD_STEPS
from app.participation.questions.several import CHOOSE_SOME
from tests.participation.questions.wording import answer, given, mistake, problems, question, said, words


@pytest.mark.parametrize("kind", ["one", "band", "scale"])
def test_one_choice_is_one_of_the_codes(kind):
    asked = question(kind)
    code = asked.choices[1].code
    assert answer(asked, given(f" {code} ")) == code
    assert said(asked, code) == [code.capitalize()]
    assert type_of(asked).counted(asked, code) == [code]
    assert mistake(asked, {}) == (CHOOSE, "reponse")
    assert mistake(asked, given("z")) == (CHOOSE, "reponse")


@pytest.mark.parametrize("kind", ["one", "band", "several"])
def test_there_must_be_something_to_choose_from(kind):
    assert problems(question(kind)) == []
    assert problems(question(kind, "a")) == [TWO_CHOICES]


def test_what_goes_alone_is_not_counted_among_what_there_is_to_choose_from():
    assert problems(question("several", "a", "aucun")) == [TWO_CHOICES]


def test_steps_of_a_scale_are_three_to_five_coded_in_order():
    assert problems(question("scale")) == problems(question("scale", "1", "2", "3")) == []
    for codes in (("1", "2"), ("1", "2", "3", "4", "5", "6"), ("1", "3", "2"), ("a", "b", "c")):
        assert problems(question("scale", *codes)) == [BAD_STEPS]


@pytest.mark.parametrize(
    ("codes", "faces"),
    [
        ("123", ["face-1", "face-3", "face-5"]),
        ("1234", ["face-1", "face-2", "face-4", "face-5"]),
        ("12345", ["face-1", "face-2", "face-3", "face-4", "face-5"]),
    ],
)
def test_each_step_of_a_scale_has_a_face(codes, faces):
    asked = question("scale", *codes)
    assert [choice.picto for choice in type_of(asked).offered(asked)] == faces


def test_consent_is_yes_or_no_in_our_words_or_in_those_of_the_questionnaire():
    assert answer(question("consent"), given("non")) == "non"
    assert said(question("consent"), "oui") == ["Oui, je suis d’accord"]
    assert said(question("consent", settings={"yes": words("Allons-y")}), "oui") == ["Allons-y"]
    assert mistake(question("consent"), given("peut-être")) == (YES_OR_NO, "reponse")
    assert problems(question("consent", settings={"yes": words("Allons-y")})) == []
    assert problems(question("consent", settings={"no": "Non"})) == [BAD_WORDS]
    assert problems(question("consent", settings={"no": {"en": "No"}})) == [BAD_WORDS]


def test_several_choices_are_kept_in_the_order_of_the_choices():
    asked = question("several")
    assert answer(asked, given("parler", "manger", "parler")) == ["manger", "parler"]
    assert said(asked, ["manger", "parler"]) == ["Manger", "Parler"]
    assert answer(asked, given("aucun")) == ["aucun"]


def test_what_goes_alone_goes_alone():
    assert mistake(question("several"), given("manger", "aucun"))[1] == "reponse"
    assert "va seul" in mistake(question("several"), given("manger", "aucun"))[0]


@pytest.mark.parametrize("form", [{}, given(""), given("z"), given("manger", "z")])
def test_several_wants_some_of_its_choices_and_nothing_else(form):
    assert mistake(question("several"), form) == (CHOOSE_SOME, "reponse")


def test_every_way_of_choosing_among_few_is_listed_and_telling_ones_among_many():
    few = question("several")
    assert len(type_of(few).values(few)) == 1 + 7
    many = question("several", *(f"c{number}" for number in range(9)))
    listed = type_of(many).values(many)
    assert len(listed) == 9 + 36 + 9 + 1
    assert all(answer(many, given(*codes)) == codes for codes in listed)


def test_a_ranking_is_best_first_and_closes_up():
    asked = question("ranking")
    assert answer(asked, given("parler", second="manger", third="laver")) == ["parler", "manger", "laver"]
    assert answer(asked, given("", second="manger")) == ["manger"]
    assert said(asked, ["parler", "manger"]) == ["Parler", "Manger"]
    assert type_of(asked).counted(asked, ["parler", "manger"]) == ["parler", "manger"]


def test_a_ranking_takes_each_choice_once_and_one_at_least():
    asked = question("ranking")
    assert mistake(asked, given("parler", second="manger", third="parler")) == (TWICE, "reponse-3")
    assert mistake(asked, {}) == (CHOOSE_RANK, "reponse")
    assert mistake(asked, given("parler", second="z")) == (CHOOSE_RANK, "reponse-2")


def test_a_ranking_asks_for_few_among_more():
    assert problems(question("ranking")) == problems(question("ranking", settings={"pick": 2})) == []
    for pick in (1, 4, 6, "3", True):
        assert problems(question("ranking", settings={"pick": pick})) == [BAD_PICK]


def test_a_ranking_has_as_many_controls_as_there_is_to_choose():
    asked = question("ranking", settings={"pick": 2})
    assert type_of(asked).controls(asked) == ["reponse", "reponse-2"]
    assert answer(asked, given("parler", third="manger")) == ["parler"]


@pytest.mark.parametrize("kind", ["one", "band", "scale", "consent", "several", "ranking"])
def test_what_is_counted_is_what_there_is_to_choose_from(kind):
    asked = question(kind)
    codes = [category.code for category in type_of(asked).categories(asked, ())]
    assert codes == [choice.code for choice in type_of(asked).offered(asked)]
    for value in type_of(asked).values(asked):
        assert set(type_of(asked).counted(asked, value)) <= set(codes)

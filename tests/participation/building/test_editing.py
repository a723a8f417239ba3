"""Questions added, moved, duplicated, taken away; keys and codes made of words; what a form keeps of what it does not show."""

from dataclasses import replace

import pytest

from app.participation.building import editing
from app.participation.building.editing import Gone, LastOne, StillLooked, TooMany
from app.participation.building.keys import code_of, key_of, questionnaire_code
from app.participation.building.told import Told, ToldChoice, mark_of, merged, says_the_same, told
from app.participation.definition import CODE, Question, canonical, parse, read
from app.participation.shipped import shipped
from tests.participation.building.making import FRENCH
from tests.participation.making import SMALL

pytestmark = pytest.mark.one_engine
AVIS = read(FRENCH)
NEW = Question("autre", "long_text", {"fr": "Autre chose ?"})


def keys(definition):
    return [one.key for one in definition.questions]


class TestKeys:
    @pytest.mark.parametrize(
        ("words", "taken", "key"),
        [
            ("Êtes-vous déjà venu ici ?", (), "deja_venu_ici"),
            ("Êtes-vous déjà venu ici ?", ("deja_venu_ici", "deja_venu_ici_2"), "deja_venu_ici_3"),
            ("À qui, où, pourquoi ?", (), "pourquoi"),
            ("2 + 2 ?", (), "question_2_2"),
            ("هل جئت؟", (), "question"),
            ("Known ?", (), "known_2"),
            ("", ("question",), "question_2"),
            ("Anticonstitutionnellement extraordinairement", (), "anticonstitutionnellement"),
            ("é" * 300, (), "e" * 40),
        ],
    )
    def test_say_what_tells_and_are_never_taken(self, words, taken, key) -> None:
        assert key_of(words, taken) == key
        assert CODE.fullmatch(key)

    def test_codes_too(self) -> None:
        assert code_of("Oui, un peu", ("oui_un_peu",)) == "oui_un_peu_2"
        assert questionnaire_code("Votre avis : les repas", ("votre-avis-les-repas",)) == "votre-avis-les-repas-2"
        assert len(questionnaire_code("mot " * 40, ())) <= 40


class TestQuestions:
    def test_come_after_another_or_at_the_end(self) -> None:
        assert keys(editing.added(AVIS, NEW, "venu")) == ["venu", "autre", "jours", "changer"]
        assert keys(editing.added(AVIS, NEW, "partie")) == ["venu", "jours", "changer", "autre"]
        full = replace(AVIS, questions=tuple(replace(NEW, key=f"q{number}") for number in range(100)))
        with pytest.raises(TooMany):
            editing.added(full, NEW)

    @pytest.mark.parametrize(("key", "by", "then"), [("jours", -1, 0), ("jours", 1, 2), ("venu", -1, 0), ("changer", 1, 2)])
    def test_move_and_stop_at_the_ends(self, key, by, then) -> None:
        assert keys(editing.moved(AVIS, key, by)).index(key) == then

    def test_a_copy_is_the_same_under_a_key_never_asked(self) -> None:
        found = editing.duplicated(AVIS, "jours", {"combien_jours"})
        assert keys(found) == ["venu", "jours", "combien_jours_2", "changer"]
        assert replace(found.questions[2], key="jours") == AVIS.questions[1]

    def test_one_that_others_look_at_goes_with_their_conditions_or_not_at_all(self) -> None:
        with pytest.raises(StillLooked) as refusal:
            editing.taken_away(AVIS, "venu")
        assert [one.key for one in refusal.value.lookers] == ["jours"]
        found = editing.taken_away(AVIS, "venu", with_conditions=True)
        assert [(one.key, one.show_if) for one in found.questions] == [("jours", ""), ("changer", "")]

    def test_the_last_one_stays(self) -> None:
        with pytest.raises(LastOne):
            editing.taken_away(replace(AVIS, questions=AVIS.questions[:1]), "venu")

    def test_a_choice_that_a_condition_names_is_not_taken_out_unsaid(self) -> None:
        venu = AVIS.questions[0]
        without = {code: replace(venu, choices=tuple(one for one in venu.choices if one.code != code)) for code in ("oui", "non")}
        with pytest.raises(StillLooked):
            editing.replaced(AVIS, without["oui"])
        assert editing.replaced(AVIS, without["oui"], with_conditions=True).questions[1].show_if == ""
        assert editing.replaced(AVIS, without["non"]).questions[1].show_if == "venu = 'oui'"

    @pytest.mark.parametrize(
        "work",
        [
            lambda: editing.moved(AVIS, "partie", 1),
            lambda: editing.duplicated(AVIS, "partie", ()),
            lambda: editing.taken_away(AVIS, "partie"),
            lambda: editing.replaced(AVIS, NEW),
        ],
    )
    def test_one_that_went_meanwhile_is_told(self, work) -> None:
        with pytest.raises(Gone):
            work()


class TestTold:
    """What the form of a question says, put back where it was."""

    def test_every_shipped_question_comes_back_as_it_is(self) -> None:
        for definition in shipped().values():
            for question in definition.questions:
                assert merged(question, told(question)) == question
                assert canonical(replace(definition, questions=(question,)))

    def test_other_languages_and_the_condition_stay(self) -> None:
        question = read(SMALL).questions[1]
        said = replace(told(question), label="À quelle heure ?", choices=(ToldChoice("soir", "Le soir"), ToldChoice("", "Midi")))
        found = merged(question, said)
        assert (found.label["fr"], found.label["ar"], found.show_if) == ("À quelle heure ?", "Question moment ? [ar]", question.show_if)
        assert [(one.code, one.label.get("en")) for one in found.choices] == [("soir", "Soir [en]"), ("midi", None)]

    def test_a_new_choice_never_takes_a_code_that_was_published(self) -> None:
        question = AVIS.questions[0]
        said = Told("one", "Venu ?", choices=(ToldChoice("oui", "Oui"), ToldChoice("", "Peut-être")))
        assert [one.code for one in merged(question, said, {"peut_etre": "Pas sûr"}).choices] == ["oui", "peut_etre_2"]
        again = replace(said, choices=(ToldChoice("oui", "Oui"), ToldChoice("peut_etre", "Peut-être")))
        assert [one.code for one in merged(question, again, {"peut_etre": "Peut-être"}).choices] == ["oui", "peut_etre"]
        assert [one.code for one in merged(question, again).choices] == ["oui", "peut_etre"]

    def test_steps_of_a_scale_are_numbered_in_order_and_keep_their_words(self) -> None:
        question = read(SMALL).questions[0]
        said = replace(told(question), type="scale", choices=(ToldChoice("non", "Non"), ToldChoice("", "Bof"), ToldChoice("oui", "Oui")))
        scale = merged(question, said)
        assert [(one.code, one.label.get("en")) for one in scale.choices] == [("1", "Non [en]"), ("2", None), ("3", "Oui [en]")]
        back = merged(scale, replace(told(scale), type="several"))
        assert [(one.code, one.label.get("en")) for one in back.choices] == [("non", "Non [en]"), ("bof", None), ("oui", "Oui [en]")]

    def test_a_mark_changes_with_what_the_form_shows_alone(self) -> None:
        question = read(SMALL).questions[1]
        shown = mark_of(told(question))
        assert mark_of(told(replace(question, show_if="", label={**question.label, "en": "When?"}))) == shown
        assert mark_of(told(replace(question, sensitive=True))) != shown
        assert says_the_same(
            told(question), replace(told(question), choices=tuple(ToldChoice("", one.words) for one in told(question).choices))
        )

    def test_what_is_built_can_be_read_again(self) -> None:
        made = editing.added(
            AVIS, merged(Question("n", "integer", {"fr": "N"}), Told("integer", "N", settings={"min": 1, "unit": "jours"}))
        )
        assert parse(canonical(made)) == made
        assert made.questions[-1].settings == {"min": 1, "unit": {"fr": "jours"}}

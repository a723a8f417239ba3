"""Translating beside French: everything in one go, what changed meanwhile never overwritten, what is older than its French told."""

from dataclasses import replace

import pytest
from lxml import html

from app.core.unit_of_work import unit_of_work
from app.participation.building.languages import Sent, State, lines, put
from app.participation.building.seen import mark_of
from app.participation.building.texts import Place, with_words
from app.participation.definition import parse, read
from app.participation.services import building
from app.participation.shipped import definition_called
from tests.participation.making import SMALL

pytestmark = pytest.mark.one_engine
BASE = "/mes-enquetes/questionnaires"
LABEL = Place("visite", "label")
NEW_FRENCH = "Êtes-vous venu ici (exemple) ?"


def said(definition, stamps, place=LABEL, language="en"):
    return next(line for line in lines(definition, language, stamps) if line.place == place)


def sent(definition, words, place=LABEL, language="en", *, is_right=False):
    line = said(definition, {}, place, language)
    return Sent(place, words, mark_of(line.words), line.stamp, is_right)


class TestPut:
    """Pure: what becomes of what was sent."""

    def test_french_that_changed_meanwhile_keeps_the_translation_out(self):
        before = read(SMALL)
        one = sent(before, "Did you come?")
        assert put(before, "en", [one]).definition.question("visite").label["en"] == "Did you come?"
        moved = with_words(before, LABEL, "fr", NEW_FRENCH)
        found = put(moved, "en", [one])
        assert found.definition == moved
        assert [clash.place for clash in found.clashes] == [LABEL]

    def test_what_nobody_touched_is_left_as_others_made_it(self):
        before = read(SMALL)
        one = sent(before, said(before, {}).words)
        theirs = with_words(with_words(before, LABEL, "en", "Theirs"), LABEL, "fr", NEW_FRENCH)
        found = put(theirs, "en", [one])
        assert (found.definition, found.saved, list(found.clashes)) == (theirs, 0, [])

    def test_a_text_that_is_no_more_is_told_with_what_was_written(self):
        before = read(SMALL)
        one = sent(before, "Did you come?")
        without = replace(before, questions=before.questions[1:])
        assert [clash.words for clash in put(without, "en", [one]).clashes] == ["Did you come?"]

    def test_people_read_the_thanks_last(self):
        places = [str(line.place) for line in lines(read(SMALL), "ar", {})]
        assert places[:3] == ["title", "intro", "visite:label"]
        assert places[-1] == "thanks"


@pytest.fixture
def begun(maker, session, doer):
    """`begun(definition)`: the number of a draft."""

    def begin(definition=None):
        who = maker.organisation()
        with unit_of_work(session):
            return building.begin(maker.context(), who.id, definition or read(SMALL), doer).id

    return begin


@pytest.fixture
def change(maker, session):
    def work(number, made):
        with unit_of_work(session):
            building.change(maker.context(), number, made)

    return work


def form_of(page):
    """What a browser sends back of the page, untouched."""
    (form,) = [one for one in html.fromstring(page.get_data(as_text=True)).forms if "/langue/" in one.action]
    return {name: value for name, value in form.form_values() if name != "juste"}


def body(session, number):
    session.expire_all()
    return parse(building.draft(session, number).body)


class TestPage:
    def test_everything_typed_is_saved_and_the_rest_left(self, begun, editor, session):
        number = begun()
        path = f"{BASE}/{number}/langue/en"
        given = form_of(editor[0].get(path))
        given["mots:visite:label"], given["mots:moment:choice:soir"] = "Did you come?", "In the evening"
        answer = editor[0].post(path, data=given)
        assert (answer.status_code, answer.location) == (303, path)
        found = body(session, number)
        assert (found.question("visite").label["en"], found.question("moment").choice("soir").label["en"]) == (
            "Did you come?",
            "In the evening",
        )
        assert "2 textes enregistrés." in editor[0].get(path).get_data(as_text=True).replace("\u00a0", " ")
        assert replace(found, questions=()) == replace(read(SMALL), questions=())

    def test_two_people_keep_both_what_they_wrote_apart_and_see_what_clashes(self, begun, change, editor, session):
        number = begun()
        path = f"{BASE}/{number}/langue/ar"
        given = form_of(editor[0].get(path))
        change(number, lambda before: with_words(with_words(before, LABEL, "ar", "لهم"), Place("", "title"), "ar", "عنوان"))
        given |= {"mots:visite:label": "لي", "mots:thanks": "شكرا"}
        page = editor[0].post(path, data=given)
        assert page.status_code == 409
        text = page.get_data(as_text=True)
        assert "لهم" in text
        assert 'value="لي"' in text or ">\nلي</textarea>" in text
        found = body(session, number)
        assert (found.thanks["ar"], found.title["ar"], found.question("visite").label["ar"]) == ("شكرا", "عنوان", "لهم")
        again = form_of(page)
        assert editor[0].post(path, data=again).status_code == 303
        assert body(session, number).question("visite").label["ar"] == "لي"

    def test_a_stale_translation_is_told_until_somebody_says_it_is_right(self, begun, change, editor, session):
        number = begun()
        path = f"{BASE}/{number}/langue/fr-simple?afaire=1"
        change(number, lambda before: with_words(before, LABEL, "fr", NEW_FRENCH))
        page = editor[0].get(path)
        given = form_of(page)
        assert [name for name in given if name.startswith("mots:")] == ["mots:visite:label"]
        assert "son français a changé" in page.get_data(as_text=True)
        before = building.draft(session, number).body
        assert editor[0].post(path, data={**given, "juste": "visite:label"}).status_code == 303
        assert "tout est traduit" in editor[0].get(path).get_data(as_text=True)
        session.expire_all()
        here = building.draft(session, number)
        assert here.body == before
        assert said(parse(here.body), here.stamps, language="fr-simple").state is State.DONE

    def test_a_text_too_long_saves_nothing_and_loses_nothing(self, begun, editor, session):
        number = begun()
        path = f"{BASE}/{number}/langue/en"
        given = form_of(editor[0].get(path)) | {"mots:thanks": "x" * 3_001, "mots:visite:label": "Kept in the page"}
        page = editor[0].post(path, data=given)
        assert page.status_code == 422
        assert "Kept in the page" in page.get_data(as_text=True)
        assert body(session, number) == read(SMALL)

    def test_what_is_sent_by_hand_breaks_nothing(self, begun, editor, session):
        number = begun()
        path = f"{BASE}/{number}/langue/en"
        token = form_of(editor[0].get(path))["csrf_token"]
        odd = {
            "mots:": "a",
            "mots:visite:nowhere": "b",
            "mots:visite:audio": "c",
            "vu": "= a= title",
            "juste": "title",
            "csrf_token": token,
        }
        assert editor[0].post(path, data=odd).status_code == 409
        assert body(session, number) == read(SMALL)

    def test_a_long_questionnaire_comes_in_parts_that_hold_it_all(self, begun, editor):
        longest = definition_called("pairs")
        number = begun(longest)
        seen = []
        for part in range(1, 9):
            page = form_of(editor[0].get(f"{BASE}/{number}/langue/ar?partie={part}"))
            names = [name for name in page if name.startswith("mots:")]
            seen += names if names[0] not in seen else []
        assert len(seen) == len(set(seen)) == len(lines(longest, "ar", {}))

    def test_french_and_unknown_languages_have_no_page(self, begun, editor, member):
        number = begun()
        for code in ("fr", "de", "fr_simple"):
            assert editor[0].get(f"{BASE}/{number}/langue/{code}").status_code == 404
        plain, _ = member("membre", email="membre@exemple.fr")
        assert plain.get(f"{BASE}/{number}/langue/en").status_code == 404

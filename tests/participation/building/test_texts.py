"""What a questionnaire says of itself: in French, its languages, and two people who change it at once."""

from dataclasses import replace

import pytest
from lxml import html

from app.core.unit_of_work import unit_of_work
from app.participation.building.languages import with_languages
from app.participation.building.presenting import Asked, present, values_of
from app.participation.building.seen import mark_of
from app.participation.building.texts import Place, texts, with_words
from app.participation.definition import parse, read
from app.participation.services import building
from tests.participation.making import SMALL

pytestmark = pytest.mark.one_engine
BASE = "/mes-enquetes/questionnaires"


def asked(definition, languages=("fr-simple", "en", "ar"), *, erases=False, **changed):
    standing = values_of(definition)
    shown = [code for code in definition.languages if code != "fr"]
    return Asked({**standing, **changed}, {name: mark_of(value) for name, value in standing.items()}, languages, shown, erases)


def test_two_people_change_what_they_each_changed():
    before = read(SMALL)
    mine = asked(before, ["en", "ar"], thanks="Merci à vous (exemple).", minutes="3")
    theirs = with_words(
        replace(with_languages(before, ["fr-simple", "ar"]), sensitive=True), Place("", "title"), "fr", "Autre titre (exemple)"
    )
    found = present(theirs, mine)
    assert not found.clashes
    assert (found.definition.title["fr"], found.definition.thanks["fr"]) == ("Autre titre (exemple)", "Merci à vous (exemple).")
    assert (found.definition.minutes, found.definition.sensitive, found.definition.languages) == (3, True, ("fr", "ar"))


def test_words_of_a_language_taken_away_stay_unless_they_are_erased():
    before = read(SMALL)
    kept = present(before, asked(before, ["fr-simple"])).definition
    assert kept.languages == ("fr", "fr-simple")
    assert kept.question("visite").label["ar"] == "Question visite ? [ar]"
    erased = present(kept, asked(kept, ["fr-simple"], erases=True)).definition
    assert {code for _, text in texts(erased) for code in text} == {"fr", "fr-simple"}


@pytest.fixture
def begun(maker, session, doer):
    with unit_of_work(session):
        return building.begin(maker.context(), maker.organisation().id, read(SMALL), doer).id


@pytest.fixture
def path(begun):
    return f"{BASE}/{begun}/presentation"


def form_of(page):
    (form,) = [one for one in html.fromstring(page.get_data(as_text=True)).forms if one.action.endswith("/presentation")]
    given = {}
    for name, value in form.form_values():
        given.setdefault(name, []).append(value)
    return given


def body(session, number):
    session.expire_all()
    return parse(building.draft(session, number).body)


def words(page):
    return page.get_data(as_text=True).replace("\u00a0", " ")


def test_what_is_written_is_saved_and_the_rest_left(editor, begun, path, session):
    given = form_of(editor[0].get(path))
    given |= {"titre": "  Votre\t avis (exemple)", "minutes": "٣", "sensible": "y", "parlees": ["ar", "xx"]}
    answer = editor[0].post(path, data=given)
    assert (answer.status_code, answer.location) == (303, f"{BASE}/{begun}")
    found, before = body(session, begun), read(SMALL)
    assert (found.title["fr"], found.minutes, found.sensitive, found.languages) == ("Votre avis (exemple)", 3, True, ("fr", "ar"))
    assert (found.intro, found.thanks, found.questions) == (before.intro, before.thanks, before.questions)
    assert "1 traduction est à relire" in words(editor[0].get(path))


def test_what_will_not_do_is_told_and_kept(editor, begun, path, session):
    given = form_of(editor[0].get(path)) | {"titre": " ", "minutes": "beaucoup", "merci": "Gardé (exemple)", "presentation": "x" * 2_001}
    page = editor[0].post(path, data=given)
    assert page.status_code == 422
    for told in ("Écrivez le titre que les personnes liront.", "de 1 à 90", "Ce texte est trop long.", "Gardé (exemple)", "beaucoup"):
        assert told in words(page)
    assert body(session, begun) == read(SMALL)


def test_what_somebody_else_left_is_shown_beside(editor, maker, begun, path, session):
    given = form_of(editor[0].get(path)) | {"titre": "Le mien (exemple)", "merci": "Au revoir (exemple)"}
    with unit_of_work(session):
        building.change(maker.context(), begun, lambda before: with_words(before, Place("", "title"), "fr", "Le leur (exemple)"))
    page = editor[0].post(path, data=given)
    assert page.status_code == 409
    assert "Le leur (exemple)" in words(page)
    assert form_of(page)["titre"] == ["Le mien (exemple)"]
    assert (body(session, begun).title["fr"], body(session, begun).thanks["fr"]) == ("Le leur (exemple)", "Au revoir (exemple)")
    assert editor[0].post(path, data=form_of(page)).status_code == 303
    assert body(session, begun).title["fr"] == "Le mien (exemple)"


def test_what_is_sent_by_hand_breaks_nothing(editor, begun, path, session, member):
    token = form_of(editor[0].get(path))["csrf_token"]
    page = editor[0].post(path, data={"csrf_token": token, "titre": "Seul (exemple)", "minutes": "5", "vu": "title= x"})
    assert page.status_code == 409
    assert body(session, begun).title == read(SMALL).title
    plain, _ = member("membre", email="membre@exemple.fr")
    assert plain.get(path).status_code == 404

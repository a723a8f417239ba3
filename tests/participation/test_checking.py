"""Static checks: each finds what was made wrong on purpose, and nothing in what is right."""

import pytest

from app.participation.checking import problems, reaching, remarks
from app.participation.checking.problem import Problem
from app.participation.definition import read
from app.web.translations import translator
from tests.participation.making import ALL_LANGUAGES, SMALL, choices, question, text

pytestmark = pytest.mark.one_engine
VISIT, MOMENT, WORDS = SMALL["questions"]
NEEDS = question("besoins", "several", choices=choices("dormir", "manger", "aucun", exclusive="aucun"))
BEST = question("mieux", "ranking", choices=choices("a", "b", "c", "d"))
AGE = question("age", "integer", settings={"min": 0, "max": 99})
MONTH = question("mois", "month")
READ = question("lire", "information")
AGREE = question("accord", "consent")
PLACE = question("lieu", "commune")
FIRST = (VISIT, NEEDS, BEST, AGE, MONTH, READ, AGREE, PLACE, WORDS)
"""One question of each sort that conditions look at."""


def definition(*questions, **more):
    return read({**SMALL, "questions": list(questions), **more})


def found(asked):
    return [(problem.code, problem.key) for problem in problems(asked)]


def last(condition, *before, **more):
    """The problems of a question that is asked under a condition, after others."""
    whole = definition(*(before or FIRST), question("suite", "one", choices=choices("oui", "non"), show_if=condition), **more)
    return [(problem.code, problem.message) for problem in problems(whole)]


def test_what_is_right_has_no_problem():
    assert problems(read(SMALL)) == []
    assert problems(definition(*FIRST)) == []


@pytest.mark.parametrize(
    "condition",
    [
        "visite = 'oui'",
        "visite != 'oui' and not known(besoins)",
        "besoins has 'dormir' and besoins has 'manger'",
        "mieux has 'a' and mieux has 'b' and mieux has 'd' and not mieux has 'c'",
        "age > 98 or age < 1",
        "age = 57 and not (age < 57 or age > 57)",
        "mois = '2026-05' or mois != '2026-05'",
        "lieu = '200069193' or lieu = 'ailleurs'",
        "known(dire) and not known(lieu)",
        "accord = 'oui' and visite = 'oui'",
    ],
)
def test_a_condition_that_somebody_meets_has_no_problem(condition):
    assert last(condition) == []


@pytest.mark.parametrize(
    ("condition", "code", "start"),
    [
        ("visite =", "unreadable", "La condition ne se lit pas"),
        ("(" * 60, "unreadable", "La condition a trop de parenthèses"),
        ("inconnue = 1", "unknown-key", "La condition regarde"),
        ("suite = 'oui'", "itself", "La condition regarde la réponse à sa propre question"),
        ("visite = 'jamais'", "comparison", "« %(value)s » n’est le code"),
        ("accord = 'peut_etre'", "comparison", "« %(value)s » n’est le code"),
        ("lieu = 'lyon'", "comparison", "« %(value)s » n’est le code"),
        ("mois = 'mai'", "comparison", "« %(value)s » n’est le code"),
        ("besoins has 'boire'", "comparison", "« %(value)s » n’est le code"),
        ("visite = 1", "comparison", "On ne répond pas"),
        ("visite > 1", "comparison", "On ne répond pas"),
        ("age = 'oui'", "comparison", "On répond à « %(looked)s » par un nombre"),
        ("visite has 'oui'", "comparison", "On donne une seule réponse"),
        ("besoins = 'dormir'", "comparison", "On donne plusieurs réponses"),
        ("mieux > 3", "comparison", "On donne plusieurs réponses"),
        ("known(lire)", "comparison", "La condition regarde « %(looked)s », qui ne demande rien"),
        ("lire = 'oui'", "comparison", "La condition regarde « %(looked)s », qui ne demande rien"),
        ("dire = 'oui'", "comparison", "On répond à « %(looked)s » par ses propres mots"),
        ("visite = 'oui' and visite = 'non'", "never", "Personne"),
        ("visite = 'oui' and not known(visite)", "never", "Personne"),
        ("accord = 'non'", "never", "Personne"),
        ("not known(accord)", "never", "Personne"),
        ("besoins has 'aucun' and besoins has 'dormir'", "never", "Personne"),
        ("mieux has 'a' and mieux has 'b' and mieux has 'c' and mieux has 'd'", "never", "Personne"),
        ("age > 99", "never", "Personne"),
        ("age > 57 and age < 58", "never", "Personne"),
        ("mois = '2026-05' and mois = '2026-06'", "never", "Personne"),
    ],
)
def test_a_condition_that_nobody_meets_is_found(condition, code, start):
    ((one, message),) = last(condition)
    assert one == code
    assert message.replace("\u00a0", " ").startswith(start)


def test_what_is_not_asked_is_not_answered():
    never = question("moment", "one", choices=choices("matin", "soir"), show_if="visite = 'oui'")
    assert last("visite = 'non' and known(moment)", VISIT, never)[0][0] == "never"
    assert last("visite = 'non' and not known(moment)", VISIT, never) == []


def test_a_later_question_is_not_looked_at():
    assert found(definition({**MOMENT, "show_if": "dire2 = 'x' or visite = 'oui'"}, VISIT)) == [
        ("unknown-key", "moment"),
        ("later-question", "moment"),
    ]


def test_a_circle_is_told_as_such():
    first, second, third = (question(key, "one", choices=choices("x", "y"), show_if=f"{then} = 'x'") for key, then in ("ac", "ba", "cb"))
    (problem,) = problems(definition(first, second, third))
    assert (problem.code, problem.key, problem.values["way"]) == ("circle", "a", "a → c → b → a")


def test_what_depends_on_what_is_wrong_is_told_once():
    wrong = {**MOMENT, "show_if": "inconnue = 1"}
    assert found(definition(wrong, question("suite", "one", choices=choices("a", "b"), show_if="moment = 'matin'"))) == [
        ("unknown-key", "moment")
    ]


@pytest.mark.parametrize(
    ("odd", "code"),
    [
        (question("x", "matrix"), "unknown-type"),
        (question("x", "one", choices=choices("a")), "setup"),
        (question("x", "integer", settings={"min": "un"}), "setup"),
        (question("not", "one", choices=choices("a", "b")), "reserved-key"),
    ],
)
def test_a_question_set_up_badly_is_found_and_conditions_on_it_are_left_aside(odd, code):
    after = question("suite", "one", choices=choices("a", "b"), show_if="x = 'a' or x > 2")
    assert found(definition(VISIT, odd, after))[0] == (code, odd["key"])


def test_a_questionnaire_asks_something():
    assert found(definition()) == [("nothing-asked", "")]
    assert found(definition(READ, AGREE)) == [("nothing-asked", "")]


SILENT = {code: words for code, words in text("Sans arabe").items() if code != "ar"}


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        (definition(VISIT, title=SILENT), ""),
        (definition(VISIT, intro=SILENT), ""),
        (definition(VISIT, intro={}), ""),
        (definition(VISIT, thanks={}), ""),
        (definition({**VISIT, "label": SILENT}), "visite"),
        (definition({**VISIT, "hint": SILENT}), "visite"),
        (definition({**VISIT, "why": SILENT}), "visite"),
        (definition({**VISIT, "guidance": SILENT}), "visite"),
        (definition({**VISIT, "choices": [*VISIT["choices"], {"code": "autre", "label": SILENT}]}), "visite"),
        (definition({**AGE, "settings": {"unit": SILENT}}), "age"),
    ],
)
def test_a_text_that_is_not_in_every_language_is_found(asked, key):
    (problem,) = problems(asked)
    assert (problem.code, problem.key) == ("missing", key)
    assert "العربية" in problem.said(translator("fr"))


def test_languages_that_are_not_announced_are_not_asked_for():
    french = {code: words for code, words in text("Seul").items() if code in ("fr", "en")}
    only = {"title": french, "intro": french, "thanks": french, "languages": ["fr", "en"]}
    assert problems(definition({**WORDS, "label": french, "hint": french}, **only)) == []
    assert len(ALL_LANGUAGES) > len(french)


def test_consent_comes_before_what_is_sensitive():
    delicate = {**VISIT, "sensitive": True}
    assert found(definition(delicate)) == [("no-consent", "visite")]
    assert found(definition(delicate, AGREE)) == [("no-consent", "visite")]
    assert found(definition(VISIT, sensitive=True)) == [("no-consent", "visite")]
    assert found(definition(WORDS, {**AGREE, "show_if": "known(dire)"}, delicate)) == [("no-consent", "visite")]
    assert found(definition(READ, AGREE, delicate, sensitive=True)) == []


def test_a_condition_that_everybody_meets_is_remarked_and_stops_nothing():
    always = {**MOMENT, "show_if": "known(visite) or not known(visite)"}
    assert problems(definition(VISIT, always, WORDS)) == []
    assert [(one.code, one.key) for one in remarks(definition(VISIT, always, WORDS))] == [("always", "moment")]
    assert remarks(definition(AGREE, {**MOMENT, "show_if": "accord = 'oui'"}))[0].code == "always"
    assert remarks(read(SMALL)) == []


def test_nothing_is_said_where_there_are_too_many_ways(monkeypatch):
    many = [question(f"q{at}", "one", choices=choices("a", "b", "c")) for at in range(12)]
    impossible = " and ".join(f"q{at} = 'a'" for at in range(12)) + " and not q0 = 'a'"
    monkeypatch.setattr(reaching, "MOST_WAYS", 500)
    assert last(impossible, *many) == []
    codes = [f"c{at}" for at in range(12)]
    wide = question("large", "several", choices=choices(*codes))
    assert last(" and ".join(f"large has '{code}'" for code in codes) + " and not known(large)", wide) == []


def test_problems_come_in_the_order_of_the_questions_and_are_said_in_a_language():
    wrong = definition({**MOMENT, "show_if": "a = 1"}, {**VISIT, "show_if": "b ="}, title=SILENT)
    assert [one.key for one in problems(wrong)] == ["", "moment", "visite"]
    assert Problem("x", "", "La condition").said(translator("fr")) == "La condition"
    for one in problems(wrong):
        assert "%" not in one.said(translator("fr"))

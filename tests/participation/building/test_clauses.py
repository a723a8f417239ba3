"""A condition as rows: what rows say comes back the same; what they cannot say is told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.participation.building.clauses import (
    FIGURES,
    WITHOUT_VALUE,
    Clause,
    Join,
    Rows,
    Sign,
    answers_of,
    condition_of,
    earlier,
    fitting,
    rows_of,
    signs_of,
    told_at,
    with_condition,
)
from app.participation.conditions import parse, printed
from app.participation.definition import Question, read
from app.participation.shipped import shipped
from tests.participation.conditions.trees import CODES, KEYS, NUMBERS, TREES
from tests.participation.making import SMALL

pytestmark = pytest.mark.one_engine


def clause(sign):
    value = st.just("") if sign in WITHOUT_VALUE else NUMBERS if sign in FIGURES else CODES
    return st.builds(Clause, KEYS, st.just(sign), value)


CLAUSES = st.sampled_from(Sign).flatmap(clause)


@given(st.sampled_from(Join), st.lists(CLAUSES, min_size=1, max_size=5).map(tuple))
def test_rows_come_back_through_what_is_written(join, clauses):
    rows = Rows(join if len(clauses) > 1 else Join.ALL, clauses)
    assert rows_of(parse(printed(condition_of(rows)))) == rows


@given(TREES)
def test_a_condition_that_rows_say_is_the_same_again(tree):
    rows = rows_of(tree)
    assert rows is None or condition_of(rows) == tree


def test_what_rows_cannot_say():
    for text in ("a = 'x' or b = 'y' and known(c)", "not (known(a) and known(b))", "not a > 3", "not not known(a)"):
        assert rows_of(parse(text)) is None, text


def test_rows_say_every_condition_that_ships():
    texts = [question.show_if for definition in shipped().values() for question in definition.questions if question.show_if]
    assert texts
    for text in texts:
        assert printed(condition_of(rows_of(parse(text)))) == text


def test_signs_go_with_what_a_question_asks():
    def signs(kind):
        return set(signs_of(Question("a", kind, {"fr": "?"})))

    assert signs("information") == set()
    assert signs("long_text") == signs("invented") == WITHOUT_VALUE
    assert signs("integer") == WITHOUT_VALUE | FIGURES
    assert signs("ranking") == WITHOUT_VALUE | {Sign.HAS, Sign.HAS_NOT}
    assert signs("commune") == WITHOUT_VALUE | {Sign.IS, Sign.IS_NOT, Sign.OTHER}
    assert fitting(Sign.IS_NOT, Question("a", "several", {"fr": "?"})) is Sign.HAS_NOT
    assert fitting(Sign.MORE, Question("a", "one", {"fr": "?"})) is Sign.MORE
    assert len(answers_of(Question("a", "commune", {"fr": "?"}))) > 100


def test_only_earlier_questions_are_looked_at():
    definition = read(SMALL)
    assert [question.key for question in earlier(definition, "dire")] == ["visite", "moment"]
    assert not earlier(definition, "visite")


CHECKED = [
    ("visite = 'oui'", []),
    ("visite = 'oui' or not visite = 'oui'", ["always"]),
    ("visite = 'oui' and visite = 'non'", ["never"]),
    ("known(dire)", ["later-question"]),
    ("visite = 'autre'", ["comparison"]),
    ("known(x)", ["unknown-key"]),
]


def test_checks_of_a_condition_alone_are_told():
    for text, codes in CHECKED:
        assert [problem.code for problem in told_at(with_condition(read(SMALL), "moment", text), "moment")] == codes, text

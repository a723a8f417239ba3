"""Conditions written for ODK and read back: the same tree, whatever it is; what expressions ask that we cannot, said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.participation.conditions.tree import And, Compared, Known, Not, Or
from app.participation.definition import Choice, Definition, Question
from app.participation.xlsform.findings import Unsayable
from app.participation.xlsform.from_xpath import Looked, Scope, condition
from app.participation.xlsform.to_xpath import expression
from tests.participation.xlsform.books import plain

pytestmark = pytest.mark.one_engine
FR = {"fr": "Exemple"}
CHOICES = (Choice("oui", FR), Choice("non", FR), Choice("1", FR))
QUESTIONS = (
    Question("venu", "one", FR, choices=CHOICES),
    Question("quoi", "several", FR, choices=CHOICES),
    Question("age", "integer", FR),
    Question("mois", "month", FR),
    Question("ou", "commune", FR),
    Question("dire", "short_text", FR),
)
DEFINITION = Definition("essai", FR, {}, {}, ("fr",), QUESTIONS)
SCOPE = Scope({one.key: Looked(one, {choice.code: choice.code for choice in one.choices}) for one in QUESTIONS}, {"calcul": 7})
CODES, NUMBERS, SIGNS = st.sampled_from(["oui", "non", "1"]), st.integers(-999_999_999, 999_999_999), st.sampled_from(["=", "!="])
ATOMS = st.one_of(
    st.builds(Compared, st.just("venu"), SIGNS, CODES),
    st.builds(Compared, st.just("quoi"), st.just("has"), CODES),
    st.builds(Compared, st.just("age"), st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), NUMBERS),
    st.builds(Compared, st.just("mois"), SIGNS, st.sampled_from(["2026-05", "1999-12"])),
    st.builds(Compared, st.just("ou"), SIGNS, st.sampled_from(["200069193", "ailleurs"])),
    st.builds(Known, st.sampled_from([one.key for one in QUESTIONS])),
)


def several(of):
    return st.lists(of, min_size=2, max_size=3).map(tuple)


@given(st.recursive(ATOMS, lambda of: st.builds(Not, of) | st.builds(And, several(of)) | st.builds(Or, several(of)), max_leaves=10))
def test_what_is_written_is_read_as_it_was(tree):
    assert condition(expression(tree, DEFINITION), SCOPE) == tree


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "trop tôt"), ("${venu} =", "trop tôt"), ("${venu} = 'oui", "ne se lit pas"), ("(${venu} = 'oui'", "trop tôt"),
        ("${age} + 1 > 3", "ne se lit pas"), ("../venu = 'oui'", "ne se lit pas"), ("${last-saved#venu} = 'oui'", "ne se lit pas"),
        ("'oui'", "ne compare pas"), ("${venu}", "ne compare pas"), ("${venu} = ${quoi}", "ne compare pas"), ("false()", "jamais"),
        ("once(1)", "once()"), ("jr:choice-name(${venu}, 'x') = 'a'", "jr:choice-name()"), ("${calcul} = 1", "ligne 7"),
        ("${perdue} = 1", "aucune question"), ("${age} > 2.5", "nombre entier"), ("${age} = 'beaucoup'", "nombre entier"),
        ("${venu} > 'non'", "ne sont pas des nombres"), ("${mois} > '2026-05-01'", "mois"), ("${quoi} = 'oui'", "selected"),
        ("${dire} = 'a'", "propres mots"), ("selected(${dire}, 'a')", "propres mots"), ("${venu} = 'peut'", "aucune réponse"),
        ("(" * 60 + "${venu} = 'oui'" + ")" * 60, "parenthèses"), (" or ".join(["${venu} = 'oui'"] * 200), "trop longue"),
        ("${venu} = 'oui' ${age} > 1", "ne se lit pas"), ("not(${venu} = 'oui', 1)", "not()"), (". = 1", "aucune question"),
    ],
)  # fmt: skip
def test_what_cannot_be_said_is_told(text, word):
    with pytest.raises(Unsayable) as refusal:
        condition(text, SCOPE)
    assert word in plain(refusal.value.message, refusal.value.values)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("true()", None),
        ("${age} = ''", Not(Known("age"))),
        ("not(${age} = '')", Known("age")),
        ("count-selected(${quoi}) >= 1", Known("quoi")),
        ('${venu}="oui"', Compared("venu", "=", "oui")),
        ("18 <= number(${age})", Compared("age", ">=", 18)),
        ("${age} = '18.0'", Compared("age", "=", 18)),
        ("${venu} = 1", Compared("venu", "=", "1")),
        ("${venu} != 'oui'", Not(Compared("venu", "=", "oui"))),
        ("selected( ${ venu }, ’oui’ )", Compared("venu", "=", "oui")),
    ],
)
def test_the_same_thing_is_said_in_several_ways(text, tree):
    assert condition(text, SCOPE) == tree

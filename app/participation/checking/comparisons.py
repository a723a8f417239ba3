"""What conditions compare: with what the type of the question can answer."""

from collections.abc import Iterator, Mapping

from app.core.language import mark
from app.participation.checking.problem import Problem
from app.participation.conditions import HAS, Atom, Compared, Condition, Known, atoms_of
from app.participation.definition import Definition, Question
from app.participation.questions import type_of
from app.participation.questions.base import Shape

NOTHING_ASKED = mark("La condition regarde « %(looked)s », qui ne demande rien.")
OWN_WORDS = mark("On répond à « %(looked)s » par ses propres mots : la condition peut seulement demander known(%(looked)s).")
A_NUMBER = mark("On répond à « %(looked)s » par un nombre : comparez avec un nombre, sans apostrophes.")
A_CODE = mark("On ne répond pas à « %(looked)s » par un nombre : comparez avec le code d’une réponse, entre apostrophes droites.")
HAS_WANTED = mark("On donne plusieurs réponses à « %(looked)s » : écrivez « has » et le code d’une réponse.")
HAS_REFUSED = mark("On donne une seule réponse à « %(looked)s » : écrivez « = » et non « has ».")
NO_SUCH_ANSWER = mark("« %(value)s » n’est le code d’aucune réponse à « %(looked)s ».")


def bad_comparisons(definition: Definition, conditions: Mapping[str, Condition]) -> Iterator[Problem]:
    """Return the comparisons that no answer could ever meet; `conditions`: by key, each looking at questions that exist and are sound."""
    for key, condition in conditions.items():
        for atom in dict.fromkeys(atoms_of(condition)):
            looked = definition.question(atom.key)
            if looked is not None and (message := _bad_comparison(looked, atom)):
                values = {"value": atom.value} if isinstance(atom, Compared) and message == NO_SUCH_ANSWER else {}
                yield Problem("comparison", key, message, {"looked": atom.key, **values})


def takes_numbers(question: Question) -> bool:
    """Whether the answer to a question is a number."""
    return any(type(value) is int for value in type_of(question).values(question) or ())


def _bad_comparison(question: Question, atom: Atom) -> str | None:
    kind = type_of(question)
    if not kind.asks:
        return NOTHING_ASKED
    if isinstance(atom, Known):
        return None
    return OWN_WORDS if kind.is_text else _bad_sign(question, atom) or _bad_value(question, atom)


def _bad_sign(question: Question, atom: Compared) -> str | None:
    if (type_of(question).shape is Shape.SEVERAL) == (atom.by == HAS):
        return None
    return HAS_REFUSED if atom.by == HAS else HAS_WANTED


def _bad_value(question: Question, atom: Compared) -> str | None:
    is_number = isinstance(atom.value, int)
    if takes_numbers(question) != is_number:
        return A_CODE if is_number else A_NUMBER
    is_answer = is_number or type_of(question).words(question, [atom.value] if atom.by == HAS else atom.value)
    return None if is_answer else NO_SUCH_ANSWER

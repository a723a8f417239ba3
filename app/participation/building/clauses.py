"""A condition as rows of a form, and back: an earlier question, what somebody did, which answer; all of them, or one of them. Pure.

Rows say a good part of the language: `rows_of` returns None for what they cannot say (`not` before brackets, `and` within `or`…). For
every condition that they say, `condition_of(rows_of(condition)) == condition`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from app.participation.checking import Problem, problems, remarks
from app.participation.conditions import HAS, Compared, Condition, Known
from app.participation.conditions.tree import And, Not, Or, Value
from app.participation.definition import Choice, Definition, Question
from app.participation.questions import REGISTRY
from app.participation.questions.base import Shape
from app.participation.questions.commune import ELSEWHERE, epcis, named

OF_CONDITIONS = frozenset(("unreadable", "unknown-key", "itself", "circle", "later-question", "comparison", "never"))
"""Codes of the problems that are of conditions."""
TOLERATED = frozenset(("later-question", "never", "always"))
"""Those that a draft may have: moving a question, or writing another one, will mend them."""
HARMLESS = frozenset(("missing", "no-consent"))
"""Those that keep no other check from being made."""
NUMBERS, MONTHS, COMMUNES = "integer", "month", "commune"
"""Types whose answers no list of choices gives."""


class Join(StrEnum):
    """How rows are joined."""

    ALL = "et"
    ANY = "ou"


class Sign(StrEnum):
    """What somebody did at a question, as a form sends it."""

    KNOWN = "repondu"
    SILENT = "rien"
    IS = "est"
    IS_NOT = "pas"
    OTHER = "autre"
    HAS = "choisi"
    HAS_NOT = "pas-choisi"
    EQUALS = "egal"
    DIFFERS = "different"
    MORE = "plus"
    AT_LEAST = "ou-plus"
    LESS = "moins"
    AT_MOST = "ou-moins"


class Clause(NamedTuple):
    """One row. `value`: a code or a number, as the sign wants; nothing after `KNOWN` and `SILENT`."""

    key: str
    sign: Sign
    value: Value = ""


class Rows(NamedTuple):
    """A condition as rows, one at least; `join` tells nothing of one alone."""

    join: Join
    clauses: tuple[Clause, ...]


WITHOUT_VALUE = frozenset((Sign.KNOWN, Sign.SILENT))
_CODES: Mapping[Sign, tuple[str, bool]] = {
    Sign.IS: ("=", True), Sign.IS_NOT: ("=", False), Sign.OTHER: ("!=", True), Sign.HAS: (HAS, True), Sign.HAS_NOT: (HAS, False),
}  # fmt: skip
"""Of a code: how the language writes each sign, and whether it holds or its contrary does."""
_FIGURES: Mapping[Sign, tuple[str, bool]] = {
    Sign.EQUALS: ("=", True), Sign.DIFFERS: ("!=", True), Sign.MORE: (">", True), Sign.AT_LEAST: (">=", True),
    Sign.LESS: ("<", True), Sign.AT_MOST: ("<=", True),
}  # fmt: skip
"""The same of a number."""
FIGURES = frozenset(_FIGURES)
"""What is said of numbers."""
_WRITTEN = {**_CODES, **_FIGURES}
_READ: Mapping[tuple[type, str, bool], Sign] = {
    **{(str, *written): sign for sign, written in _CODES.items()},
    **{(int, *written): sign for sign, written in _FIGURES.items()},
}
_NEAREST: Mapping[Sign, Sequence[Sign]] = {
    Sign.IS: (Sign.HAS, Sign.EQUALS), Sign.IS_NOT: (Sign.HAS_NOT, Sign.DIFFERS), Sign.OTHER: (Sign.HAS_NOT, Sign.DIFFERS),
    Sign.HAS: (Sign.IS, Sign.EQUALS), Sign.HAS_NOT: (Sign.IS_NOT, Sign.DIFFERS), Sign.EQUALS: (Sign.IS, Sign.HAS),
    Sign.DIFFERS: (Sign.OTHER, Sign.HAS_NOT),
}  # fmt: skip
"""What a sign becomes when another question is chosen, of another type."""


def rows_of(condition: Condition) -> Rows | None:
    """Return a condition as rows; None when rows cannot say it."""
    is_joined = isinstance(condition, And | Or)
    clauses = [_clause(one) for one in condition.of] if isinstance(condition, And | Or) else [_clause(condition)]
    found = tuple(clause for clause in clauses if clause)
    if len(found) < len(clauses):
        return None
    return Rows(Join.ANY if is_joined and isinstance(condition, Or) else Join.ALL, found)


def condition_of(rows: Rows) -> Condition:
    """Return the condition that rows say; raise ValueError when no text could say it, or when there is no row."""
    parts = tuple(_condition(clause) for clause in rows.clauses)
    if len(parts) == 1:
        return parts[0]
    return And(parts) if rows.join is Join.ALL else Or(parts)


def signs_of(question: Question) -> Sequence[Sign]:
    """Return what may be said of the answer to a question; nothing of what asks nothing."""
    kind = REGISTRY.get(question.type)
    if kind is None or kind.is_text:
        return (Sign.KNOWN, Sign.SILENT)
    if not kind.asks:
        return ()
    if kind.shape is Shape.SEVERAL:
        return (Sign.HAS, Sign.HAS_NOT, Sign.KNOWN, Sign.SILENT)
    valued = tuple(_FIGURES) if question.type == NUMBERS else (Sign.IS, Sign.IS_NOT, Sign.OTHER)
    return (*valued, Sign.KNOWN, Sign.SILENT)


def fitting(sign: Sign, question: Question) -> Sign:
    """Return the sign, or the one that says the same of this question."""
    known = signs_of(question)
    return sign if sign in known else next((one for one in _NEAREST.get(sign, ()) if one in known), sign)


def answers_of(question: Question) -> Sequence[Choice]:
    """Return the answers that a list gives, with their codes; nothing for numbers, months and words."""
    if question.type == COMMUNES:
        return [
            *(Choice(code, named(code)) for code in sorted(epcis(), key=lambda code: epcis()[code])),
            Choice(ELSEWHERE, named(ELSEWHERE)),
        ]
    kind = REGISTRY.get(question.type)
    return kind.offered(question) if kind and not kind.is_text and question.type not in (NUMBERS, MONTHS) else ()


def earlier(definition: Definition, key: str) -> Sequence[Question]:
    """Return the questions that a condition at this key may look at: those before, that ask something."""
    places = [question.key for question in definition.questions]
    before = definition.questions[: places.index(key)] if key in places else ()
    return [question for question in before if signs_of(question)]


def _clause(condition: Condition) -> Clause | None:
    atom, is_met = (condition.of, False) if isinstance(condition, Not) else (condition, True)
    if isinstance(atom, Known):
        return Clause(atom.key, Sign.KNOWN if is_met else Sign.SILENT)
    if not isinstance(atom, Compared):
        return None
    sign = _READ.get((type(atom.value), atom.by, is_met))
    return Clause(atom.key, sign, atom.value) if sign else None


def _condition(clause: Clause) -> Condition:
    if clause.sign in WITHOUT_VALUE:
        return Known(clause.key) if clause.sign is Sign.KNOWN else Not(Known(clause.key))
    by, is_met = _WRITTEN[clause.sign]
    atom = Compared(clause.key, by, clause.value)
    return atom if is_met else Not(atom)


def with_condition(definition: Definition, key: str, text: str) -> Definition:
    """Return the definition where a question is asked on another condition; no text: of everybody."""
    questions = (replace(one, show_if=text) if one.key == key else one for one in definition.questions)
    return replace(definition, questions=tuple(questions))


def told_at(definition: Definition, key: str) -> Sequence[Problem]:
    """Return what checks say of the condition of a question, « always true » at last; nothing of the question itself."""
    every = problems(definition)
    found = [problem for problem in every if problem.key == key and problem.code in OF_CONDITIONS]
    if any(problem.code not in HARMLESS for problem in every):
        return found
    return [*found, *(problem for problem in remarks(definition) if problem.key == key)]

"""A condition as a form brings it: rows of choices, or what somebody wrote; nothing typed is lost, whatever it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from werkzeug.datastructures import MultiDict

from app.core.language import mark
from app.participation.building.clauses import FIGURES, WITHOUT_VALUE, Clause, Join, Rows, Sign, answers_of, condition_of, fitting, rows_of
from app.participation.building.seen import plain
from app.participation.conditions import BadCondition, Condition, parse, printed, wanted_at
from app.participation.conditions.tree import CODE, Value
from app.participation.definition import Definition, Question
from app.participation.questions.figures import whole_number

MOST_ROWS = 8
GESTURE, WHEN, JOIN, WRITTEN, SEEN = "geste", "quand", "lien", "ecrite", "vu"
QUESTION, SIGN, ANSWER = "question-", "signe-", "reponse-"
"""Names of controls; those of a row end by its number."""
SAVE, SAVE_WRITTEN, ADD, TAKE, LOOK, LOOK_AT, LOOK_WRITTEN = "enregistrer", "ecrire", "ajouter", "retirer-", "voir", "voir-", "relire"
CHOOSE_WHEN = mark("Choisissez à qui la question est posée.")
ROWS_TOO = mark("Des lignes sont remplies : choisissez « Seulement si… », ou retirez ces lignes.")
CHOOSE_QUESTION = mark("Choisissez une question.")
CHOOSE_SIGN = mark("Choisissez ce que la personne a répondu.")
CHOOSE_ANSWER = mark("Choisissez une réponse à cette question.")
WRITE_NUMBER = mark("Écrivez un nombre entier, avec des chiffres.")
WRITE_ANSWER = mark("Écrivez une réponse, par exemple 2026-05 pour un mois.")


class When(StrEnum):
    """To whom a question is asked: to all, to those of whom rows say something, to those of whom the condition that stands does."""

    ALL = "tous"
    SOME = "si"
    AS_NOW = "telle"


class Row(NamedTuple):
    """A row as it was typed."""

    key: str = ""
    sign: str = ""
    answer: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was chosen."""
        return not self.key


EMPTY = Row()


@dataclass(frozen=True, slots=True)
class ConditionGiven:
    """What a form says of a condition. `seen`: the one that it showed; `mistakes`: messages by control, `values`: what they take."""

    when: When | None
    rows: Sequence[Row]
    join: Join
    written: str
    seen: str
    mistakes: dict[str, tuple[str, dict[str, object]]] = field(default_factory=dict)


def condition_shown(text: str) -> ConditionGiven:
    """Return what the form holds of the condition that stands."""
    found = _rows_in(text)
    if found:
        return ConditionGiven(When.SOME, [_row(clause) for clause in found.clauses], found.join, text, text)
    return ConditionGiven(When.AS_NOW if text else When.ALL, [EMPTY], Join.ALL, text, text)


def read_condition(form: MultiDict[str, str], definition: Definition) -> ConditionGiven:
    """Return what a form brings; rows fit their questions, where another one was chosen."""
    numbers = [number for number in range(1, MOST_ROWS + 1) if f"{QUESTION}{number}" in form]
    rows = [_fitted(Row(*(_typed(form, f"{name}{number}") for name in (QUESTION, SIGN, ANSWER))), definition) for number in numbers]
    when = next((one for one in When if one == form.get(WHEN)), None)
    join = Join.ANY if form.get(JOIN) == Join.ANY else Join.ALL
    return ConditionGiven(when, rows or [EMPTY], join, _typed(form, WRITTEN), _typed(form, SEEN))


def after_gesture(given: ConditionGiven, gesture: str) -> ConditionGiven:
    """Return the form once a row was added or taken away; a gesture on rows says that the question is asked of some."""
    rows = list(given.rows)
    if gesture == ADD and len(rows) < MOST_ROWS:
        return replace(given, when=When.SOME, rows=[*rows, EMPTY])
    if gesture.startswith(TAKE):
        left = [row for number, row in enumerate(rows, 1) if f"{TAKE}{number}" != gesture]
        return replace(given, when=When.SOME, rows=left or [EMPTY])
    return replace(given, when=When.SOME) if gesture.startswith(LOOK_AT) else given


def is_untouched(given: ConditionGiven, wanted: str) -> bool:
    """Whether a form asks for the very condition that it showed, however it was written."""
    return wanted == given.seen or bool(wanted and condition_in(wanted) == condition_in(given.seen))


def asked(given: ConditionGiven, definition: Definition, *, is_written: bool = False) -> str | None:
    """Return the canonical condition that a form asks for; None when something is to mend (`mistakes`)."""
    if is_written:
        return _of_text(given)
    known = stored_rows(given.seen)
    is_typed = any(not row.is_empty and row not in known for row in given.rows)
    if given.when is None or (given.when is not When.SOME and is_typed):
        given.mistakes[WHEN] = (ROWS_TOO if is_typed else CHOOSE_WHEN, {})
        return None
    if given.when is not When.SOME:
        return given.seen if given.when is When.AS_NOW else ""
    found = _of_rows(given, definition)
    return printed(found) if found else None


def stored_rows(text: str) -> frozenset[Row]:
    """Return the rows of a condition that stands: what they look at may be no more, and is shown still."""
    found = _rows_in(text)
    return frozenset(_row(clause) for clause in found.clauses) if found else frozenset()


def condition_in(text: str) -> Condition | None:
    """Return the condition of a text; None when there is none, or none that can be read."""
    try:
        return parse(text) if text else None
    except BadCondition:
        return None


def _typed(form: MultiDict[str, str], name: str) -> str:
    return plain(form.get(name, ""))


def _rows_in(text: str) -> Rows | None:
    found = condition_in(text)
    rows = rows_of(found) if found else None
    return rows if rows and len(rows.clauses) <= MOST_ROWS else None


def _row(clause: Clause) -> Row:
    return Row(clause.key, clause.sign.value, str(clause.value))


def _fitted(row: Row, definition: Definition) -> Row:
    question = definition.question(row.key)
    sign = _sign(row)
    return row._replace(sign=fitting(sign, question).value) if question and sign else row


def _sign(row: Row) -> Sign | None:
    return next((one for one in Sign if one == row.sign), None)


def _of_text(given: ConditionGiven) -> str | None:
    if not given.written:
        return ""
    try:
        return printed(parse(given.written))
    except BadCondition as error:
        message, values = wanted_at(error)
        given.mistakes[WRITTEN] = (message, dict(values))
        return None


def _of_rows(given: ConditionGiven, definition: Definition) -> Condition | None:
    """The rows that say something, once none of them is to mend; one at least is wanted."""
    clauses = []
    for number, row in enumerate(given.rows, 1):
        if not row.is_empty:
            clause = _clause(number, row, given, definition)
            clauses += [clause] if clause else []
    if not clauses and not given.mistakes:
        given.mistakes[f"{QUESTION}1"] = (CHOOSE_QUESTION, {})
    return None if given.mistakes else condition_of(Rows(given.join, tuple(clauses)))


def _clause(number: int, row: Row, given: ConditionGiven, definition: Definition) -> Clause | None:
    """The clause of a row; None for one that is to mend, which is told."""
    question, sign = definition.question(row.key), _sign(row)
    is_stored = row in stored_rows(given.seen)
    if question is None and not is_stored:
        given.mistakes[f"{QUESTION}{number}"] = (CHOOSE_QUESTION, {})
    elif sign is None:
        given.mistakes[f"{SIGN}{number}"] = (CHOOSE_SIGN, {})
    elif mistake := "" if is_stored or sign in WITHOUT_VALUE else _mistake(row, sign, question):
        given.mistakes[f"{ANSWER}{number}"] = (mistake, {})
    else:
        return Clause(row.key, sign, _value(row, sign))
    return None


def _value(row: Row, sign: Sign) -> Value:
    """The code or the number that a sound row says."""
    if sign in WITHOUT_VALUE:
        return ""
    return whole_number(row.answer) or 0 if sign in FIGURES else row.answer


def _mistake(row: Row, sign: Sign, question: Question | None) -> str:
    """What is wrong with the answer of a row, if anything is."""
    codes = [choice.code for choice in answers_of(question)] if question else []
    if sign in FIGURES:
        return WRITE_NUMBER if whole_number(row.answer) is None else ""
    if codes:
        return "" if row.answer in codes else CHOOSE_ANSWER
    return "" if row.answer and re.fullmatch(CODE, row.answer) else WRITE_ANSWER

"""Whether a condition holds for some answers."""

import operator
from collections.abc import Callable, Mapping

from app.participation.answers import Answer, Answers, is_said
from app.participation.conditions.tree import EQUALS, HAS, And, Atom, Compared, Condition, Known, Not, Value

_ORDERS: Mapping[str, Callable[[int, int], bool]] = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def holds(condition: Condition, answers: Answers) -> bool:
    """Whether a condition holds; `answers`: of the questions that were asked before. Never raises, whatever they are."""
    if isinstance(condition, Compared | Known):
        return meets(condition, answers.get(condition.key))
    if isinstance(condition, Not):
        return not holds(condition.of, answers)
    each = (holds(one, answers) for one in condition.of)
    return all(each) if isinstance(condition, And) else any(each)


def meets(atom: Atom, answer: Answer) -> bool:
    """Whether one answer (None: there is none) meets one comparison."""
    if not is_said(answer):
        return False
    return isinstance(atom, Known) or _compare(answer, atom.by, atom.value)


def _compare(answer: Answer, by: str, value: Value) -> bool:
    if by == HAS:
        return isinstance(answer, list) and value in answer
    if type(answer) is not type(value):
        return False
    if by in EQUALS:
        return (answer == value) is (by == "=")
    return isinstance(answer, int) and isinstance(value, int) and _ORDERS[by](answer, value)

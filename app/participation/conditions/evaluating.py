"""Whether a condition holds for some answers."""

import operator
from collections.abc import Callable, Mapping
from typing import Any

from app.participation.answers import Answer, Answers, is_said
from app.participation.conditions.tree import And, Compared, Condition, Known, Not, Value

_ORDERS: Mapping[str, Callable[[Any, Any], bool]] = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def holds(condition: Condition, answers: Answers) -> bool:
    """Whether a condition holds; `answers`: of the questions that were asked before."""
    if isinstance(condition, Compared):
        return _compare(answers.get(condition.key), condition.by, condition.value)
    if isinstance(condition, Known):
        return is_said(answers.get(condition.key))
    if isinstance(condition, Not):
        return not holds(condition.of, answers)
    each = (holds(one, answers) for one in condition.of)
    return all(each) if isinstance(condition, And) else any(each)


def _compare(answer: Answer, by: str, value: Value) -> bool:
    if not is_said(answer):
        return False
    if by == "has":
        return isinstance(answer, list) and value in answer
    if by in ("=", "!="):
        return type(answer) is type(value) and (answer == value) is (by == "=")
    return isinstance(answer, int) and isinstance(value, int) and _ORDERS[by](answer, value)

"""What must hold before a draft is walked through: its types exist, are set up, and its conditions can be read. Pure."""

from collections.abc import Sequence

from app.participation.answers import Answer, Answers, special_of
from app.participation.checking import UNKNOWN_TYPE, Problem
from app.participation.checking.references import read_conditions
from app.participation.definition import Definition, Question
from app.participation.questions import REGISTRY, type_of
from app.participation.questions.base import Mistake

SETUP = "setup"


def blockers(definition: Definition) -> Sequence[Problem]:
    """Return what stops somebody who walks through a questionnaire, in the order of its questions; nothing when they may."""
    _, unread = read_conditions(definition)
    by_key = {problem.key: problem for problem in unread}
    return [problem for question in definition.questions for problem in (*not_drawn(question), *_of(by_key, question))]


def not_drawn(question: Question) -> Sequence[Problem]:
    """Return why a question cannot be shown; nothing when it can."""
    if question.type not in REGISTRY:
        return [Problem("unknown-type", question.key, UNKNOWN_TYPE, {"type": question.type})]
    return [Problem(SETUP, question.key, message) for message in REGISTRY[question.type].problems(question)]


def still_said(definition: Definition, answers: Answers) -> Answers:
    """Return, of answers to a draft as it was, those that it still takes as it is."""
    found = {question.key: question for question in definition.questions}
    return {key: answer for key, answer in answers.items() if key in found and _takes(found[key], answer)}


def _takes(question: Question, answer: Answer) -> bool:
    kind = type_of(question)
    if special_of(answer):
        return kind.takes_specials
    if not kind.asks:
        return answer is None
    try:
        return bool(kind.check(question, {} if answer is None else kind.shown(question, answer)) == answer)
    except (Mistake, AttributeError, KeyError, TypeError, ValueError):  # it was of another type
        return False


def _of(by_key: dict[str, Problem], question: Question) -> Sequence[Problem]:
    return [by_key[question.key]] if question.key in by_key else []

"""Which questions somebody is asked, in which order, given what they answered: conditions look at earlier answers alone. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.participation import conditions
from app.participation.answers import Answer, Answers
from app.participation.definition import Definition, Question
from app.participation.questions import type_of

REFUSED = "non"
"""The answer to a consent that ends everything: nothing is kept."""


@dataclass(frozen=True, slots=True)
class Walk:
    """The pages of somebody, first to last. `questions`: those that their answers lead to, the last one unanswered unless `is_done`."""

    questions: tuple[Question, ...]
    answers: Answers
    """Of these questions alone: what was answered to one that is not asked any more is left out."""
    is_done: bool
    is_refused: bool
    """A consent was answered by « non »."""
    total: int | None
    """How many pages there will be; None while answers may still change it."""

    def step_of(self, key: str) -> int | None:
        """Return the number of a question on this way, from 1."""
        return next((number for number, question in enumerate(self.questions, 1) if question.key == key), None)


def walk(definition: Definition, answers: Answers) -> Walk:
    """Return the way that answers lead to. Pages that ask nothing are passed through once seen (answered None)."""
    asked: list[Question] = []
    heard: dict[str, Answer] = {}
    for question in definition.questions:
        if not is_asked(question, heard):
            continue
        asked.append(question)
        if question.key not in answers:
            return Walk(tuple(asked), heard, is_done=False, is_refused=False, total=_total(definition, asked))
        heard[question.key] = answers[question.key]
        if question.type == "consent" and answers[question.key] == REFUSED:
            return Walk(tuple(asked), heard, is_done=True, is_refused=True, total=len(asked))
    return Walk(tuple(asked), heard, is_done=True, is_refused=False, total=len(asked))


def is_asked(question: Question, heard: Answers) -> bool:
    """Whether a question is asked of who answered so to those before."""
    return not question.show_if or conditions.holds(conditions.parse(question.show_if), heard)


def asks(questions: Sequence[Question]) -> Sequence[Question]:
    """Return those that ask something: information asks nothing."""
    return [question for question in questions if type_of(question).asks]


def _total(definition: Definition, asked: Sequence[Question]) -> int | None:
    """Certain once no question after the present one depends on an answer."""
    after = definition.questions[definition.questions.index(asked[-1]) + 1 :]
    return None if any(question.show_if for question in after) else len(asked) + len(after)

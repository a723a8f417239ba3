"""Several choices among some; one that is exclusive (« aucun ») goes alone."""

from collections.abc import Sequence
from itertools import chain, combinations

from app.core.language import mark
from app.participation.answers import Answer
from app.participation.definition import Question, Text
from app.participation.questions.base import CONTROL, Category, Given, Mistake, Shape, Type
from app.participation.questions.one import FEWEST, TWO_CHOICES

CHOOSE_SOME = mark("Choisissez une ou plusieurs réponses, ou un des boutons du bas.")
ALONE = mark("« %(choice)s » va seul. Gardez cette réponse, ou les autres.")
FEW_ENOUGH = 6
"""Choices: each way of choosing among so many can be listed."""


class Several(Type):
    """A list of codes, in the order of the choices."""

    name = "several"
    shape = Shape.SEVERAL
    takes_choices = True

    def problems(self, question: Question) -> Sequence[str]:
        """There is something to choose from, beside what goes alone."""
        found = super().problems(question)
        return found if sum(not choice.exclusive for choice in question.choices) >= FEWEST else [*found, TWO_CHOICES]

    def check(self, question: Question, given: Given) -> Answer:
        """Take the codes; what goes alone is alone."""
        asked = {code.strip() for code in given.get(CONTROL, ())} - {""}
        found = [choice for choice in question.choices if choice.code in asked]
        if not found or len(found) < len(asked):
            raise Mistake(CHOOSE_SOME)
        alone = next((choice for choice in found if choice.exclusive), None)
        if alone is not None and len(found) > 1:
            raise Mistake(ALONE, choice=alone.label)
        return [choice.code for choice in found]

    def shown(self, question: Question, answer: Answer) -> Given:
        """Return the codes."""
        return {CONTROL: found} if (found := self.counted(question, answer)) else {}

    def words(self, question: Question, answer: Answer) -> Sequence[Text]:
        """Return the words of each choice."""
        chosen = set(self.counted(question, answer))
        return [choice.label for choice in question.choices if choice.code in chosen]

    def values(self, question: Question) -> Sequence[Answer]:
        """Return every way of choosing among six at most; of more: one, two, all but one, all."""
        alone = [[choice.code] for choice in question.choices if choice.exclusive]
        codes = [choice.code for choice in question.choices if not choice.exclusive]
        sizes = range(1, len(codes) + 1) if len(codes) <= FEW_ENOUGH else (1, 2, len(codes) - 1, len(codes))
        return [*alone, *map(list, chain.from_iterable(combinations(codes, size) for size in sizes))]

    def categories(self, question: Question, answers: Sequence[Answer]) -> Sequence[Category]:  # noqa: ARG002 - of the choices alone
        """Return the choices."""
        return [Category(choice.code, choice.label) for choice in question.choices]

    def counted(self, question: Question, answer: Answer) -> Sequence[str]:
        """Return the codes."""
        return [code for code in answer if question.choice(code)] if isinstance(answer, list) else []

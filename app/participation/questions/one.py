"""One choice among some."""

from collections.abc import Sequence

from app.core.language import mark
from app.participation.answers import Answer
from app.participation.definition import Question, Text
from app.participation.questions.base import Category, Given, Mistake, Shape, Type, one_value

CHOOSE = mark("Choisissez une réponse, ou un des boutons du bas.")
TWO_CHOICES = mark("Il faut deux choix au moins.")
FEWEST = 2


class One(Type):
    """One choice."""

    name = "one"
    shape = Shape.ONE

    def problems(self, question: Question) -> Sequence[str]:
        """There is something to choose from."""
        return [] if len(question.choices) >= FEWEST else [TWO_CHOICES]

    def check(self, question: Question, given: Given) -> Answer:
        """Take one of the codes."""
        found = question.choice(one_value(given))
        if found is None:
            raise Mistake(CHOOSE)
        return found.code

    def shown(self, question: Question, answer: Answer) -> Given:
        """Return the code."""
        return {"reponse": [answer]} if question.choice(answer) else {}

    def words(self, question: Question, answer: Answer) -> Sequence[Text]:
        """Return the words of the choice."""
        found = question.choice(answer)
        return [found.label] if found else []

    def values(self, question: Question) -> Sequence[Answer]:
        """Return every code."""
        return [choice.code for choice in question.choices]

    def categories(self, question: Question, answers: Sequence[Answer]) -> Sequence[Category]:  # noqa: ARG002 - of the choices alone
        """Return the choices."""
        return [Category(choice.code, choice.label) for choice in question.choices]

    def counted(self, question: Question, answer: Answer) -> Sequence[str]:
        """Return the code."""
        return [answer] if question.choice(answer) else []

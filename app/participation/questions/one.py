"""One choice among some."""

from collections.abc import Sequence
from typing import ClassVar

from app.core.language import mark
from app.participation.answers import Answer
from app.participation.definition import Choice, Question, Text
from app.participation.questions.base import Category, Given, Mistake, Shape, Type, one_value

CHOOSE = mark("Choisissez une réponse, ou un des boutons du bas.")
TWO_CHOICES = mark("Il faut deux choix au moins.")
FEWEST = 2


class One(Type):
    """One choice."""

    name = "one"
    shape = Shape.ONE
    takes_choices = True
    when_none: ClassVar[str] = CHOOSE
    """What is said where nothing was chosen."""

    def problems(self, question: Question) -> Sequence[str]:
        """There is something to choose from."""
        found = super().problems(question)
        return found if len(self.offered(question)) >= FEWEST else [*found, TWO_CHOICES]

    def check(self, question: Question, given: Given) -> Answer:
        """Take one of the codes."""
        found = self._choice(question, one_value(given))
        if found is None:
            raise Mistake(self.when_none)
        return found.code

    def shown(self, question: Question, answer: Answer) -> Given:
        """Return the code."""
        return {"reponse": [answer]} if self._choice(question, answer) else {}

    def words(self, question: Question, answer: Answer) -> Sequence[Text]:
        """Return the words of the choice."""
        found = self._choice(question, answer)
        return [found.label] if found else []

    def values(self, question: Question) -> Sequence[Answer]:
        """Return every code."""
        return [choice.code for choice in self.offered(question)]

    def categories(self, question: Question, answers: Sequence[Answer]) -> Sequence[Category]:  # noqa: ARG002 - of the choices alone
        """Return the choices."""
        return [Category(choice.code, choice.label) for choice in self.offered(question)]

    def counted(self, question: Question, answer: Answer) -> Sequence[str]:
        """Return the code."""
        return [answer] if self._choice(question, answer) else []

    def _choice(self, question: Question, code: object) -> Choice | None:
        return next((choice for choice in self.offered(question) if choice.code == code), None)

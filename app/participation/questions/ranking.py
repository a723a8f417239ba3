"""The few that matter most, best first: one list to choose from for each rank, nothing to drag."""

from collections.abc import Sequence
from itertools import chain, combinations, islice

from app.core.language import mark
from app.participation.answers import Answer
from app.participation.definition import Question, Text
from app.participation.questions.base import CONTROL, Category, Given, Mistake, Shape, Type, one_value

CHOOSE_RANK = mark("Choisissez au moins une réponse, ou un des boutons du bas.")
TWICE = mark("Vous avez choisi deux fois la même réponse. Changez-en une.")
BAD_PICK = mark("Un classement demande de deux à cinq réponses, parmi davantage de choix.")
RANKS = (mark("1er choix"), mark("2e choix"), mark("3e choix"), mark("4e choix"), mark("5e choix"))
DEFAULT_PICK, FEWEST_PICK = 3, 2
MOST_VALUES = 200


class Ranking(Type):
    """A list of codes, best first. Settings: `pick`, how many there are to choose at most (3)."""

    name = "ranking"
    shape = Shape.SEVERAL
    takes_choices = True
    known_settings = frozenset(("pick",))

    def problems(self, question: Question) -> Sequence[str]:
        """There are more choices than ranks, and few ranks."""
        pick = question.settings.get("pick", DEFAULT_PICK)
        is_right = type(pick) is int and FEWEST_PICK <= pick <= len(RANKS) and pick < len(question.choices)
        return [*super().problems(question), *(() if is_right else (BAD_PICK,))]

    def controls(self, question: Question) -> Sequence[str]:
        """Return the names of the controls, best first: `reponse`, then `reponse-2` and so on."""
        pick = question.settings.get("pick", DEFAULT_PICK)
        return [CONTROL, *(f"{CONTROL}-{rank}" for rank in range(2, min(pick, len(RANKS)) + 1))]

    def check(self, question: Question, given: Given) -> Answer:
        """Take the codes, best first; ranks left empty close up."""
        found: list[str] = []
        for control in self.controls(question):
            code = one_value(given, control)
            if code in found:
                raise Mistake(TWICE, control)
            if code and question.choice(code) is None:
                raise Mistake(CHOOSE_RANK, control)
            if code:
                found.append(code)
        if not found:
            raise Mistake(CHOOSE_RANK)
        return found

    def shown(self, question: Question, answer: Answer) -> Given:
        """Return each code in the control of its rank."""
        return {control: [code] for control, code in zip(self.controls(question), self.counted(question, answer), strict=False)}

    def words(self, question: Question, answer: Answer) -> Sequence[Text]:
        """Return the words of each choice, best first."""
        found = (question.choice(code) for code in self.counted(question, answer))
        return [choice.label for choice in found if choice]

    def values(self, question: Question) -> Sequence[Answer]:
        """Return ways of choosing, 200 at most: conditions look at what was chosen, not at its rank."""
        codes = [choice.code for choice in question.choices]
        sizes = range(1, len(self.controls(question)) + 1)
        return [list(chosen) for chosen in islice(chain.from_iterable(combinations(codes, size) for size in sizes), MOST_VALUES)]

    def categories(self, question: Question, answers: Sequence[Answer]) -> Sequence[Category]:  # noqa: ARG002 - of the choices alone
        """Return the choices."""
        return [Category(choice.code, choice.label) for choice in question.choices]

    def counted(self, question: Question, answer: Answer) -> Sequence[str]:
        """Return every code chosen, whatever its rank."""
        return [code for code in answer if question.choice(code)] if isinstance(answer, list) else []

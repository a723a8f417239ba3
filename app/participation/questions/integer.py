"""A whole number."""

from collections.abc import Sequence
from itertools import pairwise

from app.core.language import mark
from app.participation.answers import Answer
from app.participation.definition import Question, Text
from app.participation.questions.base import CONTROL, Category, Given, Mistake, Shape, Type, is_worded, one_value
from app.participation.questions.figures import whole_number

WRITE_NUMBER = mark("Écrivez un nombre entier, avec des chiffres, ou choisissez un des boutons du bas.")
TOO_SMALL = mark("Ce nombre est trop petit. Écrivez %(least)s ou plus.")
TOO_LARGE = mark("Ce nombre est trop grand. Écrivez %(most)s ou moins.")
BAD_BOUNDS = mark("Le plus petit nombre et le plus grand doivent être entiers, dans cet ordre, avec neuf chiffres au plus.")
BAD_UNIT = mark("L’unité doit être écrite en français au moins.")
LEAST, MOST = 0, 120
FARTHEST = 999_999_999
MOST_VALUES, MOST_BANDS = 200, 8


class Integer(Type):
    """An `int`. Settings: `min` (0), `max` (120), `unit`, a text that is shown after the number.

    Counted in bands of equal width that depend on `min` and `max` alone, so that a new answer moves no other.
    """

    name = "integer"
    shape = Shape.ONE
    is_ordered = True
    known_settings = frozenset(("min", "max", "unit"))

    def problems(self, question: Question) -> Sequence[str]:
        """Bounds are in order; the unit has words."""
        least, most = _bounds(question)
        is_right = type(least) is type(most) is int and -FARTHEST <= least < most <= FARTHEST
        is_said = "unit" not in question.settings or is_worded(question.settings["unit"])
        return [*super().problems(question), *(() if is_right else (BAD_BOUNDS,)), *(() if is_said else (BAD_UNIT,))]

    def check(self, question: Question, given: Given) -> Answer:
        """Take a number between the bounds."""
        least, most = _bounds(question)
        number = whole_number(one_value(given))
        if number is None:
            raise Mistake(WRITE_NUMBER)
        if number < least:
            raise Mistake(TOO_SMALL, least=least)
        if number > most:
            raise Mistake(TOO_LARGE, most=most)
        return number

    def shown(self, question: Question, answer: Answer) -> Given:  # noqa: ARG002 - whatever the question
        """Return the number."""
        return {CONTROL: [str(answer)]} if type(answer) is int else {}

    def words(self, question: Question, answer: Answer) -> Sequence[Text]:
        """Return the number and its unit."""
        return [_with_unit(str(answer), question)] if type(answer) is int else []

    def values(self, question: Question) -> Sequence[Answer]:
        """Return every number where there are 200 at most; else the first and last fifty, and a hundred between them."""
        least, most = _bounds(question)
        if most - least < MOST_VALUES:
            return list(range(least, most + 1))
        between = range(least, most, max(1, (most - least) // 100))
        return sorted({*range(least, least + 50), *between, *range(most - 49, most + 1)})

    def categories(self, question: Question, answers: Sequence[Answer]) -> Sequence[Category]:  # noqa: ARG002 - of the bounds alone
        """Return eight bands at most."""
        return [Category(_code(first, last), _with_unit(_between(first, last), question)) for first, last in _bands(question)]

    def counted(self, question: Question, answer: Answer) -> Sequence[str]:
        """Return the code of the band: `20_39`."""
        bands = _bands(question) if type(answer) is int else ()
        return [_code(first, last) for first, last in bands if first <= answer <= last]


def _bounds(question: Question) -> tuple[int, int]:
    return question.settings.get("min", LEAST), question.settings.get("max", MOST)


def _bands(question: Question) -> Sequence[tuple[int, int]]:
    least, most = _bounds(question)
    width = next(wide for power in range(11) for wide in (10**power, 2 * 10**power, 5 * 10**power) if wide * MOST_BANDS > most - least)
    starts = [least, *range((least // width + 1) * width, most + 1, width)]
    return [(first, then - 1) for first, then in pairwise([*starts, most + 1])]


def _code(first: int, last: int) -> str:
    return f"{first}_{last}"


def _between(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _with_unit(number: str, question: Question) -> Text:
    unit = question.settings.get("unit")
    return {code: f"{number}\u00a0{words}" for code, words in unit.items()} if unit else {"fr": number}

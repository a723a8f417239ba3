"""Which pages somebody may come to: each way of answering is tried, as far as conditions can tell answers apart."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import combinations, islice

from app.participation.answers import Answer, Answers
from app.participation.checking.comparisons import takes_numbers
from app.participation.conditions import Atom, Compared, Condition, atoms_of, holds, keys_of, meets
from app.participation.definition import Definition, Question
from app.participation.questions import type_of
from app.participation.questions.base import Mistake, Shape
from app.participation.walking import REFUSED

MOST_WAYS = 20_000
"""Ways of answering that are tried for one condition; beyond, nothing is said of it."""
MOST_STEPS = 30_000
"""Steps on these ways, for all the conditions of a check: pages of the builder check at each visit, whatever was built."""
COMPARISONS = 50
"""Comparisons that take as long as one step."""
MOST_CODES = 8
"""Codes of one question that a condition may look at among several, for every set of them to be tried; beyond, nothing is said of it."""
ANYTHING = "\0"
"""An answer that conditions cannot tell from others: somebody's own words, a month that none names."""


class _TooMany(Exception):
    """There are more ways than are tried."""


class Steps:
    """How many steps are left to a check."""

    def __init__(self) -> None:
        """Have them all."""
        self._left = MOST_STEPS

    def take(self, steps: int = 1) -> None:
        """Take some; raise _TooMany where none is left."""
        self._left -= steps
        if self._left < 0:
            raise _TooMany


class Reach(StrEnum):
    """How often a question is asked, over every way of answering those before."""

    NEVER = "never"
    SOMETIMES = "sometimes"
    ALWAYS = "always"
    UNTOLD = "untold"
    """There are too many ways to try."""


def reach(definition: Definition, key: str, conditions: Mapping[str, Condition], steps: Steps) -> Reach:
    """Return how often a question that has a condition is asked.

    `conditions`: by key; that of this question, and of all that it depends on, look at earlier
    questions that exist and are sound. `steps`: those that are left, to all the conditions of the definition.
    """
    wanted = _closure(conditions[key], conditions)
    atoms = defaultdict[str, list[Atom]](list)
    for atom in (atom for one in (key, *wanted) if one in conditions for atom in atoms_of(conditions[one])):
        atoms[atom.key].append(atom)
    questions = [question for question in definition.questions if question.key in wanted]
    found: set[bool] = set()
    try:
        telling = {one.key: _telling(one, atoms[one.key], steps) for one in questions}
        for number, answers in enumerate(_ways(questions, telling, conditions, steps)):
            found.add(holds(conditions[key], answers))
            if len(found) > 1:
                return Reach.SOMETIMES
            if number == MOST_WAYS:
                return Reach.UNTOLD
    except _TooMany:
        return Reach.UNTOLD
    return Reach.ALWAYS if True in found else Reach.NEVER


def _closure(condition: Condition, conditions: Mapping[str, Condition]) -> frozenset[str]:
    found: set[str] = set()
    waiting = list(keys_of(condition))
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += keys_of(conditions[key]) if key in conditions else ()
    return frozenset(found)


def _ways(
    questions: Sequence[Question], telling: Mapping[str, Sequence[Answer]], conditions: Mapping[str, Condition], steps: Steps
) -> Iterator[Answers]:
    """Return what may be known once these questions, in their order, were asked or not."""
    waiting: list[tuple[int, Answers]] = [(0, {})]
    while waiting:
        at, answers = waiting.pop()
        steps.take()
        if at == len(questions):
            yield answers
            continue
        key = questions[at].key
        is_asked = key not in conditions or holds(conditions[key], answers)
        waiting += [
            (at + 1, {**answers, key: answer} if answer is not None else answers) for answer in (telling[key] if is_asked else (None,))
        ]


def _telling(question: Question, atoms: Sequence[Atom], steps: Steps) -> Sequence[Answer]:
    """Return one answer for each that conditions tell apart; None stands for no answer and for special ones, which meet nothing."""
    kind = type_of(question)
    may_be_empty = kind.takes_specials or not kind.asks
    possible = [*([None] if may_be_empty else []), *_possible(question, atoms)]
    steps.take(len(possible) * len(atoms) // COMPARISONS)
    return list({tuple(meets(atom, answer) for atom in atoms): answer for answer in possible}.values())


def _possible(question: Question, atoms: Sequence[Atom]) -> Iterable[Answer]:
    kind, values = type_of(question), type_of(question).values(question)
    named = [atom.value for atom in atoms if isinstance(atom, Compared)]
    if not kind.asks:
        return []
    if kind.shape is Shape.SEVERAL:
        return _sets(question, {str(value) for value in named})
    if takes_numbers(question):
        near = {value + more for value in named if isinstance(value, int) for more in (-1, 0, 1)}
        return [*(values or ()), *(number for number in sorted(near) if _is_taken(question, number))]
    if values is None:
        return [ANYTHING, *named]
    return [value for value in values if not (kind.name == "consent" and value == REFUSED)]


def _sets(question: Question, named: set[str]) -> Iterator[Answer]:
    """Return, for each set of the codes that conditions name, an answer that has these of them alone, where there is one."""
    codes = [choice.code for choice in question.choices]
    looked, others = [code for code in codes if code in named], [code for code in codes if code not in named]
    if len(looked) > MOST_CODES:
        raise _TooMany
    for size in range(len(looked) + 1):
        for chosen in combinations(looked, size):
            filled = (sorted([*chosen, *others[:more]], key=codes.index) for more in range(len(others) + 1))
            yield from islice((answer for answer in filled if _is_taken(question, answer)), 1)


def _is_taken(question: Question, answer: Answer) -> bool:
    """Whether the form of a question takes an answer."""
    kind = type_of(question)
    try:
        return bool(kind.check(question, kind.shown(question, answer)) == answer)
    except Mistake:
        return False

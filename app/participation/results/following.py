"""The same people from one wave to the next: how many went up, stayed, went down on one ordered question. Pure.

What is published is four counts of the pairs (up, same, down, and those who did not answer both times), beside the tables of both waves.
It is shown when all of this holds; else nothing of it is, not even how many pairs there are:

- both tables of the question are shown whole, with no hidden cell, and everybody was asked;
- there are 2k pairs at least, and each of the four counts is 0 or k at least;
- those of each wave who are in no pair are k at least: with nobody there, what the pairs answered is the table itself;
- nobody can work out a small count from it. The tables tell how many gave each answer; with the four counts, sums and differences may
  tell how many people answered « 1 » twice, or came back to answer « 3 ». Such a count, of 1 to k − 1 people, is safe when another world
  would be published alike and has another count there: the very pairs with two partners exchanged, or with somebody of no pair in the
  place of somebody of one. Each small count needs such a world (`is_safe`).

Of one question of the series alone, and of waves that follow each other, for what more would tell:

- With one question, whatever hides in either wave stays hidden: in any world that its own results allow, as many people gave each answer
  to the question (that table is whole), so these may be paired as they really were. The four counts are the same: they tell nothing of it.
- With two, they would tell: when all stay on both, the crossing of one wave tells that of the other. So would waves 1 and 3 beside 1 and 2
  and 2 and 3. Waves in a chain, by one question, are joined by tables that are whole.

A code given twice in a wave makes no pair: nobody knows whose it is.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import Enum, auto
from itertools import combinations, islice, product
from typing import NamedTuple, TypeAlias

from app.participation.results.hiding import is_few
from app.participation.results.suppressing import Results, Shown
from app.participation.results.tabulating import Asked, Code, Part

Answers: TypeAlias = Sequence[tuple[Code, str | None]]
"""Of each response of a wave: the cell that it is in, and its mark."""
Pairs: TypeAlias = Counter[tuple[Code, Code]]
Move: TypeAlias = Mapping[tuple[str, Code, Code], int]
"""How many more, or less, of each kind: pairs (`p`, from, to), people of no pair in the first wave (`u`), in the second (`v`)."""


MOST_WORLDS = 2000
"""How many are looked at: where so many do not do, nothing is shown."""


class Went(Enum):
    """How somebody's answer changed."""

    UP = auto()
    SAME = auto()
    DOWN = auto()
    UNKNOWN = auto()
    """They did not answer both times."""


class Moved(NamedTuple):
    """What is shown: so many pairs of each."""

    up: int
    same: int
    down: int
    unknown: int

    @property
    def pairs(self) -> int:
        """How many people are in both waves."""
        return sum(self)


class Joined(NamedTuple):
    """Two waves, as they are: pairs, and who is in none."""

    pairs: Pairs
    before: Counter[Code]
    after: Counter[Code]


def followed_question(asked: Iterable[Asked]) -> Asked | None:
    """Return the one question that people are followed on: the first scale that everybody is asked, else the first band."""
    always = [one for one in asked if not any(question.show_if for question in one.by_version.values())]
    return next((one for name in ("scale", "band") for one in always if one.question.type == name), None)


def joined(first: Answers, second: Answers) -> Joined:
    """Pair what was answered with one mark, once in each wave."""
    of_first, of_second = _by_mark(first), _by_mark(second)
    both = of_first.keys() & of_second.keys()
    return Joined(
        Counter((of_first[mark], of_second[mark]) for mark in both),
        Counter(code for code, _ in first) - Counter(of_first[mark] for mark in both),
        Counter(code for code, _ in second) - Counter(of_second[mark] for mark in both),
    )


def is_whole(shown: Shown, results: Results) -> bool:
    """Whether a table hides nothing, and everybody was asked."""
    return bool(results.questions) and not (shown.has_hidden or shown.is_veiled or shown.table.count(Part.NOT_ASKED))


def moved(waves: Joined, steps: Sequence[Code], k: int) -> Moved | None:
    """Return what may be shown of pairs; None: nothing. `steps`: codes, from the least to the most."""
    counts = Counter[Went]()
    for pair, people in waves.pairs.items():
        counts[_went(pair, steps)] += people
    found = Moved(*(counts[one] for one in Went))
    apart = (waves.before.total(), waves.after.total())
    if found.pairs < 2 * k or any(is_few(count, k) for count in (*found, *apart)):
        return None
    return found if is_safe(waves, steps, k) else None


def is_safe(waves: Joined, steps: Sequence[Code], k: int) -> bool:
    """Whether each count of 1 to k − 1 people is another one in a world that would be published alike."""
    true = _counts(waves, steps)
    small = {name for name, people in true.items() if is_few(people, k)}
    known, waiting, looked = {_mark(waves)}, deque([waves]), 0
    while small and waiting and looked < MOST_WORLDS:
        here = waiting.popleft()
        for move in islice(_moves(here, steps), MOST_WORLDS):
            looked += 1
            world = _after(here, move)
            if _mark(world) not in known:
                known.add(_mark(world))
                waiting.append(world)
                counts = _counts(world, steps)
                small = {name for name in small if counts[name] == true[name]}
            if not small:
                return True
    return not small


def _after(waves: Joined, move: Move) -> Joined:
    """The world that a move leads to."""
    pairs, before, after = Counter(waves.pairs), Counter(waves.before), Counter(waves.after)
    for (kind, one, other), people in move.items():
        if kind == "p":
            pairs[one, other] += people
        else:
            (before if kind == "u" else after)[one] += people
    return Joined(+pairs, +before, +after)


def _mark(waves: Joined) -> frozenset[object]:
    before = (("u", code, people) for code, people in waves.before.items())
    after = (("v", code, people) for code, people in waves.after.items())
    return frozenset((*waves.pairs.items(), *before, *after))


def _by_mark(answers: Answers) -> Mapping[str, Code]:
    often = Counter(mark for _, mark in answers if mark)
    return {mark: code for code, mark in answers if mark and often[mark] == 1}


def _went(pair: tuple[Code, Code], steps: Sequence[Code]) -> Went:
    one, other = pair
    if one not in steps or other not in steps:
        return Went.UNKNOWN
    difference = steps.index(other) - steps.index(one)
    return Went.SAME if not difference else Went.UP if difference > 0 else Went.DOWN


def _names(kind: str, one: Code, other: Code, steps: Sequence[Code]) -> Iterator[tuple[object, ...]]:
    """The counts that somebody is in: their answers, those with how they went, whether they are in a pair."""
    if kind != "p":
        yield kind, one
        return
    went = _went((one, other), steps)
    yield from (("p", one, other), ("from", one, went), ("to", other, went), ("from", one), ("to", other))


def _counts(waves: Joined, steps: Sequence[Code]) -> Counter[tuple[object, ...]]:
    found = Counter[tuple[object, ...]]()
    kinds = [(("p", *pair), people) for pair, people in waves.pairs.items()]
    kinds += [((kind, code, ""), people) for kind, apart in (("u", waves.before), ("v", waves.after)) for code, people in apart.items()]
    for (kind, one, other), people in kinds:
        for name in _names(kind, one, other, steps):
            found[name] += people
    return found


def _changed(move: Move, steps: Sequence[Code]) -> AbstractSet[tuple[object, ...]]:
    found = Counter[tuple[object, ...]]()
    for (kind, one, other), people in move.items():
        for name in _names(kind, one, other, steps):
            found[name] += people
    return {name for name, people in found.items() if people}


def _moves(waves: Joined, steps: Sequence[Code]) -> Iterator[Move]:
    """What leads to worlds that would be published alike: one place taken by somebody else, or two, or partners exchanged.

    People who have no answer in common with whom they replace go as these went, or make up for each other.
    """
    places = [(one, _went(one, steps), _changes(waves, one, steps)) for one in waves.pairs]
    for _, went, changes in places:
        yield from changes[went]
    for (pair, went, changes), (other, went_too, others) in combinations(places, 2):
        exchanged = (pair[0], other[1]), (other[0], pair[1])
        is_other = pair[0] != other[0] and pair[1] != other[1]
        if is_other and Counter((went, went_too)) == Counter(_went(one, steps) for one in exchanged):
            yield {("p", *pair): -1, ("p", *other): -1, ("p", *exchanged[0]): 1, ("p", *exchanged[1]): 1}
        if went is not went_too:
            for one, also in product(changes[went_too], others[went]):
                both = Counter(one)
                both.update(also)
                if all(_people(waves, kind) + people >= 0 for kind, people in both.items()):
                    yield both


def _changes(waves: Joined, pair: tuple[Code, Code], steps: Sequence[Code]) -> Mapping[Went, Sequence[Move]]:
    """The ways to take the place of one of a pair, on one side or on both, from those who are in none; by how the new pair went."""
    found = defaultdict[Went, list[Move]](list)
    for one, other in product([pair[0], *waves.before], [pair[1], *waves.after]):
        if (one, other) == pair:
            continue
        move = Counter({("p", *pair): -1, ("p", one, other): 1})
        if one != pair[0]:
            move.update({("u", pair[0], ""): 1, ("u", one, ""): -1})
        if other != pair[1]:
            move.update({("v", pair[1], ""): 1, ("v", other, ""): -1})
        found[_went((one, other), steps)].append(move)
    return found


def _people(waves: Joined, kind: tuple[str, Code, Code]) -> int:
    which, one, other = kind
    return waves.pairs[one, other] if which == "p" else (waves.before if which == "u" else waves.after)[one]

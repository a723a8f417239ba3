"""What is told of the same people, against a reader who keeps it all and knows the rule: no small count can be worked out.

Every world of so many people is listed, at lower thresholds than any campaign may have.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations, pairwise, product

import pytest

from app.participation.results.following import Joined, Went, _counts, _went, joined, moved

pytestmark = pytest.mark.one_engine
SHAPES = {
    "two steps": ("12", "12", 8, 3, 3, 3),
    "everybody of the first wave came back": ("12", "12", 8, 0, 3, 3),
    "some did not answer": ("12", "12?", 5, 2, 2, 2),
    "three steps": ("123", "123", 4, 2, 2, 2),
    "three steps, everybody of the second wave was there": ("123", "123", 6, 2, 0, 2),
    "three steps, at three": ("123", "123", 6, 3, 0, 3),
}
"""Steps, cells of each wave, pairs, people of no pair in the first wave and in the second, k."""


def shares(people: int, places: int) -> Iterator[tuple[int, ...]]:
    """Every way of sharing people among places."""
    for bars in combinations(range(people + places - 1), places - 1):
        edges = (-1, *bars, people + places - 1)
        yield tuple(then - one - 1 for one, then in pairwise(edges))


def counter(keys, counts) -> Counter:
    return Counter({key: count for key, count in zip(keys, counts, strict=True) if count})


def told(world: Joined, steps: str) -> tuple[object, ...]:
    """What a reader has: the tables of both waves, and the four counts."""
    tables = [Counter(world.before), Counter(world.after)]
    went = Counter()
    for pair, people in world.pairs.items():
        went[_went(pair, steps)] += people
        for table, code in zip(tables, pair, strict=True):
            table[code] += people
    return *(tuple(sorted(table.items())) for table in tables), tuple(went[one] for one in Went)


def like(shape: str) -> Iterator[list[Joined]]:
    """The worlds of a shape whose tables hide nothing, those that a reader cannot tell apart together."""
    steps, cells, pairs, first, second, k = SHAPES[shape]
    found = defaultdict(list)
    kinds = list(product(cells, cells))
    for many, before, after in product(shares(pairs, len(kinds)), shares(first, len(cells)), shares(second, len(cells))):
        world = Joined(counter(kinds, many), counter(cells, before), counter(cells, after))
        seen = told(world, steps)
        if not any(0 < count < k for table in seen[:2] for _, count in table) and not any(0 < count < k for count in seen[2]):
            found[seen].append(world)
    yield from found.values()


@pytest.mark.parametrize("shape", SHAPES)
def test_no_small_count_can_be_worked_out_even_by_who_knows_the_rule(shape):
    steps, _, _, _, _, k = SHAPES[shape]
    is_shown, leaks = 0, []
    for worlds in like(shape):
        shown = [world for world in worlds if moved(world, steps, k)]
        is_shown += len(shown)
        counts = [_counts(world, steps) for world in shown]
        for one in counts:
            leaks += [name for name, people in one.items() if 0 < people < k and len({other[name] for other in counts}) == 1]
    assert is_shown > 0
    assert leaks == []


def test_counts_that_the_tables_would_tell_hide_all_of_it():
    """All came back, and all who said 3 stay: with 6 who said 1, 5 of whom went up, one stayed."""
    pairs = Counter({("1", "2"): 5, ("1", "1"): 1, ("3", "3"): 20})
    assert moved(Joined(pairs, Counter(), Counter()), "123", 5) is None
    assert moved(Joined(pairs, Counter({"1": 4, "3": 4}), Counter({"1": 6, "3": 6})), "123", 5) == (5, 21, 0, 0)


@pytest.mark.parametrize(
    ("pairs", "before", "after"),
    [
        ({("1", "2"): 5, ("2", "2"): 4}, {"1": 9}, {"2": 9}),  # nine pairs: under twice k
        ({("1", "2"): 4, ("2", "2"): 20}, {"1": 9}, {"2": 9}),  # four went up
        ({("1", "2"): 9, ("2", "2"): 9}, {"1": 4}, {"2": 9}),  # four did not come back
        ({("1", "2"): 9, ("2", "2"): 9, ("#vide", "1"): 2}, {"1": 9}, {"2": 9}),  # two left it empty
    ],
)
def test_few_people_anywhere_hide_all_of_it(pairs, before, after):
    assert moved(Joined(Counter(pairs), Counter(before), Counter(after)), "12", 5) is None


def test_a_code_given_twice_in_a_wave_makes_no_pair():
    first = [("1", "a"), ("2", "a"), ("1", "b"), ("2", None)]
    second = [("2", "a"), ("2", "b"), ("1", "c"), ("1", None)]
    assert joined(first, second) == Joined(Counter({("1", "2"): 1}), Counter({"1": 1, "2": 2}), Counter({"2": 1, "1": 2}))

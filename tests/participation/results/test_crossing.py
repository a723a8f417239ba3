"""Two questions crossed: margins that say nothing new, and no count that lines work out."""

from collections.abc import Mapping
from itertools import product

import numpy as np
import pytest

from app.participation.results.comparing import differs
from app.participation.results.crossing import TOGETHER, cross, crossable, partners
from app.participation.results.suppressing import protected
from app.participation.results.tabulating import tables
from tests.participation.results.attacking import Row, defined, one

K = 5


def crossed(counts: Mapping[tuple[str, str], int], k: int = K):
    rows, columns = (sorted({place[at] for place in counts}) for at in (0, 1))
    definition = defined(one("a", *rows), one("b", *columns))
    found = tables({1: definition}, [Row(1, "lien", {"a": a, "b": b}) for (a, b), people in counts.items() for _ in range(people)])
    results = protected(found, k)
    return cross(*results.questions, k)


def matrix(text: str) -> dict[tuple[str, str], int]:
    lines = [line.split() for line in text.strip().splitlines()]
    return {(f"r{row}", f"c{column}"): int(count) for row, line in enumerate(lines) for column, count in enumerate(line)}


def is_worked_out(found, place) -> bool:
    """Whether a hidden count is a sum of differences of margins and shown counts."""
    places = [(row.code, column.code) for row, column in product(found.rows, found.columns)]
    known = [[one[0] == row.code for one in places] for row in found.rows] + [
        [one[1] == column.code for one in places] for column in found.columns
    ]
    known += [[one == other for one in places] for other in places if other not in found.hidden]
    facts = np.array(known, int)
    return np.linalg.matrix_rank(np.vstack([facts, [one == place for one in places]])) == np.linalg.matrix_rank(facts)


def test_a_hidden_count_between_two_blocks_of_hidden_counts_is_not_left_alone():
    found = crossed(
        matrix("""
         3  3  2 20
         3  3 20 20
        20 20  3  3
        20 20  3  3
        """)
    )
    assert found is not None
    assert ("r0", "c2") in found.hidden
    assert not [place for place in found.hidden if is_worked_out(found, place)]


@pytest.mark.parametrize("seed", range(40))
def test_no_hidden_count_is_worked_out_from_its_lines(seed):
    rng = np.random.default_rng(seed)
    counts = {(f"r{row}", f"c{column}"): int(rng.choice([0, 2, 4, 9, 20])) for row in range(4) for column in range(5)}
    found = crossed(counts)
    if found:
        assert not [place for place in found.hidden if is_worked_out(found, place)]
        for row in found.rows:
            own = [found.counts[row.code, column.code] for column in found.columns if (row.code, column.code) in found.hidden]
            assert not own or (len(own) > 1 and sum(own) >= K)


def test_margins_are_the_tables_and_what_they_hide_is_one_line():
    found = crossed(
        {("x", "u"): 20, ("x", "v"): 20, ("y", "u"): 2, ("y", "v"): 1, ("z", "u"): 3, ("z", "v"): 10, ("w", "u"): 20, ("w", "v"): 20}
    )
    assert {line.code: line.people for line in found.rows} == {"x": 40, "w": 40, TOGETHER: 16}
    assert {line.code: line.people for line in found.columns} == {"u": 45, "v": 51}


def test_only_questions_that_everybody_was_asked_are_crossed():
    definition = defined(one("a", "x", "y"), one("b", "u", "v"), one("c", "s", "t", show_if="a = 'x'"), one("d", "m", "n"))
    rows = [
        Row(1, channel, {"a": "x", "b": b, "c": "s", "d": d})
        for b in "uv"
        for d in "mn"
        for channel in ("lien", "papier")
        for _ in range(5)
    ]
    rows += [Row(1, "lien", {**row.answers, "a": "y"}) for row in rows]
    results = protected(tables({1: definition}, rows), K)
    found = crossable(results)
    assert [shown.table.key for shown in found] == ["a", "b", "d"]
    assert [shown.table.key for shown in partners(results, found[0])] == ["b", "d", "channel"]


def test_two_questions_that_a_condition_looks_at_together_are_not_crossed():
    definition = defined(one("a", "x", "y"), one("b", "u", "v"), one("c", "s", "t", show_if="a = 'x' or b = 'u'"))
    rows = [Row(1, "lien", {"a": a, "b": b, **({"c": "s"} if a == "x" or b == "u" else {})}) for a in "xy" for b in "uv" for _ in range(9)]
    results = protected(tables({1: definition}, rows), K)
    assert partners(results, crossable(results)[0]) == []


@pytest.mark.parametrize(
    ("one_", "other", "is_clear"),
    [((24, 30), (10, 30), True), ((16, 30), (14, 30), False), ((5, 5), (5, 5), False), ((0, 0), (1, 9), False)],
)
def test_a_difference_is_clear_when_chance_would_seldom_make_it(one_, other, is_clear):
    assert differs(one_, other) is is_clear

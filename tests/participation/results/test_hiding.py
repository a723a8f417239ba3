"""The rule on bare numbers, against every population of a few people and a reader who knows the rule."""

from collections import defaultdict
from itertools import combinations

import pytest

from app.participation.results.hiding import masked, masked_picks
from tests.participation.results.attacking import populations


def told(counts, hidden):
    """What a page says of counts: which are hidden, and what the others are."""
    return None if hidden is None else tuple(sorted((code, count) for code, count in counts.items() if code not in hidden))


def only_ever(pages):
    """Hidden counts, of somebody, that are the same in all the populations which give the same page."""
    found = []
    for page, worlds in pages.items():
        for code in worlds[0].keys() - {code for code, _ in page or ()}:
            values = {world[code] for world in worlds}
            if len(values) < 2 and values != {0}:
                found.append((page, code, values))
    return found


@pytest.mark.parametrize("k", [3, 4, 5])
@pytest.mark.parametrize("cells", [2, 3, 4])
def test_who_knows_the_rule_cannot_tell_a_hidden_count(cells, k):
    for people in range(k + 1, 17 if cells < 4 else 13):
        pages = defaultdict(list)
        for population in populations(people, cells).tolist():
            counts = dict(zip("abcd", population, strict=False))
            pages[told(counts, masked(counts, k))].append(counts)
        assert only_ever(pages) == [], people


ALONE = [frozenset(ways) for ways in ("e", "a", "b", "ab")]
ANY = [frozenset(ways) for size in (1, 2, 3) for ways in combinations("abc", size)]
TWO_OF_FOUR = [frozenset(ways) for ways in combinations("abcd", 2)]


@pytest.mark.parametrize(("ways", "most"), [(ALONE, 18), (ANY, 10), (TWO_OF_FOUR, 12)], ids=["one goes alone", "any", "two of four"])
def test_nor_how_many_chose_one_of_several_answers(ways, most):
    k = 4
    for people in range(k + 1, most):
        pages = defaultdict(list)
        for population in populations(people, len(ways)).tolist():
            counts = {
                code: sum(many for many, way in zip(population, ways, strict=True) if code in way) for code in frozenset().union(*ways)
            }
            pages[told(counts, masked_picks(counts, people, k))].append(counts)
        assert [one for one in only_ever(pages) if one[0] is not None] == [], people


def test_zeros_are_shown_and_small_counts_are_hidden_with_the_next_smallest_ones():
    assert masked({"a": 20, "b": 0, "c": 12}, 5) == frozenset()
    assert masked({"a": 20, "b": 0, "c": 12, "d": 4}, 5) == {"c", "d"}
    assert masked({"a": 20, "b": 12, "c": 12, "d": 4}, 5) == {"b", "c", "d"}, "equal counts go together: their order tells nothing"
    assert masked({"a": 20, "b": 3, "c": 2}, 5) == {"b", "c"}
    assert masked({"a": 20, "b": 2, "c": 1}, 5) == {"a", "b", "c"}, "three people hide nobody"


def test_counts_that_their_sum_would_tell_take_others_with_them():
    assert masked({"a": 20, "b": 4, "c": 4}, 5) == {"a", "b", "c"}, "of two hidden counts that make 8, each would be 4"
    assert masked({"a": 20, "b": 1, "c": 1, "d": 1, "e": 1, "f": 1}, 5) == {"a", "b", "c", "d", "e", "f"}, "each would be 1"
    assert masked({"a": 4, "b": 4}, 5) is None


def test_an_answer_that_nearly_everybody_chose_is_hidden():
    assert masked_picks({"a": 30, "b": 28, "c": 12}, 30, 5) == {"b", "c"}
    assert masked_picks({"a": 30, "b": 15, "c": 12}, 30, 5) == frozenset()

"""Everything that the pages show, against a reader who keeps it all: no small count can be worked out.

Thresholds are lower here than any campaign may have, so that every population of so many people can be listed.
"""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.participation.results.attacking import (
    Fact,
    asked,
    defined,
    determined,
    leaks,
    one,
    populations,
    profiles_of,
    publish,
    publish_to_everybody,
)

A, B, ABC = one("a", "x", "y"), one("b", "u", "v"), one("a", "x", "y", "z")
SHAPES = {
    "a question hangs on one of three answers": (defined(one("a", "x", "y", "z"), one("b", "u", "v", show_if="a = 'x'")), 3, 13, ()),
    "two hang on the same": (defined(A, one("b", "u", "v", show_if="a = 'x'"), one("c", "s", "t", show_if="a = 'x'")), 3, 12, ()),
    "two hang on others": (
        defined(one("a", "x", "y", "z"), one("b", "u", "v", show_if="a = 'x'"), one("c", "s", "t", show_if="a = 'y'")),
        3,
        12,
        (),
    ),
    "one hangs on one that hangs": (defined(A, one("b", "u", "v", show_if="a = 'x'"), one("c", "s", "t", show_if="b = 'u'")), 3, 13, ()),
    "one or the other": (defined(A, B, one("c", "s", "t", show_if="a = 'x' or b = 'u'")), 3, 11, ()),
    "one and the other": (defined(A, B, one("c", "s", "t", show_if="a = 'x' and b = 'u'")), 3, 12, ()),
    "several answers": (defined(asked("a", "several", "x", "y"), one("b", "u", "v", show_if="a has 'x'")), 3, 13, ()),
    "one that goes alone": (defined(asked("a", "several", "x", "y", "aucun"), one("b", "u", "v", show_if="not a has 'aucun'")), 3, 10, ()),
    "what is known": (defined(A, one("b", "u", "v", show_if="known(a)")), 3, 10, ("a", "b")),
    "two that cross": (defined(one("a", "x", "y", "z"), one("b", "u", "v", "w")), 2, 8, ()),
    "three that cross": (defined(A, B, one("c", "s", "t")), 2, 9, ()),
}
"""Definitions, k, people, questions to which « I do not know » is answered."""


def people(data, profiles, many):
    """A population that somebody lively makes up: some profiles often, others seldom."""
    drawn = data.draw(st.lists(st.integers(0, profiles - 1), min_size=many, max_size=many))
    counted = Counter(drawn)
    return [counted[profile] for profile in range(profiles)]


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_no_small_count_can_be_worked_out(shape, data):
    definition, k, many, specials = SHAPES[shape]
    profiles = profiles_of(definition, specials)
    told = publish(definition, profiles, people(data, len(profiles), many), k)
    assert determined(told) == []
    assert leaks(told, populations(many, len(profiles))) == []


@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_channels_tell_no_more(data):
    definition, k, many = defined(A, one("b", "u", "v", show_if="a = 'x'")), 3, 11
    profiles = profiles_of(definition, channels=("lien", "papier"))
    told = publish(definition, profiles, people(data, len(profiles), many), k)
    assert leaks(told, populations(many, len(profiles))) == []


@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_who_reads_as_the_team_and_as_everybody_learns_no_more(data):
    definition, k, public_k, many = defined(A, B, one("c", "s", "t")), 2, 4, 9
    profiles = profiles_of(definition)
    population = people(data, len(profiles), many)
    worlds = populations(many, len(profiles))
    assert leaks(publish(definition, profiles, population, k, public_k), worlds) == []
    assert leaks(publish_to_everybody(definition, profiles, population, k, public_k), worlds) == []


def test_zeros_of_a_crossing_would_tell_through_a_third_question():
    """The third question parts the answers to the first: shown zeros would say so, and differences of crossings be small counts."""
    definition = defined(ABC, B, one("c", "s", "t"))
    profiles = profiles_of(definition)
    counts = {("x", "u", "s"): 2, ("y", "u", "t"): 4, ("z", "u", "t"): 1, ("z", "v", "t"): 3}
    population = [counts.get(tuple(row.answers.values()), 0) for row in profiles]
    assert leaks(publish(definition, profiles, population, 2), populations(10, len(profiles))) == []


def test_the_attack_finds_what_is_not_hidden_well():
    definition = defined(A, B)
    profiles = profiles_of(definition)
    told = publish(definition, profiles, [6, 0, 1, 6], 3)
    worlds = populations(13, len(profiles))
    assert leaks(told, worlds) == []
    told.facts.append(Fact(np.array([True, False, False, False]), 6, 6))
    assert "a y and b u" in leaks(told, worlds)

"""Counting parts the whole, through conditions, special answers and versions."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.participation.results.sentences import share_text
from app.participation.results.suppressing import percent, protected
from app.participation.results.tabulating import Part, tables
from app.web.translations import translator
from tests.participation.results.attacking import Row, asked, defined, one, profiles_of

VISITS = defined(one("a", "x", "y"), one("b", "u", "v", show_if="a = 'x'"), asked("c", "several", "m", "n", "aucun"))


def counts(found: Any, key: str) -> dict[str, int]:
    table = next(table for table in found.questions if table.key == key)
    return {cell.code: cell.people for cell in (*table.cells, *table.picks) if cell.people}


@given(st.lists(st.sampled_from(profiles_of(VISITS, ("a", "b", "c"), ("lien", "papier"))), max_size=30))
def test_cells_part_all_responses(rows: Sequence[Row]) -> None:
    found = tables({1: VISITS}, rows)
    for table in (*found.questions, found.channels, found.versions):
        assert sum(cell.people for cell in table.cells) == len(rows) == len(table.places)


def test_what_was_not_asked_left_empty_and_said_apart_are_cells() -> None:
    rows = [Row(1, "lien", {"a": "x", "b": {"special": "incompris"}}), Row(1, "lien", {"a": "y"}), Row(1, "lien", {"a": "x"})]
    found = tables({1: VISITS}, rows)
    assert counts(found, "b") == {Part.NOT_UNDERSTOOD: 1, Part.NOT_ASKED: 1, Part.EMPTY: 1}
    assert counts(found, "a") == {"x": 2, "y": 1}


def test_several_answers_are_counted_each() -> None:
    found = tables({1: VISITS}, [Row(1, "lien", {"a": "y", "c": ["m", "n"]}), Row(1, "lien", {"a": "y", "c": ["aucun"]})])
    assert counts(found, "c") == {Part.ANSWERED: 2, "m": 1, "n": 1, "aucun": 1}


def test_versions_are_one_by_their_keys_and_codes() -> None:
    later = defined({**one("a", "y", "z"), "label": {"fr": "a, dit autrement"}}, one("d", "m", "n"))
    rows = [Row(1, "lien", {"a": "x", "b": "u"}), Row(2, "lien", {"a": "y", "d": "m"}), Row(2, "lien", {"a": "z", "d": "n"})]
    found = tables({1: VISITS, 2: later}, rows)
    assert [table.key for table in found.questions] == ["a", "d", "b", "c"]
    assert counts(found, "a") == {"x": 1, "y": 1, "z": 1}
    assert counts(found, "d") == {"m": 1, "n": 1, Part.NOT_ASKED: 1}
    assert [question.label["fr"] for question in found.questions[0].asked.by_version.values()] == ["a, dit autrement", "a"]


def test_how_many_answered_another_version_is_hidden_with_it() -> None:
    later = defined(one("a", "x", "y"), one("d", "m", "n"))
    rows = [Row(1, "lien", {"a": "x"})] * 2 + [Row(2, "lien", {"a": "x", "d": "m"})] * 20 + [Row(2, "lien", {"a": "x", "d": "n"})] * 9
    results = protected(tables({1: VISITS, 2: later}, rows), 5)
    new = results.question("d")
    assert new is not None
    assert new.is_veiled
    assert new.hidden == {Part.NOT_ASKED, "n"}
    assert new.asked is None


def test_under_the_threshold_nothing_is_shown() -> None:
    results = protected(tables({1: VISITS}, [Row(1, "lien", {"a": "y"})] * 4), 5)
    assert (results.total, results.questions, results.channels) == (4, (), None)


@given(st.integers(0, 500), st.integers(0, 500))
def test_percents_are_whole_and_of_what_is_shown(count: int, base: int) -> None:
    assert 0 <= percent(count, base) <= 100
    assert percent(base, base) == (100 if base else 0)


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (75, "3 personnes sur 4"),
        (22, "environ 1 personne sur 5"),
        (34, "1 personne sur 3"),
        (97, "presque tout le monde"),
        (100, "tout le monde"),
        (3, "peu de personnes"),
    ],
)
def test_a_share_is_said_as_people_say_it(share: int, words: str) -> None:
    assert share_text(share, translator("fr")) == words


def test_rows_of_the_database_are_counted_as_they_are() -> None:
    row = SimpleNamespace(version_id=1, channel="papier", answers={"a": "x", "b": "ancien"})
    assert counts(tables({1: VISITS}, [row]), "b") == {Part.OTHER: 1}

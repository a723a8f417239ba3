"""Attacks on published results: all populations that a reader cannot tell from the real one are listed, and what they have in common.

A profile is all that one person may answer; a population, how many people have each profile. What is published is so many linear facts
about it. A hidden count leaks when every population of whole numbers that satisfies the facts has the same one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import Any, NamedTuple

import numpy as np

from app.participation.answers import SPECIAL
from app.participation.definition import Definition, read
from app.participation.questions import type_of
from app.participation.results.crossing import Crossed, cross, crossable, partners
from app.participation.results.suppressing import Results, Shown, for_everybody, nearest, protected
from app.participation.results.tabulating import Part, Tables, tables
from app.participation.rules import Audience
from app.participation.walking import walk


class Row(NamedTuple):
    version_id: int
    channel: str
    answers: Mapping[str, Any]


class Fact(NamedTuple):
    """How many people have one of some profiles: between two numbers, both included."""

    profiles: np.ndarray
    least: int
    most: int


class Hidden(NamedTuple):
    name: str
    profiles: np.ndarray
    people: int


@dataclass
class Published:
    """`places`: in which cells each profile is."""

    profiles: Sequence[Row]
    population: np.ndarray
    places: Tables
    facts: list[Fact] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)


def one(key: str, *codes: str, **more: Any) -> dict[str, Any]:
    return asked(key, "one", *codes, **more)


def asked(key: str, kind: str, *codes: str, **more: Any) -> dict[str, Any]:
    choices = [{"code": code, "label": {"fr": code}, "exclusive": code.startswith("aucun")} for code in codes]
    return {"key": key, "type": kind, "label": {"fr": key}, "choices": choices, **more}


def defined(*questions: Mapping[str, Any]) -> Definition:
    return read({"code": "essai", "title": {"fr": "Essai"}, "languages": ["fr"], "questions": list(questions)})


def profiles_of(definition: Definition, specials: Sequence[str] = (), channels: Sequence[str] = ("lien",)) -> list[Row]:
    """Every way of answering; `specials`: keys of the questions to which « I do not know » may be answered."""

    def ways(given: dict[str, Any]) -> Iterator[dict[str, Any]]:
        way = walk(definition, given)
        if way.is_done:
            yield given
            return
        question = way.questions[-1]
        values = [*(type_of(question).values(question) or ()), *([{SPECIAL: "nsp"}] if question.key in specials else ())]
        for value in values:
            yield from ways({**given, question.key: value})

    return [Row(1, channel, answers) for answers in ways({}) for channel in channels]


def populations(people: int, profiles: int) -> np.ndarray:
    """Every way of sharing people among profiles: one a line."""
    bars = np.array(list(combinations(range(people + profiles - 1), profiles - 1)), dtype=np.int16).reshape(-1, profiles - 1)
    edges = np.hstack([np.full((len(bars), 1), -1, np.int16), bars, np.full((len(bars), 1), people + profiles - 1, np.int16)])
    return np.diff(edges, axis=1) - 1


def counted(definition: Definition, profiles: Sequence[Row], population: Sequence[int]) -> Tables:
    return tables({1: definition}, [row for row, people in zip(profiles, population, strict=True) for _ in range(people)])


def publish(definition: Definition, profiles: Sequence[Row], population: Sequence[int], k: int, public_k: int | None = None) -> Published:
    """All that the pages show: every table, every crossing, for the team and, where `public_k` is given, for everybody."""
    found = counted(definition, profiles, population)
    team = protected(found, k)
    told = Published(profiles, np.asarray(population), counted(definition, profiles, [1] * len(profiles)))
    _tell(told, team, team, k)
    _few_together(told, k)
    if public_k:
        unread = Published(profiles, told.population, told.places)
        _tell(unread, for_everybody(found, team, public_k), team, public_k)
        told.facts += unread.facts
    return told


def publish_to_everybody(definition: Definition, profiles: Sequence[Row], population: Sequence[int], k: int, public_k: int) -> Published:
    """All that everybody may read, and nothing else."""
    found = counted(definition, profiles, population)
    team = protected(found, k)
    told = Published(profiles, np.asarray(population), counted(definition, profiles, [1] * len(profiles)))
    _tell(told, for_everybody(found, team, public_k), team, public_k)
    _few_together(told, public_k)
    return told


def _tell(told: Published, results: Results, team: Results, k: int) -> None:
    _tables(told, results)
    _crossings(told, results, team, k)


def leaks(told: Published, worlds: np.ndarray) -> list[str]:
    """The names of the hidden counts, of somebody, that a reader of it all can tell."""
    return [one.name for one in told.hidden if one.people and len(np.unique(worlds[_like(told, worlds)][:, one.profiles].sum(1))) < 2]


def determined(told: Published) -> list[str]:
    """The names of the hidden counts, of somebody, that are sums and differences of what is shown."""
    facts = [fact.profiles.astype(int) for fact in told.facts if fact.least == fact.most] + [np.ones(len(told.profiles), int)]
    rank = np.linalg.matrix_rank(np.array(facts))
    return [one.name for one in told.hidden if one.people and np.linalg.matrix_rank(np.array([*facts, one.profiles.astype(int)])) == rank]


def _like(told: Published, worlds: np.ndarray) -> np.ndarray:
    mask = np.ones(len(worlds), bool)
    for fact in told.facts:
        people = worlds[:, fact.profiles].sum(1)
        mask &= (people >= fact.least) & (people <= fact.most)
    return mask


def _say(told: Published, results: Results, name: str, profiles: np.ndarray, count: int | None) -> None:
    people = int(told.population[profiles].sum())
    if count is None:
        told.hidden.append(Hidden(name, profiles, people))
    elif results.audience is Audience.TEAM:
        assert count == people, name
        told.facts.append(Fact(profiles, people, people))
    else:
        assert count == nearest(people), name
        told.facts.append(Fact(profiles, count - 2, count + 2))


def _tables(told: Published, results: Results) -> None:
    for shown in [*results.questions, *([results.channels] if results.channels else [])]:
        for cell in shown.table.cells:
            seen = shown.cell(cell)
            if cell.code == Part.NOT_ASKED and seen is None and not (shown.is_veiled and cell.people < results.k):
                continue  # other tables may tell it: it is hidden for what it tells of those, and matters by itself when it is few people
            _say(told, results, f"{shown.table.key} {cell.code}", _at(told, shown) == cell.code, seen.people if seen else None)
        for cell in shown.table.picks:
            chose = np.array([cell.code in _list(row.answers.get(shown.table.key)) for row in told.profiles])
            seen = shown.pick(cell)
            _say(told, results, f"{shown.table.key} {cell.code}", chose, seen.people if seen else None)


def _crossings(told: Published, results: Results, team: Results, public_k: int) -> None:
    for first in crossable(results):
        for second in partners(results, first):
            crossed = _crossed(results, team, first, second, public_k)
            for row, column in product(crossed.rows, crossed.columns) if crossed else ():
                profiles = np.isin(_at(told, first), list(row.codes)) & np.isin(_at(told, second), list(column.codes))
                seen = crossed.cell(row, column) if crossed else None
                _say(
                    told,
                    results,
                    f"{first.table.key} × {second.table.key}: {row.code}, {column.code}",
                    profiles,
                    seen.people if seen else None,
                )


def _crossed(results: Results, team: Results, first: Shown, second: Shown, public_k: int) -> Crossed | None:
    if results.audience is Audience.TEAM:
        return cross(first, second, results.k)
    own = [team.question(one.table.key) or team.channels for one in (first, second)]
    return cross(first, second, public_k, cross(own[0], own[1], team.k))


def _few_together(told: Published, k: int) -> None:
    """Few people who answered so to one question and so to another: shown or not, nobody may tell how many."""
    for one, other in combinations(told.places.questions, 2):
        for code, then in product([cell.code for cell in one.cells], [cell.code for cell in other.cells]):
            profiles = (np.array(one.places) == code) & (np.array(other.places) == then)
            people = int(told.population[profiles].sum())
            is_same = any((profiles == (np.array(table.places) == at)).all() for table, at in ((one, code), (other, then)))
            if 0 < people < k and not is_same:
                told.hidden.append(Hidden(f"{one.key} {code} and {other.key} {then}", profiles, people))


def _at(told: Published, shown: Shown) -> np.ndarray:
    found = next((table for table in told.places.questions if table.key == shown.table.key), told.places.channels)
    return np.array(found.places)


def _list(answer: Any) -> Sequence[str]:
    return answer if isinstance(answer, list) else ()

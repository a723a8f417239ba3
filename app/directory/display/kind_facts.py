"""What the data tells of a kind besides what the search needs: for whom, how many, its other names, how things stand."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from rapidfuzz.distance import OSA

from app.core.language import FRENCH
from app.core.text import fold
from app.directory.kinds import DATA, SENSITIVE, Kind, kinds
from app.directory.search.vocabulary import Sort

MOST_OTHER_NAMES = 8
_NOT_NAMES = frozenset({"m", "me", "se", "j", "je", "ou", "mon", "ma", "mes"})
"""Words of phrases that say what a person wants, not what a kind is called."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Columns of `dispositifs.csv`, empty where the data says nothing. A figure is never told without its source."""

    publics: str
    figure: str
    source: str
    status: str


@cache
def facts() -> Mapping[str, Facts]:
    """Return the facts of each kind, by its code."""
    with (DATA / "dispositifs.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["code"]: _facts(row) for row in csv.DictReader(file)})


def _facts(row: Mapping[str, str]) -> Facts:
    return Facts(row.get("publics", ""), row.get("chiffre", ""), row.get("source", ""), row.get("statut", ""))


@cache
def other_names(code: str) -> tuple[str, ...]:
    """Return what else a kind is called: its synonyms, less its own names and mere spellings of what is told already.

    Nothing for sensitive kinds: what people type in danger is no name to read back to them.
    """
    if code in SENSITIVE:
        return ()
    known = [fold(name) for name in _own_names(kinds()[code])]
    told: list[str] = []
    for synonym in _synonyms().get(code, ()):
        words = fold(synonym)
        if _NOT_NAMES.isdisjoint(words.split()) and not any(_is_spelling(words, name) for name in known):
            known.append(words)
            told.append(synonym)
    return tuple(told[:MOST_OTHER_NAMES])


def _own_names(kind: Kind) -> Iterator[str]:
    yield from (kind.name, kind.today_name.partition("(")[0], *kind.name.split(" ou "))
    yield from kind.acronym.split(" / ")


def _is_spelling(words: str, name: str) -> bool:
    """Whether a phrase says no more than another: a letter apart, or the same words or fewer, short ones not counted."""
    return OSA.distance(words, name, score_cutoff=1) <= 1 or _long_words(words) <= _long_words(name)


def _long_words(words: str) -> set[str]:
    return {word.rstrip("s") for word in words.split() if len(word) > 2}  # noqa: PLR2004 - « de », « d », « l »


@cache
def _synonyms() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    with (DATA / "synonymes.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["type"] == Sort.KIND and row["langue"] == FRENCH.code:
                found.setdefault(row["code"], []).append(row["mots"])
    return {code: tuple(names) for code, names in found.items()}

"""Words that mean several things: the page asks which, and guesses nothing; and organisations that are no kind of help."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from app.core.text import fold
from app.directory.kinds import DATA
from app.directory.organisations import ORGANISATIONS
from app.directory.search.vocabulary import singular


@dataclass(frozen=True, slots=True)
class Homonym:
    """One word, and all that it may mean, the most usual first."""

    word: str
    kinds: tuple[str, ...]
    organisations: tuple[str, ...]
    usual: str
    """The kind that is meant nine times out of ten: answered below the question, for who has no time to answer it. Often none."""


@cache
def homonyms() -> Mapping[str, Homonym]:
    """Return what must be asked about, by folded word."""
    with (DATA / "homonymes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    meant = {}
    for word in dict.fromkeys(row["mot"] for row in rows):
        own = [row for row in rows if row["mot"] == word]
        meant[fold(word)] = Homonym(
            word,
            tuple(row["code"] for row in own if row["type"] == "type"),
            tuple(row["code"] for row in own if row["type"] == "organisation"),
            next((row["code"] for row in own if row["d_abord"]), ""),
        )
    return MappingProxyType(meant)


@cache
def organisations() -> Mapping[str, str]:
    """Return the code of the organisation that a folded phrase, in the singular, names."""
    return MappingProxyType({
        singular(fold(phrase).split()): organisation.code
        for organisation in ORGANISATIONS.values()
        for phrase in (organisation.name, organisation.name.partition("(")[0], *organisation.said)
    })  # fmt: skip

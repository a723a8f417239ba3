"""The words that stand for kinds, needs and urgencies: names in each language, acronyms, names of today, synonyms.

Those of the data are read once; those that moderators added (`local_words`) are taken in whenever they change.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from gettext import GNUTranslations
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from app.core.text import fold
from app.directory.kinds import DATA, kinds
from app.directory.needs import NEEDS
from app.directory.search.spelling import Spellings

TRANSLATIONS = Path(__file__).parents[3] / "translations"
LINKS = frozenset((
    "a", "au", "aux", "ce", "ces", "cet", "cette", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "ma", "me", "mes", "mon",
    "nos", "notre", "pour", "sa", "se", "ses", "son", "un", "une", "vos", "votre", "an", "my", "of", "the",
))  # fmt: skip
"""Words that may stand or not within a phrase: « charger mon téléphone », « charger un téléphone »."""

Meanings = tuple["Meaning", ...]


class Sort(StrEnum):
    """What a phrase may stand for."""

    KIND = "type"
    NEED = "besoin"
    URGENCY = "urgence"


class Meaning(NamedTuple):
    """What a phrase stands for, by its code."""

    sort: Sort
    code: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Known phrases folded: as they are and in the singular (`whole`), and without their links (`bare`, two words or more)."""

    whole: Mapping[str, Meanings]
    bare: Mapping[str, Meanings]
    spellings: Spellings
    bare_spellings: Spellings
    longest: int
    """Words of the longest."""


class LocalWords:
    """Phrases that moderators added, with the code of their kind. What is made from words is kept by the one that it was made with."""

    def __init__(self, synonyms: Sequence[tuple[str, str]] = ()) -> None:
        """Hold these."""
        self.synonyms = tuple(synonyms)


class _Known:
    words = LocalWords()


def local_words() -> LocalWords:
    """Return what moderators added: another object whenever it changed."""
    return _Known.words


def take_in(synonyms: Sequence[tuple[str, str]]) -> None:
    """Know these phrases from now on, besides those of the data, instead of those taken in before."""
    if tuple(synonyms) != _Known.words.synonyms:
        _Known.words = LocalWords(synonyms)


def singular(words: Iterable[str]) -> str:
    """Return folded words as phrases are compared: without the mark of the plural, nor the Arabic article."""
    return " ".join(_stem(word) for word in words)


def _stem(word: str) -> str:
    if len(word) > 3 and word[-1] in "sx":  # noqa: PLR2004 - "gaz", "bus" stay
        return word[:-1]
    return word[2:] if len(word) > 4 and word.startswith(("ال", "لل")) else word  # noqa: PLR2004 - "الى" stays


def bare(words: Sequence[str]) -> list[str]:
    """Return the words less their links."""
    return [word for word in words if word not in LINKS]


def vocabulary() -> Vocabulary:
    """Return the words of the process."""
    return _vocabulary(local_words())


@lru_cache(maxsize=2)
def _vocabulary(added: LocalWords) -> Vocabulary:
    known = _phrases(added)
    short: dict[str, list[Meaning]] = {}
    for phrase, meanings in known.items():
        words = bare(phrase.split())
        if len(words) > 1:
            _add(short, singular(words), meanings)
    bare_phrases = _frozen(short)
    longest = max(phrase.count(" ") for phrase in known) + 2
    return Vocabulary(known, bare_phrases, Spellings(known), Spellings(bare_phrases), longest)


def phrases() -> Mapping[str, Meanings]:
    """Return what each known phrase stands for: acronyms as they are, the others in the singular too."""
    return _phrases(local_words())


@lru_cache(maxsize=2)
def _phrases(added: LocalWords) -> Mapping[str, Meanings]:
    known: dict[str, list[Meaning]] = {}
    for phrase, meaning in (*_of_data(), *((phrase, Meaning(Sort.KIND, code)) for phrase, code in added.synonyms)):
        words = fold(phrase).split()
        for key in {" ".join(words), *([] if phrase.isupper() else [singular(words)])}:
            if key:
                _add(known, key, (meaning,))
    return _frozen(known)


@cache
def _of_data() -> Sequence[tuple[str, Meaning]]:
    return (*_of_kinds(), *_of_needs(), *_of_synonyms(), *_of_translations())


def _add(known: dict[str, list[Meaning]], key: str, meanings: Iterable[Meaning]) -> None:
    told = known.setdefault(key, [])
    told += [meaning for meaning in meanings if meaning not in told]


def _frozen(known: Mapping[str, list[Meaning]]) -> Mapping[str, Meanings]:
    return MappingProxyType({phrase: tuple(meanings) for phrase, meanings in known.items()})


def _of_kinds() -> Iterator[tuple[str, Meaning]]:
    for kind in kinds().values():
        meaning = Meaning(Sort.KIND, kind.code)
        yield kind.name, meaning
        for name in kind.name.split(" ou "):
            if " " in name or len(kind.name.split(" ou ")) > 1:
                yield name, meaning
        for acronym in kind.acronym.split(" / "):
            yield acronym, meaning
        if kind.today_name:
            yield kind.today_name.split("(")[0], meaning


def _of_needs() -> Iterator[tuple[str, Meaning]]:
    for need in NEEDS.values():
        yield need.label, Meaning(Sort.NEED, need.code)


def _of_synonyms() -> Iterator[tuple[str, Meaning]]:
    with (DATA / "synonymes.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["mots"], Meaning(Sort(row["type"]), row["code"])


def _of_translations() -> Iterator[tuple[str, Meaning]]:
    """Names in the languages that have a catalogue, without the French name or the acronym that they repeat in brackets."""
    for path in sorted(TRANSLATIONS.glob("*/LC_MESSAGES/kinds.mo")):
        with path.open("rb") as file:
            texts = GNUTranslations(file)
        for kind in kinds().values():
            for name in (kind.name, kind.today_name):
                said = texts.gettext(name) if name else ""
                if said != name:
                    yield said.split("(")[0], Meaning(Sort.KIND, kind.code)

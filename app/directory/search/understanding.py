"""One box: which kinds or needs, which place, which words are left, in a sentence as people type it.

Phrases are compared folded (accents, case, plurals put aside); one typo is forgiven in words of five letters or more.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from app.core.text import fold
from app.directory.kinds import DATA, kinds
from app.territory import resolve
from app.territory.resolve import Ambiguous, Found

LONGEST_PHRASE = 16
"""Words."""
TYPO_LENGTH = 5
ALONE_TYPO_LENGTH = 6
"""Letters from which one typo is forgiven: in a phrase, and a wrong letter in a word that stands alone."""
NEVER_CORRECTED = frozenset({"agent", "danger", "urgent", "ranger", "couche"})
"""Words that are no misspelling of « argent » or « manger »."""
MOST_KINDS = 3
_EMPTY_WORDS = frozenset((
    "a", "ai", "aide", "aidez", "au", "aux", "avec", "besoin", "besoins", "c", "cherche", "chercher", "chez", "comment", "d", "dans",
    "de", "des", "du", "en", "endroit", "est", "et", "faire", "il", "j", "je", "l", "la", "le", "les", "lieu", "lieux", "ma", "me",
    "mes", "moi", "mon", "n", "ne", "nous", "on", "ou", "par", "pas", "pour", "pres", "proche", "qu", "que", "quel", "quelle", "qui",
    "sa", "sais", "sans", "se", "ses", "suis", "sur", "svp", "trouver", "un", "une", "veux", "vous", "y",
))  # fmt: skip
_TONIGHT = (("ce", "soir"), ("cette", "nuit"), ("tout", "suite"))
_NOW = (("maintenant",), ("ouvert", "maintenant"), ("ouvert",))


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
class Understood:
    """What a sentence says."""

    kinds: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    urgencies: tuple[str, ...] = ()
    """`danger`, `enfance`, `suicide`, `violences`: what must be answered by a number first."""
    place: Found | Ambiguous | None = None
    tonight: bool = False
    now: bool = False
    words: tuple[str, ...] = ()
    """Folded words that stand for nothing known: looked for in names and descriptions."""


@lru_cache(maxsize=4096)
def understand(sentence: str, *, has_place: bool = False) -> Understood:
    """Read a sentence; its place is looked for unless the reader gave one apart."""
    whole = _read(sentence)
    if has_place or ((whole.kinds or whole.needs) and not whole.words):
        return whole
    split = resolve.split(sentence, is_known_word=is_known_word)
    if split.outcome is not None:
        return replace(_read(split.rest), place=split.outcome)
    misspelt = resolve.resolve(" ".join(whole.words)) if whole.kinds or whole.needs else None
    return replace(whole, place=misspelt, words=()) if isinstance(misspelt, Found) else whole


def is_known_word(word: str) -> bool:
    """Whether a folded word stands by itself for a kind or a need, so that it is no place without more."""
    return _singular([word]) in phrases()


def _read(sentence: str) -> Understood:
    tokens, tonight = _without(fold(sentence).split(), _TONIGHT)
    tokens, now = _without(tokens, _NOW)
    meanings: list[Meaning] = []
    words: list[str] = []
    position = 0
    while position < len(tokens):
        meaning, length = _longest(tokens, position)
        if meaning:
            meanings += [found for found in meaning if found not in meanings]
        elif tokens[position] not in _EMPTY_WORDS:
            words.append(tokens[position])
        position += length
    return Understood(
        kinds=_codes(meanings, Sort.KIND),
        needs=_codes(meanings, Sort.NEED),
        urgencies=_codes(meanings, Sort.URGENCY),
        tonight=tonight,
        now=now,
        words=tuple(words),
    )


def _codes(meanings: list[Meaning], sort: Sort) -> tuple[str, ...]:
    return tuple(meaning.code for meaning in meanings if meaning.sort is sort)[:MOST_KINDS]


def _without(tokens: list[str], phrases: tuple[tuple[str, ...], ...]) -> tuple[list[str], bool]:
    for phrase in phrases:
        for start in range(len(tokens) - len(phrase) + 1):
            if tuple(tokens[start : start + len(phrase)]) == phrase:
                return tokens[:start] + tokens[start + len(phrase) :], True
    return tokens, False


def _longest(tokens: list[str], position: int) -> tuple[tuple[Meaning, ...], int]:
    """The meaning of the longest phrase that starts here, a typo forgiven, and its length; one word without meaning otherwise."""
    known = phrases()
    for length in range(min(LONGEST_PHRASE, len(tokens) - position), 0, -1):
        words = tokens[position : position + length]
        found = known.get(" ".join(words)) or known.get(_singular(words)) or _misspelt(words)
        if found:
            return found, length
    return (), 1


def _misspelt(words: list[str]) -> tuple[Meaning, ...]:
    """The meaning of the known phrase one typo away. For a word alone, with more care: danger is no « manger »."""
    phrase = _singular(words)
    is_alone = len(words) == 1
    if len(phrase) < TYPO_LENGTH or (is_alone and phrase in NEVER_CORRECTED):
        return ()
    match = process.extractOne(phrase, _long_phrases(), scorer=OSA.distance, score_cutoff=1)
    if match is None or (is_alone and not _is_safe_alone(phrase, match[0])):
        return ()
    return phrases()[match[0]]


def _is_safe_alone(typed: str, known: str) -> bool:
    """Whether a word may be taken for another: a letter too few or too many; or another letter, in a long word, but not its first."""
    return len(typed) != len(known) or (len(typed) >= ALONE_TYPO_LENGTH and typed[0] == known[0])


def _singular(words: list[str]) -> str:
    return " ".join(word[:-1] if len(word) > 3 and word[-1] in "sx" else word for word in words)  # noqa: PLR2004 - "gaz", "bus" stay


@cache
def phrases() -> Mapping[str, tuple[Meaning, ...]]:
    """Return what each known phrase stands for: acronyms as they are, names, names of today and synonyms in the plural too."""
    known: dict[str, list[Meaning]] = {}
    for phrase, meaning in (*_of_kinds(), *_of_synonyms()):
        words = fold(phrase).split()
        for key in {" ".join(words), *([] if phrase.isupper() else [_singular(words)])}:
            if key and meaning not in known.setdefault(key, []):
                known[key].append(meaning)
    return MappingProxyType({phrase: tuple(meanings) for phrase, meanings in known.items()})


@cache
def _long_phrases() -> tuple[str, ...]:
    return tuple(phrase for phrase in phrases() if len(phrase) >= TYPO_LENGTH)


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


def _of_synonyms() -> Iterator[tuple[str, Meaning]]:
    with (DATA / "synonymes.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["mots"], Meaning(Sort(row["type"]), row["code"])

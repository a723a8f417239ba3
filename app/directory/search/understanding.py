"""One box: which kinds or needs, which place, which words are left, in a sentence as people type it.

Phrases are compared folded (accents, case, plurals put aside); one typo is forgiven in words of five letters or more.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from types import MappingProxyType

from rapidfuzz import process
from rapidfuzz.distance import OSA

from app.core.text import fold
from app.directory.kinds import DATA, kinds
from app.territory import resolve
from app.territory.resolve import Ambiguous, Found

LONGEST_PHRASE = 16
"""Words."""
TYPO_LENGTH = 5
MOST_KINDS = 3
_EMPTY_WORDS = frozenset((
    "a", "ai", "aide", "aidez", "au", "aux", "avec", "besoin", "besoins", "cherche", "chercher", "d", "de", "des", "du", "en", "endroit",
    "est", "et", "faire", "il", "j", "je", "l", "la", "le", "les", "lieu", "lieux", "ma", "me", "mes", "moi", "mon", "ou", "par", "pour",
    "pres", "proche", "qu", "que", "qui", "sa", "se", "ses", "sur", "svp", "trouver", "un", "une", "veux", "vous", "y",
))  # fmt: skip
_TONIGHT = (("ce", "soir"), ("cette", "nuit"), ("tout", "suite"))
_NOW = (("maintenant",), ("ouvert", "maintenant"), ("ouvert",))


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase stands for: a kind or a need, by its code."""

    is_need: bool
    code: str


@dataclass(frozen=True, slots=True)
class Understood:
    """What a sentence says."""

    kinds: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
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
    if split.outcome is None:
        return whole
    return replace(_read(split.rest), place=split.outcome)


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
        kinds=tuple(m.code for m in meanings if not m.is_need)[:MOST_KINDS],
        needs=tuple(m.code for m in meanings if m.is_need)[:MOST_KINDS],
        tonight=tonight,
        now=now,
        words=tuple(words),
    )


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
        phrase = _singular(tokens[position : position + length])
        if found := known.get(phrase):
            return found, length
        is_long = len(phrase) >= TYPO_LENGTH and (length > 1 or tokens[position] not in _EMPTY_WORDS)
        if is_long and (match := process.extractOne(phrase, _long_phrases(), scorer=OSA.distance, score_cutoff=1)):
            return known[match[0]], length
    return (), 1


def _singular(words: list[str]) -> str:
    return " ".join(word[:-1] if len(word) > 3 and word[-1] in "sx" else word for word in words)  # noqa: PLR2004 - "gaz", "bus" stay


@cache
def phrases() -> Mapping[str, tuple[Meaning, ...]]:
    """Return what each known phrase stands for: acronyms, names, names of today, synonyms."""
    known: dict[str, list[Meaning]] = {}
    for phrase, meaning in (*_of_kinds(), *_of_synonyms()):
        key = _singular(fold(phrase).split())
        if key and meaning not in known.setdefault(key, []):
            known[key].append(meaning)
    return MappingProxyType({phrase: tuple(meanings) for phrase, meanings in known.items()})


@cache
def _long_phrases() -> tuple[str, ...]:
    return tuple(phrase for phrase in phrases() if len(phrase) >= TYPO_LENGTH)


def _of_kinds() -> Iterator[tuple[str, Meaning]]:
    for kind in kinds().values():
        meaning = Meaning(is_need=False, code=kind.code)
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
            yield row["mots"], Meaning(is_need=row["type"] == "besoin", code=row["code"])
